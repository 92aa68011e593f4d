import type { EpochMs } from '../../core/clock.js';
import type { PlanHeader, PlanRecord } from '../plan.js';
import type { Step, StepKind } from '../steps.js';

/** What a service answers when it is asked for an effect. Throwing, or no answer in time, counts as `unknown`. */
export type PortAnswer =
  /** It happened; `ref` is the service's own opaque reference. Where `amount` is not the step's, a person looks at it. */
  | { readonly kind: 'done'; readonly ref?: string | undefined; readonly amount?: number | undefined }
  /** Accepted, and will happen or fail later: `find` tells. */
  | { readonly kind: 'pending'; readonly ref?: string | undefined; readonly amount?: number | undefined }
  /** It will never happen: a person must look. `reason` is a short code, no text of a customer. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Nothing happened, ask again: 429, 503. */
  | { readonly kind: 'busy'; readonly afterMs?: number | undefined }
  /** Nobody knows. */
  | { readonly kind: 'unknown' };

/** What a service answers when it is asked for what it knows of a key. */
export type PortFound =
  | { readonly kind: 'done'; readonly ref?: string | undefined; readonly amount?: number | undefined }
  | { readonly kind: 'pending'; readonly ref?: string | undefined; readonly amount?: number | undefined }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** It has not happened and, unless asked again, never will: a service that may still be working on it must answer `unknown`. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** Everything a service needs to carry out one step. */
export interface StepRequest {
  readonly step: Step;
  /** Pass it on as the idempotency key. */
  readonly key: string;
  readonly record: PlanRecord;
  readonly header: PlanHeader;
  /** The code of an apology coupon; only for `grant-coupon`, and only where the caller has the key for codes. */
  readonly couponCode: string | undefined;
  /** Aborted when nobody waits any longer. */
  readonly signal: AbortSignal;
}

/** One service of the shop. */
export interface Port {
  /**
   * `key`: it honours the idempotency key for ever, or longer than a plan may run: asked twice, it acts once. `ask`: it does not, but
   * `find` knows what happened. The executor never repeats a call whose outcome is unknown on a port that only answers `find`, unless
   * `find` says `absent`.
   */
  readonly idempotency: 'key' | 'ask';
  /** Calls per second; 25 unless told. */
  readonly ratePerSecond?: number | undefined;
  /** Calls in flight; 8 unless told. */
  readonly concurrency?: number | undefined;
  /** Ms after which a call counts as unknown; 15,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** Ms after the start of a call from which `find` may be believed when it says `absent`; `timeoutMs` unless told. Only for `ask`. */
  readonly settleMs?: number | undefined;
  act(request: StepRequest): Promise<PortAnswer>;
  find(request: StepRequest): Promise<PortFound>;
}

/** The services a plan needs, by what they do. A plan that has no step of a kind needs no port for it. */
export interface RemedyPorts {
  readonly orders?: Port | undefined;
  readonly payments?: Port | undefined;
  readonly points?: Port | undefined;
  readonly partners?: Port | undefined;
  readonly stock?: Port | undefined;
  readonly coupons?: Port | undefined;
  readonly notices?: Port | undefined;
}

/** Name of a port. */
export type PortName = keyof RemedyPorts;

/** Which port carries out which kind of step. */
export const PORT_OF: Readonly<Record<StepKind, PortName>> = {
  'hold-order': 'orders',
  void: 'payments',
  refund: 'payments',
  'request-account': 'notices',
  'account-refund': 'payments',
  'restore-points': 'points',
  'restore-coupon': 'coupons',
  'reverse-points': 'points',
  'reverse-miles': 'partners',
  'quarantine-stock': 'stock',
  'grant-coupon': 'coupons',
  notice: 'notices',
};

/** Every port there is, each once. */
export const PORT_NAMES: readonly PortName[] = [...new Set(Object.values(PORT_OF))];

/** The clock and the waiting of an executor: a test hands in its own. */
export interface ApplyClock {
  now(): EpochMs;
  /** Settles after so many ms, or at once when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
