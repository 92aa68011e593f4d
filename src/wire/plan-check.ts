import { assert } from '../core/assert.js';
import { KeyIndex } from '../core/key-index.js';
import { incidentSha256 } from '../incident/incident-hash.js';
import type { Incident } from '../incident/incident.js';
import { CohortSample } from '../remedy/cohort-sample.js';
import { isSoundReceipt } from '../remedy/lottery.js';
import type { PlanApproval, PlanHeader, PlanRecord, PlanTrailer } from '../remedy/plan.js';
import { PlanTally } from '../remedy/plan-tally.js';
import { PlanDigest } from '../remedy/plan-text.js';
import { BlockDigests } from './plan-blocks.js';
import { checkedLine, planLineValue, typeOf, type LineInFile } from './plan-line.js';
import { planFault, type PlanFileLine } from './plan-lines.js';
import { recordFault } from './plan-record-check.js';
import { planApprovalSchema, planHeaderSchema, planRecordSchema, planTrailerSchema } from './plan-schema.js';
import { PlanTierCheck } from './plan-tier-check.js';
import { cohortFault, totalsFault } from './plan-totals-check.js';

/** More people than sign any plan. */
const APPROVALS_MAX = 100;
/** More orders than any sale has. */
const RECORDS_MAX = 10_000_000;

const HEADER = planHeaderSchema();
const RECORD = planRecordSchema();
const TRAILER = planTrailerSchema();
const APPROVAL = planApprovalSchema();

/** A plan that was read to its end and found whole. */
export interface CheckedPlanFile {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  readonly approvals: readonly PlanApproval[];
  /** Of all lines up to the trailer. */
  readonly blocks: BlockDigests;
  /** Bytes of the same lines. */
  readonly bodyBytes: number;
}

/** Holds the lines of a plan against each other while they pass. Memory: some 30 bytes a customer. */
export class PlanCheck {
  readonly #file: string;
  readonly #digest = new PlanDigest();
  readonly #blocks = new BlockDigests();
  readonly #granted = new KeyIndex({ seed: 0 });
  readonly #told = new KeyIndex({ seed: 0 });
  readonly #tiers = new PlanTierCheck();
  readonly #approvals: PlanApproval[] = [];
  #header: PlanHeader | undefined;
  #tally: PlanTally | undefined;
  #sample: CohortSample | undefined;
  #trailer: PlanTrailer | undefined;
  #lastId = '';
  #line = 0;
  #bodyBytes = 0;

  constructor({ file }: { readonly file: string }) {
    this.#file = file;
  }

  /** Orders so far. */
  get count(): number {
    return this.#tally?.count ?? 0;
  }

  /** Takes the next line. @throws GuardError `input` naming file, line and what is wrong. */
  take(line: PlanFileLine): void {
    this.#line = line.line;
    const read = { line, file: this.#file, value: planLineValue(line, this.#file) };
    if (this.#trailer !== undefined) this.#takeApproval(read);
    else if (this.#header === undefined) this.#takeHeader(read);
    else if (typeOf(read.value) === 'end') this.#takeTrailer(read, this.#header);
    else if (typeOf(read.value) === 'order') this.#takeRecord(read, this.#header);
    else this.#fail('is neither an order of the plan nor its last line');
  }

  /** @throws GuardError `input` for a plan without an end. */
  end(): CheckedPlanFile {
    const [header, trailer] = [this.#header, this.#trailer];
    if (header === undefined)
      throw planFault({ file: this.#file, line: 1 }, 'the file is empty; "saleguard plan" writes a plan');
    if (trailer === undefined)
      this.#fail('is the last one, but a plan ends with its totals: the file was cut off');
    return {
      header,
      trailer,
      approvals: this.#approvals,
      blocks: this.#blocks,
      bodyBytes: this.#bodyBytes,
    };
  }

  #takeHeader(read: LineInFile): void {
    if (typeOf(read.value) !== 'plan') this.#fail('does not begin a plan; "saleguard plan" writes one');
    const header = checkedLine(HEADER, read);
    if (header.currency !== header.policy.currency) this.#fail('currency: is not the one of its policy');
    if (header.expiresAt <= header.madeAt) this.#fail('expiresAt: it expires before it is made');
    if (!isOfItsIncident(header))
      this.#fail('incidentSha256: is not the digest of what the line says of the incident');
    this.#header = header;
    this.#tally = new PlanTally(header.policy.apology);
    this.#sample = new CohortSample(header.incidentSha256);
    this.#keep(read.line);
  }

  #takeRecord(read: LineInFile, { policy }: PlanHeader): void {
    const record = checkedLine(RECORD, read);
    if (record.id <= this.#lastId) this.#fail('stands in the wrong place: orders go up by id, each id once');
    this.#lastId = record.id;
    const fault =
      this.#tiers.take(record, policy.apology) ??
      recordFault(record, policy.apology) ??
      this.#secondFault(record);
    if (fault !== undefined) this.#fail(fault);
    if (this.count >= RECORDS_MAX) this.#fail(`is more than ${RECORDS_MAX} orders`);
    this.#tally?.add(record);
    this.#sample?.add(record.id);
    this.#keep(read.line);
  }

  /** One coupon and one notice a customer, however many orders. */
  #secondFault({ customer, coupon, noticeFor }: PlanRecord): string | undefined {
    const isSecond = (index: KeyIndex): boolean => {
      const before = index.count;
      index.add(customer);
      return index.count === before;
    };
    if (coupon !== undefined && isSecond(this.#granted)) return 'grants a second coupon to one customer';
    if (noticeFor !== undefined && isSecond(this.#told)) return 'tells one customer a second time';
    return undefined;
  }

  #takeTrailer(read: LineInFile, header: PlanHeader): void {
    const trailer = checkedLine(TRAILER, read);
    const [tally, sample] = [this.#tally, this.#sample];
    assert(tally !== undefined && sample !== undefined, 'a plan that has begun is being counted');
    if (trailer.count !== tally.count)
      this.#fail(`count: says ${trailer.count}, but there are ${tally.count} orders`);
    const found = { count: tally.count, sha256: tally.idsSha256(), sample: sample.ids() };
    const fault =
      this.#tiers.end() ??
      totalsFault(trailer.totals, tally.totals(), header) ??
      cohortFault(trailer.cohort, found);
    if (fault !== undefined) this.#fail(fault);
    if (!trailer.lotteries.every(isSoundReceipt))
      this.#fail('lotteries: the seed is not the one that was committed to');
    if (trailer.digest !== this.#digest.of(trailer))
      this.#fail('digest: is not the one of the lines: something was changed');
    this.#trailer = trailer;
    this.#bodyBytes += read.line.bytes.length;
    this.#blocks.add(read.line.bytes);
    this.#blocks.end();
  }

  #takeApproval(read: LineInFile): void {
    if (typeOf(read.value) !== 'approval')
      this.#fail('stands behind the end of the plan, and is no signature');
    if (this.#approvals.length >= APPROVALS_MAX) this.#fail(`is more than ${APPROVALS_MAX} signatures`);
    this.#approvals.push(checkedLine(APPROVAL, read));
  }

  #keep({ bytes }: PlanFileLine): void {
    this.#bodyBytes += bytes.length;
    this.#digest.addBytes(bytes);
    this.#blocks.add(bytes);
  }

  #fail(what: string): never {
    throw planFault({ file: this.#file, line: this.#line }, what);
  }
}

/** An incident may have no currency, where it names no price. */
function isOfItsIncident({
  incidentId,
  saleId,
  currency,
  incident,
  incidentSha256: said,
}: PlanHeader): boolean {
  const known = { id: incidentId, saleId, ...incident };
  // The digest is of these members alone.
  return [currency, undefined].some(
    (one) => incidentSha256({ ...known, currency: one } as Incident) === said,
  );
}
