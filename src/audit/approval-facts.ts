import type { ApprovalDesk } from '../approvals/approval-desk.js';
import type { Finding, FindingApproval } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import { assert } from '../core/assert.js';
import { exposureOf } from '../pricing/exposure.js';
import type { Facts, OfferApprovals } from '../pricing/facts.js';

/** What is asked of the row being judged, and only when an approval may name it. */
export interface ApprovedRowFacts {
  /** What one unit of the row can cost at least after promotions; undefined without any. */
  floor(): number | undefined;
  /** See `rowHash`. */
  rowHash(): string;
}

/** The approvals as they bear on the row being judged: one object, turned to each row in its turn. */
export class ApprovalFacts implements OfferApprovals {
  readonly #desk: ApprovalDesk;
  readonly #facts: Facts;
  readonly #row: ApprovedRowFacts;
  #offer: Offer | undefined;

  constructor(desk: ApprovalDesk, facts: Facts, row: ApprovedRowFacts) {
    this.#desk = desk;
    this.#facts = facts;
    this.#row = row;
  }

  /** Turns to a row. */
  look(offer: Offer): void {
    this.#offer = offer;
  }

  answer(): ReturnType<OfferApprovals['answer']> {
    const offer = this.#offer;
    assert(offer !== undefined, 'approvals are asked about a row that is being judged');
    const referenceMinor = this.#facts.reference?.priceMinor;
    const payableMinor = this.#row.floor() ?? offer.priceMinor;
    return this.#desk.answer(offer, {
      payableMinor,
      rowHash: () => this.#row.rowHash(),
      referenceMinor,
      exposureMinor: exposureOf({ priceMinor: payableMinor, referenceMinor, stockToSell: offer.stockToSell }),
    });
  }
}

/** A finding with what approvals said about it; an approved one is `info` from then on. */
export function withApproval<F extends Finding>(finding: F, approval: FindingApproval | undefined): F {
  if (approval === undefined) return finding;
  return { ...finding, severity: approval.kind === 'approved' ? 'info' : finding.severity, approval };
}
