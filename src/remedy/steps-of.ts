import { GuardError } from '../core/errors.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import { STEPS_VERSION, type PlanHeader, type PlannedPayment, type PlanRecord } from './plan.js';
import type { Step, StepKind } from './steps.js';

/** A step before its keys are made: what counting needs, at a tenth of the cost. */
export interface StepDraft {
  readonly kind: StepKind;
  readonly subject: string;
  readonly amount: number;
}

/** Kinds that give a payment back: each payment of an order is given back once, whichever of them a plan chose. */
export const MONEY_KINDS: ReadonlySet<StepKind> = new Set<StepKind>([
  'void',
  'refund',
  'account-refund',
  'restore-points',
]);

/** What a kind counts; money where it is not said. */
const UNITS: Partial<Readonly<Record<StepKind, string>>> = {
  'hold-order': 'orders',
  'request-account': 'accounts',
  'restore-points': 'points',
  'restore-coupon': 'coupons',
  'reverse-points': 'points',
  'reverse-miles': 'miles',
  'quarantine-stock': 'units',
  notice: 'notices',
};

/** Steps that are a customer's and not an order's. */
const OF_CUSTOMER: ReadonlySet<StepKind> = new Set<StepKind>(['grant-coupon', 'notice']);

/**
 * Derives the steps of a record, in the order in which they are carried out. The same record always gives the same steps.
 *
 * A record under review has none of the order's own: a person decides first.
 *
 * @throws GuardError `input` for a plan whose steps another version of this function would derive.
 */
export function stepsOf(header: PlanHeader, record: PlanRecord): readonly Step[] {
  checkStepsVersion(header);
  const steps: Step[] = [];
  const ordinals = new Map<string, number>();
  for (const draft of draftSteps(record)) {
    const name = `${keyKind(draft.kind)}\n${draft.subject}`;
    const ordinal = ordinals.get(name) ?? 0;
    ordinals.set(name, ordinal + 1);
    steps.push(stepOf(draft, { header, record, ordinal, before: steps }));
  }
  return steps;
}

/** @throws GuardError `input` for a plan whose steps another version of {@link stepsOf} would derive. */
export function checkStepsVersion({ stepsVersion }: PlanHeader): void {
  // A plan that was read from a file may name any.
  const version: number = stepsVersion;
  if (version === STEPS_VERSION) return;
  throw new GuardError({
    code: 'input',
    message: `the plan names version ${version} of the steps; this saleguard knows ${STEPS_VERSION}: plan again with it, or use the version that planned`,
  });
}

/** The steps of a record without keys, in order; see {@link stepsOf}. */
export function draftSteps(record: PlanRecord): readonly StepDraft[] {
  const drafts = record.decision === 'review' ? [] : orderSteps(record);
  if (record.coupon !== undefined)
    drafts.push({ kind: 'grant-coupon', subject: '', amount: record.coupon.amountMinor });
  if (record.noticeFor !== undefined) drafts.push({ kind: 'notice', subject: '', amount: 0 });
  return drafts;
}

/** What the plan's amounts of a kind count: a currency, `points`, `units`... */
export function unitOf(kind: StepKind, { currency }: Pick<PlanHeader, 'currency'>): string {
  return UNITS[kind] ?? currency;
}

function orderSteps(record: PlanRecord): StepDraft[] {
  const { payments, lines, couponRefs, earnedPoints, partnerMiles } = record;
  const rest: StepDraft[] = [
    ...payments.filter(({ kind }) => kind !== 'restore-points').flatMap(paymentSteps),
    ...payments.filter(({ kind }) => kind === 'restore-points').flatMap(paymentSteps),
    ...couponRefs.map((ref): StepDraft => ({ kind: 'restore-coupon', subject: ref, amount: 0 })),
  ];
  if (earnedPoints > 0) rest.push({ kind: 'reverse-points', subject: '', amount: earnedPoints });
  if (partnerMiles !== undefined && partnerMiles.miles > 0)
    rest.push({ kind: 'reverse-miles', subject: partnerMiles.partner, amount: partnerMiles.miles });
  for (const { lineId, cancelledUnits } of lines)
    if (cancelledUnits > 0) rest.push({ kind: 'quarantine-stock', subject: lineId, amount: cancelledUnits });
  return rest.length === 0 ? [] : [{ kind: 'hold-order', subject: '', amount: 0 }, ...rest];
}

function paymentSteps({ kind, ref, amountMinor }: PlannedPayment): readonly StepDraft[] {
  const step = { kind, subject: ref, amount: amountMinor };
  return kind === 'account-refund' ? [{ kind: 'request-account', subject: ref, amount: 0 }, step] : [step];
}

interface StepPlace {
  readonly header: PlanHeader;
  readonly record: PlanRecord;
  readonly ordinal: number;
  /** Steps of the same order that stand before it. */
  readonly before: readonly Step[];
}

function stepOf(draft: StepDraft, { header, record, ordinal, before }: StepPlace): Step {
  const { kind, subject, amount } = draft;
  const owner = OF_CUSTOMER.has(kind) ? record.customer : record.id;
  return {
    key: sha256Hex(canonicalJson([header.incidentId, owner, subject, keyKind(kind), ordinal])),
    kind,
    orderId: record.id,
    customer: record.customer,
    subject,
    amount,
    fingerprint: `${kind} ${amount} ${unitOf(kind, header)}`,
    after: predecessors(draft, before),
    afterOrders: kind === 'notice' ? (record.noticeFor ?? []).filter((id) => id !== record.id) : [],
  };
}

/** In the key all ways of giving a payment back are one: a plan that was corrected from one to another must not pay twice. */
function keyKind(kind: StepKind): string {
  return MONEY_KINDS.has(kind) ? 'give-back' : kind;
}

/** Which steps of the order come first: nothing is given back of what may still be shipped, nothing is taken back before. */
function predecessors({ kind, subject }: StepDraft, before: readonly Step[]): readonly string[] {
  return before.filter((step) => isBefore(kind, { subject, step })).map(({ key }) => key);
}

function isBefore(
  kind: StepKind,
  { subject, step }: { readonly subject: string; readonly step: Step },
): boolean {
  if (step.kind === 'hold-order') return true;
  switch (kind) {
    case 'account-refund':
      return step.kind === 'request-account' && step.subject === subject;
    case 'reverse-points':
    case 'reverse-miles':
    case 'grant-coupon':
      return MONEY_KINDS.has(step.kind);
    case 'notice':
      return MONEY_KINDS.has(step.kind) || step.kind === 'grant-coupon';
    default:
      return false;
  }
}
