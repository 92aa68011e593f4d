import type { ApprovalRefusal, ApprovedRow } from '../catalog/approval.js';
import type { Finding } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import { compareProducts } from '../money/basis-points.js';
import { isFreeGift } from '../pricing/declared-gift.js';
import type { OfferGrant } from './approval-index.js';
import { exposureAt, payableOf, tripsUnwaivable } from './payable-price.js';
import { isWithin, windowOf, type SaleWindow } from './sale-window.js';

/** One finding on one offer, or the question whether the offer's price is approved. */
export interface OfferCase {
  readonly offer: Offer;
  readonly rowHash: () => string;
  /** What one unit costs after promotions, where the finding is about that; undefined when it cannot be told. */
  readonly payableMinor: number | undefined;
  readonly referenceMinor: number | undefined;
  /** What the price could cost; undefined when nothing is known to compare it with. */
  readonly exposureMinor: number | undefined;
  /** The finding stands for one that cannot be approved, such as a price of nothing after promotions. */
  readonly isUnwaivable: boolean;
}

/** What a finding on an offer asks of an approval. */
export function caseOf(finding: Finding, offer: Offer, rowHash: () => string): OfferCase {
  const payableMinor = payableOf(finding, offer.priceMinor);
  const { referenceMinor } = finding;
  return {
    offer,
    rowHash,
    payableMinor,
    referenceMinor,
    exposureMinor: exposureAt(payableMinor, finding, offer.stockToSell),
    isUnwaivable: tripsUnwaivable(finding.evidence),
  };
}

/** Why what an approval says about an offer does not hold for this case; undefined when it does. */
export function grantRefusal(grant: OfferGrant, asked: OfferCase): ApprovalRefusal | undefined {
  const { payableMinor, offer } = asked;
  if (asked.isUnwaivable) return 'unwaivable-rule';
  // A price of nothing is never meant, and no way of reaching it through coupons makes it so.
  if (payableMinor !== undefined && payableMinor <= 0 && !isFreeGift(offer)) return 'unwaivable-rule';
  return grant.kind === 'rows' ? rowRefusal(grant.rows, asked) : markdownRefusal(grant.markdownMaxBps, asked);
}

function rowRefusal(rows: readonly ApprovedRow[], asked: OfferCase): ApprovalRefusal | undefined {
  const hash = asked.rowHash();
  const samePrice = rows.filter((row) => row.priceMinor === asked.offer.priceMinor);
  if (samePrice.length === 0) return 'other-price';
  const row = samePrice.find(({ rowHash }) => rowHash === hash);
  if (row === undefined) return 'row-edited';
  const { payableMinor } = asked;
  return payableMinor === undefined || payableMinor < row.floorMinor ? 'below-floor' : undefined;
}

function markdownRefusal(markdownMaxBps: number, asked: OfferCase): ApprovalRefusal | undefined {
  const { referenceMinor, payableMinor } = asked;
  if (referenceMinor === undefined || referenceMinor <= 0) return 'no-reference';
  if (payableMinor === undefined) return 'too-deep';
  // Exactly: 1 - payable / reference <= max / 10,000, as a comparison of two products.
  const isTooDeep = compareProducts(payableMinor, 10_000, referenceMinor, 10_000 - markdownMaxBps) < 0;
  return isTooDeep ? 'too-deep' : undefined;
}

/** What an approval says about when and how much, whatever it is about. */
export interface ApprovalBounds {
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly quantityMax: number | undefined;
}

/** Why the bounds of an approval do not let a row be sold as it says; `saleWindow` is for rows that state no window. */
export function boundsRefusal(
  bounds: ApprovalBounds,
  offer: Offer,
  saleWindow: SaleWindow,
): ApprovalRefusal | undefined {
  if (!isWithin(windowOf(offer, saleWindow), bounds)) return 'outside-window';
  const { quantityMax } = bounds;
  if (quantityMax === undefined) return undefined;
  // A row that states no stock may release any number of units.
  return offer.stockToSell === undefined || offer.stockToSell > quantityMax ? 'too-many-units' : undefined;
}
