import type { ApprovalDesk } from '../approvals/approval-desk.js';
import { rowHash } from '../approvals/row-hash.js';
import type { Finding, FindingApproval } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import { assert } from '../core/assert.js';
import type { Facts, OfferApprovals } from '../pricing/facts.js';
import { exposureOf } from './make-finding.js';

/** The approvals as they bear on the row being judged: one object, turned to each row in its turn. */
export class ApprovalFacts implements OfferApprovals {
  readonly #desk: ApprovalDesk;
  readonly #facts: Facts;
  readonly #floor: () => number | undefined;
  #offer: Offer | undefined;
  #hash: string | undefined;

  /** @param floor what one unit of the row can cost at least after promotions; undefined without any. */
  constructor(desk: ApprovalDesk, facts: Facts, floor: () => number | undefined) {
    this.#desk = desk;
    this.#facts = facts;
    this.#floor = floor;
  }

  /** Turns to a row. */
  look(offer: Offer): void {
    this.#offer = offer;
    this.#hash = undefined;
  }

  answer(): ReturnType<OfferApprovals['answer']> {
    const offer = this.#offer;
    assert(offer !== undefined, 'approvals are asked about a row that is being judged');
    const referenceMinor = this.#facts.reference?.priceMinor;
    const payableMinor = this.#floor() ?? offer.priceMinor;
    return this.#desk.answer(offer, {
      payableMinor,
      rowHash: () => (this.#hash ??= rowHash(offer)),
      referenceMinor,
      exposureMinor: exposureOf({ ...offer, priceMinor: payableMinor }, referenceMinor),
    });
  }
}

/** A finding with what approvals said about it; an approved one is `info` from then on. */
export function withApproval<F extends Finding>(finding: F, approval: FindingApproval | undefined): F {
  if (approval === undefined) return finding;
  return { ...finding, severity: approval.kind === 'approved' ? 'info' : finding.severity, approval };
}
