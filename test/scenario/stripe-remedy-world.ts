import { fileURLToPath } from 'node:url';
import type { Order } from '../../src/catalog/order.js';
import type { ApplyOptions, ApplyReport } from '../../src/remedy/apply/apply-options.js';
import type { LedgerStore } from '../../src/remedy/apply/ledger.js';
import type { PlanToApply } from '../../src/remedy/apply/scan-plan.js';
import type { PlanApprovalPolicy } from '../../src/remedy/approvals.js';
import type { PlannedPayment, PlanRecord } from '../../src/remedy/plan.js';

/** A refund as the books of a fake have it. */
export interface BookedRefund {
  readonly id: string;
  readonly payment_intent: string;
  readonly amount: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly metadata: { readonly saleguard_key?: string };
}

/** Everything that a fake has in its books. */
export interface FakeBooks {
  readonly intents: readonly { readonly id: string; readonly amount: number; readonly status: string }[];
  readonly refunds: readonly BookedRefund[];
  /** Ids of refunds that the service desk made before the incident. */
  readonly deskRefunds: readonly string[];
  readonly effects: readonly { readonly key: string; readonly kind: string; readonly orderId: string }[];
  readonly faults: Readonly<Record<'busy' | 'failedBefore' | 'failedAfter' | 'lost' | 'replayed', number>>;
}

/** A fake in a process of its own. */
export interface Fake {
  books(): Promise<FakeBooks>;
  addPayments(payments: unknown): Promise<unknown>;
  settle(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Kinds of fakes, as fakes/kinds.mjs of the example has them. */
export type FakeKind = 'forgets' | 'times-out' | 'later';

/** A plan with what its signatures are held against. */
export interface MadePlan {
  readonly plan: Omit<PlanToApply, 'records'> & { readonly records: () => readonly PlanRecord[] };
  readonly policy: PlanApprovalPolicy;
}

/** The modules of the example, which are JavaScript. */
interface StripeExample {
  readonly startFake: (words: readonly string[]) => Promise<Fake>;
  readonly makeOrders: (count: number, soldAt: number) => readonly Order[];
  readonly stripePaymentsOf: (orders: readonly Order[]) => unknown;
  readonly makePlan: (orders: readonly Order[], now: number) => Promise<MadePlan>;
  readonly naiveRefunds: (
    payments: readonly PlannedPayment[],
    where: Fake & { readonly timeoutMs: number },
  ) => Promise<{ readonly refunded: number; readonly gaveUp: number }>;
  readonly giveBack: (
    made: MadePlan,
    given: {
      readonly fake: Fake;
      readonly ledger: LedgerStore;
      readonly options?: Partial<ApplyOptions> | undefined;
    },
  ) => Promise<ApplyReport>;
}

/** Loads the example, which loads the built package by its name. */
export async function stripeExample(): Promise<StripeExample> {
  const files = ['fake-process', 'incident', 'naive', 'give-back'];
  const modules = await Promise.all(
    files.map((name) => import(exampleFile(`${name}.mjs`)) as Promise<object>),
  );
  // Its names are those above: a name that is missing fails the first test that calls it.
  return Object.assign({}, ...modules.map((each) => ({ ...each }))) as StripeExample;
}

/** Where a file of the example stands. */
export function exampleFile(name: string): string {
  return fileURLToPath(new URL(`../../examples/stripe-remedy/${name}`, import.meta.url));
}

/** Refunds that stand, of one payment or of all; what the service desk gave back before is left out. */
export function standingRefunds(
  { refunds, deskRefunds }: FakeBooks,
  payment?: string,
): readonly BookedRefund[] {
  const desk = new Set(deskRefunds);
  return refunds.filter(
    ({ id, payment_intent: intent, status }) =>
      status !== 'failed' && !desk.has(id) && (payment === undefined || intent === payment),
  );
}

/** How a fake's books stand to what the orders say, payment by payment. */
export interface Reckoning {
  readonly once: number;
  readonly twice: number;
  readonly never: number;
  readonly tooMuchMinor: number;
  readonly tooLittleMinor: number;
}

/** Holds the books against payments that were to be given back. */
export function reckon(payments: readonly PlannedPayment[], books: FakeBooks): Reckoning {
  const sums = { once: 0, twice: 0, never: 0, tooMuchMinor: 0, tooLittleMinor: 0 };
  for (const { ref, amountMinor } of payments) {
    const found = standingRefunds(books, ref);
    const given = found.reduce((sum, { amount }) => sum + amount, 0);
    if (found.length === 0) sums.never += 1;
    else if (found.length === 1) sums.once += 1;
    else sums.twice += 1;
    sums.tooMuchMinor += Math.max(0, given - amountMinor);
    sums.tooLittleMinor += Math.max(0, amountMinor - given);
  }
  return sums;
}

/** By order id, what an order is owed by its own lines: nobody's plan is asked. Delivered ones keep what they have. */
export function owedByOrder(orders: readonly Order[]): ReadonlyMap<string, number> {
  const owed = new Map<string, number>();
  for (const { id, lines, status } of orders) {
    const wrong = lines.filter(({ sku }) => sku === 'EP-1');
    const sum = wrong.reduce((total, { quantity }) => total + quantity * 13_600, 0);
    if (status !== 'delivered') owed.set(id, sum);
  }
  return owed;
}

/** By order id, what the books say it got: refunds that stand, and authorisations that were let go. */
export function gotByOrder(orders: readonly Order[], books: FakeBooks): ReadonlyMap<string, number> {
  const cancelled = new Map(
    books.intents.filter(({ status }) => status === 'canceled').map(({ id, amount }) => [id, amount]),
  );
  const got = new Map<string, number>();
  for (const { id, payments } of orders) {
    const sum = payments.reduce(
      (total, { ref }) =>
        standingRefunds(books, ref).reduce((part, { amount }) => part + amount, total) +
        (cancelled.get(ref) ?? 0),
      0,
    );
    if (sum > 0) got.set(id, sum);
  }
  return got;
}
