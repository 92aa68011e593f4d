import type { Order } from '../catalog/order.js';
import { requireOrder } from './check-order.js';
import type { Cohort, Membership } from './cohort.js';
import { firstPaidAt, packFacts, unpackFacts, type OrderFacts } from './order-facts.js';
import { orderPrint, PRINT_LENGTH } from './order-print.js';
import { COHORT_EXCLUSIONS, type CohortCounts, type CohortExclusion } from './plan.js';
import { put } from './runs.js';
import type { SortRun } from './sorter.js';

/** How many orders came, and what became of them. */
export type OrderCounts = Pick<CohortCounts, 'ordersRead' | 'ordersIn' | 'repeated' | 'excluded'>;

/** The orders that were read, each id once: put down as they come, handed back by id as often as a plan goes through them. */
export class CohortRun {
  readonly #run: SortRun;
  #ordersRead = 0;

  constructor(run: SortRun) {
    this.#run = run;
  }

  /**
   * Reads every order, those outside the cohort too: a second order of the same id may be among them.
   *
   * @throws GuardError `input` for an order that is not of the documented form.
   */
  async read(orders: AsyncIterable<Order> | Iterable<Order>, cohort: Cohort): Promise<void> {
    for await (const order of orders) {
      this.#ordersRead += 1;
      requireOrder(order, this.#ordersRead);
      await put(this.#run, { key: order.id, text: orderPrint(order) + textOf(cohort.look(order)) });
    }
  }

  /** The orders of the cohort by id. */
  async *orders(): AsyncGenerator<OrderFacts, OrderCounts, undefined> {
    const excluded = noneExcluded();
    let ordersIn = 0;
    let repeated = 0;
    for await (const group of this.#byId()) {
      repeated += group.count - 1;
      if (group.inText === undefined) {
        excluded[group.exclusion] += 1;
        continue;
      }
      ordersIn += 1;
      const facts = unpackFacts(group.id, group.inText);
      yield group.isContradicted ? { ...facts, review: [...facts.review, 'duplicate-order'] } : facts;
    }
    return { ordersRead: this.#ordersRead, ordersIn, repeated, excluded };
  }

  async *#byId(): AsyncGenerator<OfOneId, void, undefined> {
    let group: OfOneId | undefined;
    for await (const { key, text } of this.#run.sorted()) {
      if (group?.id === key) {
        joinGroup(group, text);
        continue;
      }
      if (group !== undefined) yield group;
      group = newGroup(key, text);
    }
    if (group !== undefined) yield group;
  }
}

/**
 * All orders of one id; of several of the cohort that contradict each other, the one that was paid first stands for them, so that no
 * deadline is too late, and of those the first by digest.
 */
interface OfOneId {
  readonly id: string;
  count: number;
  readonly print: string;
  isContradicted: boolean;
  inText: string | undefined;
  exclusion: CohortExclusion;
}

function newGroup(id: string, text: string): OfOneId {
  const member = text.slice(PRINT_LENGTH);
  return {
    id,
    count: 1,
    print: text.slice(0, PRINT_LENGTH),
    isContradicted: false,
    inText: inTextOf(member),
    exclusion: exclusionOf(member),
  };
}

function joinGroup(group: OfOneId, text: string): void {
  group.count += 1;
  if (text.startsWith(group.print)) return;
  group.isContradicted = true;
  const inText = inTextOf(text.slice(PRINT_LENGTH));
  if (inText !== undefined && (group.inText === undefined || isPaidBefore(inText, { other: group.inText })))
    group.inText = inText;
}

function isPaidBefore(inText: string, { other }: { readonly other: string }): boolean {
  return firstPaidAt(unpackFacts('', inText)) < firstPaidAt(unpackFacts('', other));
}

/** Facts are a JSON list; an exclusion is its place among the exclusions. */
function textOf(membership: Membership): string {
  if (membership.kind === 'in') return packFacts(membership.facts);
  return String(COHORT_EXCLUSIONS.indexOf(membership.exclusion));
}

function inTextOf(member: string): string | undefined {
  return member.startsWith('[') ? member : undefined;
}

function exclusionOf(member: string): CohortExclusion {
  return COHORT_EXCLUSIONS[Number(member)] ?? COHORT_EXCLUSIONS[0];
}

function noneExcluded(): Record<CohortExclusion, number> {
  return {
    'other-sale': 0,
    'outside-window': 0,
    'other-time': 0,
    'other-goods': 0,
    'right-price': 0,
    'already-returned': 0,
    'already-cancelled': 0,
  };
}
