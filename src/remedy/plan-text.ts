import { canonicalJson } from '../seal/canonical-json.js';
import { StreamDigest } from '../seal/digest.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import type {
  PlanApproval,
  PlanHeader,
  PlannedLine,
  PlannedPayment,
  PlanRecord,
  PlanTrailer,
} from './plan.js';

/** What stands in a line of a plan file. */
export type PlanLine = PlanHeader | PlanRecord | PlanTrailer | PlanApproval;

/**
 * A line of a plan file, its line end left out: canonical JSON (RFC 8785) without the members that are undefined. The same value
 * always gives the same text.
 *
 * @throws GuardError `invalid-argument` for a value that has no canonical JSON.
 */
export function planLineText(line: PlanLine): string {
  if (line.type !== 'order') return canonicalJson(withoutUndefined(line));
  // A plan has one line of the others and up to a million of these: members in canonical order print as canonical JSON, and faster.
  const text = JSON.stringify(inCanonicalOrder(line));
  return MAY_BE_LONE_SURROGATE.test(text) ? canonicalJson(withoutUndefined(line)) : text;
}

/** `JSON.stringify` writes half of a surrogate pair as an escape; a text may hold these characters itself. */
const MAY_BE_LONE_SURROGATE = /\\ud[89a-f]/;

/** The same record with every member in the order in which canonical JSON has them. */
export function inCanonicalOrder(record: PlanRecord): PlanRecord {
  return {
    channel: record.channel,
    coupon:
      record.coupon === undefined
        ? undefined
        : {
            amountMinor: record.coupon.amountMinor,
            codeSha256: record.coupon.codeSha256,
            tier: record.coupon.tier,
          },
    couponRefs: record.couponRefs,
    customer: record.customer,
    decision: record.decision,
    dueAt: record.dueAt,
    earnedPoints: record.earnedPoints,
    id: record.id,
    lines: record.lines.map(orderedLine),
    noticeFor: record.noticeFor,
    partnerMiles:
      record.partnerMiles === undefined
        ? undefined
        : { miles: record.partnerMiles.miles, partner: record.partnerMiles.partner },
    payments: record.payments.map(orderedPayment),
    placedAt: record.placedAt,
    receiver: record.receiver,
    reviewDueAt: record.reviewDueAt,
    shippingMinor: record.shippingMinor,
    status: record.status,
    tier: record.tier,
    type: record.type,
  };
}

function orderedLine(line: PlannedLine): PlannedLine {
  return {
    cancelledUnits: line.cancelledUnits,
    decision: line.decision,
    givenAwayMinor: line.givenAwayMinor,
    intendedMinor: line.intendedMinor,
    lineId: line.lineId,
    priceList: line.priceList,
    quantity: line.quantity,
    reasons: line.reasons,
    refundMinor: line.refundMinor,
    shownMinor: line.shownMinor,
    sku: line.sku,
  };
}

function orderedPayment({ amountMinor, kind, method, ref }: PlannedPayment): PlannedPayment {
  return { amountMinor, kind, method, ref };
}

const LINE_END = '\n';

/** The digest of a plan while its lines pass: fed with header and records, asked with the trailer. */
export class PlanDigest {
  readonly #digest = new StreamDigest();
  readonly #encoder = new TextEncoder();

  /** Takes the text of the next line, its end left out. */
  add(text: string): void {
    this.addBytes(this.#encoder.encode(text + LINE_END));
  }

  /** The same for the bytes of a line as they stand in a file, its end included. */
  addBytes(bytes: Uint8Array): void {
    this.#digest.update(bytes);
  }

  /** What {@link PlanTrailer.digest} has to be: SHA-256, hex. Asked once. */
  of(trailer: Omit<PlanTrailer, 'digest'>): string {
    this.#digest.update(this.#encoder.encode(canonicalJson(withoutUndefined(withoutDigest(trailer)))));
    return this.#digest.hex();
  }
}

function withoutDigest({ type, count, totals, cohort, lotteries }: Omit<PlanTrailer, 'digest'>): object {
  return { type, count, totals, cohort, lotteries };
}
