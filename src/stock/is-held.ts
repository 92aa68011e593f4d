import { isOpenState } from './reservation.js';
import type { ExtendVerdict, SupersedeVerdict } from './verdict.js';

/** A verdict after which the order holds its units, up to `expiresAt`. */
export type HeldVerdict =
  | { readonly kind: 'reserved'; readonly expiresAt: number }
  | {
      readonly kind: 'replayed';
      readonly state: 'reviewing' | 'reserved' | 'paying';
      readonly expiresAt: number;
    }
  | { readonly kind: 'extended'; readonly expiresAt: number };

/**
 * Whether the order holds its units after this verdict of `reserve`, `supersede`, `beginPayment` or `extend`: they are set aside,
 * not bought yet, and `commit` can still sell them, one under review once a person has accepted it. `replayed` alone does not say so: the order may have been bought, released or
 * expired since it was first answered.
 *
 * False does not mean that nothing is held: after `unknown` send the same request again, and a refusal of a longer deadline leaves
 * the reservation as it was. A replay tells of a lapsed reservation as it was left until somebody sweeps: compare `expiresAt`.
 *
 * @example
 * ```ts
 * const verdict = await stock.reserve(order);
 * if (isHeld(verdict)) showPaymentPage({ until: verdict.expiresAt });
 * ```
 */
export function isHeld(verdict: SupersedeVerdict | ExtendVerdict): verdict is HeldVerdict {
  return (
    verdict.kind === 'reserved' ||
    verdict.kind === 'extended' ||
    (verdict.kind === 'replayed' && isOpenState(verdict.state))
  );
}
