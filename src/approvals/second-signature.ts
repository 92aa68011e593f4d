import type { ApprovalPolicy } from '../catalog/approval.js';
import type { CurrencyCode } from '../money/currency.js';

/** People who must have approved a row that could cost as much as the policy's limit. */
export const PERSONS_ABOVE_LIMIT = 2;

/** What a row that is approved could cost. */
export interface ApprovedRisk {
  readonly currency: CurrencyCode;
  /** At the price customers may come to pay; undefined when nothing is known to compare it with. */
  readonly exposureMinor: number | undefined;
  /** Undefined where the row states no stock. */
  readonly stockToSell: number | undefined;
}

/**
 * How many different people have to approve a row. Where nothing bounds what it could cost, it may cost as much as the limit:
 * without a reference, without a stock to sell, and in a currency for which a policy that has limits states none.
 */
export function personsNeeded(
  { secondSignatureFromMinor }: Pick<ApprovalPolicy, 'secondSignatureFromMinor'>,
  { currency, exposureMinor, stockToSell }: ApprovedRisk,
): number {
  if (secondSignatureFromMinor.size === 0) return 1;
  const limit = secondSignatureFromMinor.get(currency);
  const isBounded = limit !== undefined && exposureMinor !== undefined && stockToSell !== undefined;
  return isBounded && exposureMinor < limit ? 1 : PERSONS_ABOVE_LIMIT;
}
