import { ID_PATTERN } from '../core/id.js';
import type { Order } from '../catalog/order.js';
import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { DAY_MS, type EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import type { Incident } from '../incident/incident.js';
import { incidentSha256 } from '../incident/incident-hash.js';
import type { RuleSetting } from '../pricing/settings.js';
import { requireSoundCoupon } from './apology-promotion.js';
import { CohortRun, type OrderCounts } from './cohort-run.js';
import { Cohort } from './cohort.js';
import { couponScale } from './coupon.js';
import { settleCustomers, wordOf, type CustomerWord } from './customers.js';
import { decideOrder, type Among, type DecidedOrder } from './decide-order.js';
import { honourWithinBudget } from './honour.js';
import { Deadlines } from './legal.js';
import { lotteryReceipt } from './lottery.js';
import { CohortSample } from './cohort-sample.js';
import { PLAN_SCHEMA, STEPS_VERSION, type PlanHeader, type PlanRecord, type PlanTrailer } from './plan.js';
import { PlanTally } from './plan-tally.js';
import { PlanDigest, planLineText } from './plan-text.js';
import type { OrderFacts } from './order-facts.js';
import { recordOf, type RecordTerms } from './record.js';
import { RowCursor, Runs } from './runs.js';
import { requireSeed, servedOf, shareOutShortfalls, type HonouredOrder } from './shortfall.js';
import type { Sorter, SortRun } from './sorter.js';

/** Days after which a plan is void: what stands in it about orders has changed by then. */
export const PLAN_VALID_DAYS = 7;
/** Ms by which the clock that recorded the incident may be ahead. */
const CLOCK_SKEW_MS = 60_000;

/** What a plan is made of. */
export interface PlanInput {
  readonly incident: Incident;
  /** In any order, from any number of files; read once, one at a time. */
  readonly orders: AsyncIterable<Order> | Iterable<Order>;
  readonly policy: RemedyPolicy;
  readonly madeAt: EpochMs;
  /** Opaque id of the person who makes it: may not be the one who approves it. */
  readonly maker: string;
  /**
   * The shop's own price rules, `pricing.rules` of its policy: the apology coupon keeps to their limits, whether or not a rule is
   * switched on. Built-in limits unless told.
   */
  readonly rules?: readonly RuleSetting[] | undefined;
  readonly sorter: Sorter;
  /** The shop's secret for coupon codes; undefined where its own coupon service makes them. */
  readonly couponKey?: string | Uint8Array | undefined;
  /** Whose commitment was published before: for the allocation `seeded-lottery`. */
  readonly lotterySeed?: string | undefined;
}

/**
 * Plans what becomes of every order that an incident is about: header, one record an order by id, trailer. Sends nothing and reads no
 * store. The same orders, in whatever order and however often one is repeated, give the same plan to the byte. Memory does not grow
 * with the number of orders beyond what the sorter keeps. Everything that can be wrong is found before the header comes.
 *
 * @throws GuardError `invalid-argument` for an incident that names nothing or is not known yet, or a lottery without a seed; `policy` for an apology coupon
 * that our own rules refuse, coupons over their budget, or a calendar without business days; `input` for an order that is not of the
 * documented form; `overflow` for sums beyond 2^53 - 1.
 */
export async function* planRemediation(
  input: PlanInput,
): AsyncGenerator<PlanHeader | PlanRecord | PlanTrailer, void, undefined> {
  const { incident, policy } = input;
  const cohort = new Cohort(incident, policy);
  const deadlines = new Deadlines(policy);
  const header = headerOf(input, deadlines);
  const { madeAt, rules } = input;
  requireSoundCoupon(policy, { now: madeAt, endsAt: header.couponExpiresAt ?? madeAt, rules });
  const seed = lotterySeedOf(input);

  const runs = new Runs(input.sorter);
  try {
    const passes = new Passes(input, runs);
    await passes.prepare(cohort, seed);
    const couponScaleBps = couponScale(policy.apology, passes.couponWorst, policy.currency);
    const terms: RecordTerms = {
      header,
      deadlines,
      couponScaleBps,
      couponKey: input.couponKey,
    };
    const digest = new PlanDigest();
    const tally = new PlanTally(policy.apology);
    const sample = new CohortSample(header.incidentSha256);
    digest.add(planLineText(header));
    yield header;

    const decided = passes.decided();
    let step = await decided.next();
    for (; step.done !== true; step = await decided.next()) {
      const record = recordOf(step.value, terms);
      tally.add(record);
      sample.add(record.id);
      digest.add(planLineText(record));
      yield record;
    }
    const trailer: Omit<PlanTrailer, 'digest'> = {
      type: 'end',
      count: tally.count,
      totals: { ...tally.totals(), couponScaleBps },
      cohort: { ...step.value, sha256: tally.idsSha256(), sample: sample.ids() },
      lotteries: seed === undefined ? [] : [lotteryReceipt(seed)],
    };
    yield { ...trailer, digest: digest.of(trailer) };
  } finally {
    await runs.closeAll();
  }
}

function headerOf({ incident, policy, madeAt, maker }: PlanInput, deadlines: Deadlines): PlanHeader {
  requireMaker(maker);
  requireKnown(incident, madeAt);
  const { validDays, form } = policy.apology;
  return {
    type: 'plan',
    schema: PLAN_SCHEMA,
    stepsVersion: STEPS_VERSION,
    incidentId: incident.id,
    saleId: incident.saleId,
    currency: policy.currency,
    madeAt,
    maker,
    expiresAt: madeAt + PLAN_VALID_DAYS * DAY_MS,
    incidentSha256: incidentSha256(incident),
    policy,
    incident: { class: incident.class, knownAt: incident.knownAt, subject: incident.subject },
    couponExpiresAt: form.kind === 'none' ? undefined : deadlines.endAfter(madeAt, { days: validDays }),
  };
}

/** The seed that is revealed with the plan; undefined where nothing is drawn by lot. */
function lotterySeedOf({ incident, policy, lotterySeed }: PlanInput): string | undefined {
  const { allocation } = policy.shortfall;
  const isDrawn = allocation === 'seeded-lottery' && incident.subject.shortfalls.length > 0;
  return isDrawn ? requireSeed(allocation, lotterySeed) : undefined;
}

/** An order of the cohort and everything that was decided about it. */
interface SettledOrder {
  readonly facts: OrderFacts;
  readonly order: DecidedOrder;
  readonly word: CustomerWord;
}

/** The passes over the orders of a plan, each beside what the one before found out. */
class Passes {
  readonly #input: PlanInput;
  readonly #runs: Runs;
  readonly #cohort: CohortRun;
  #honoured: SortRun | undefined;
  #served: SortRun | undefined;
  #words: SortRun | undefined;
  /** If every coupon is used to its last unit, before scaling. */
  couponWorst = 0n;

  constructor(input: PlanInput, runs: Runs) {
    this.#input = input;
    this.#runs = runs;
    this.#cohort = new CohortRun(runs.open());
  }

  /** Reads the orders, and finds out all that one order has to know of the others. */
  async prepare(cohort: Cohort, lotterySeed: string | undefined): Promise<void> {
    const { orders, policy, incident } = this.#input;
    await this.#cohort.read(orders, cohort);
    this.#honoured = await honourWithinBudget(this.#cohort.orders(), policy, this.#runs);
    const allocation = { subject: incident.subject, policy, lotterySeed };
    this.#served = await shareOutShortfalls(this.#withHonoured(), allocation, this.#runs);
    const { words, couponWorst } = await settleCustomers(this.decided(), policy, this.#runs);
    this.#words = words;
    this.couponWorst = couponWorst;
  }

  async *#withHonoured(): AsyncGenerator<HonouredOrder, void, undefined> {
    const honoured = new RowCursor(this.#honoured);
    for await (const facts of this.#cohort.orders()) {
      yield { facts, isHonoured: (await honoured.take(facts.id)).length > 0 };
    }
  }

  /** Every order of the cohort by id, decided by what is known so far; returns how many orders came. */
  async *decided(): AsyncGenerator<SettledOrder, OrderCounts, undefined> {
    const honoured = new RowCursor(this.#honoured);
    const served = new RowCursor(this.#served);
    const words = new RowCursor(this.#words);
    const orders = this.#cohort.orders();
    let step = await orders.next();
    for (; step.done !== true; step = await orders.next()) {
      const facts = step.value;
      const word = wordOf(await words.take(facts.id));
      const among: Among = {
        isHonoured: (await honoured.take(facts.id)).length > 0,
        served: servedOf(await served.take(facts.id)),
        review: word.review,
      };
      yield { facts, order: decideOrder(facts, among, this.#input.policy), word };
    }
    return step.value;
  }
}

/**
 * A law may count from when the shop knew: from a day to come, money would be late and nobody would be told.
 *
 * @throws GuardError `invalid-argument` for an incident that is not known yet when the plan is made.
 */
function requireKnown({ knownAt }: Incident, madeAt: EpochMs): void {
  if (knownAt <= madeAt + CLOCK_SKEW_MS) return;
  throw new GuardError({
    code: 'invalid-argument',
    message: `the incident is known from ${new Date(knownAt).toISOString()} on, after this plan is made at ${new Date(madeAt).toISOString()}: one of the two is wrong ("saleguard incident set --known-at")`,
  });
}

/** @throws GuardError `invalid-argument` for a maker who is no opaque id. */
function requireMaker(maker: string): void {
  if (ID_PATTERN.test(maker)) return;
  throw new GuardError({
    code: 'invalid-argument',
    message: 'the maker of a plan is 1 to 64 of A-Z a-z 0-9 _ . : -, no name and no address',
  });
}
