import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { givenAway } from './decide-lines.js';
import { isWrong, mayBeHonoured } from './may-keep.js';
import type { OrderFacts } from './order-facts.js';
import { CUSTOMER_ORDERS_MAX } from './customers.js';
import { put, type Runs } from './runs.js';
import { pairKey, pairOf, sortableNumber } from './sort-keys.js';
import type { SortRun } from './sorter.js';

/** What the queue has to know of an order: `cost` undefined where it does not stand in the queue itself. */
type Candidate = readonly [placedAt: number, cost: number | null, units: number, keepsCustomerOut: 0 | 1];

/**
 * Spends the honour budget: each customer's oldest order, in the order in which they were placed (then by id). An order that the rest
 * of the budget does not pay for is passed over, and the next in the queue is asked. Nobody gets two: a customer who has a delivered
 * order at the wrong price already gets none of the budget. Left to a person, and so not in the queue, are customers with signals, with
 * more units than the policy lets pass, or with too many orders.
 *
 * @returns ids of the orders that are honoured; undefined where there is no budget.
 */
export async function honourWithinBudget(
  orders: AsyncIterable<OrderFacts>,
  policy: RemedyPolicy,
  runs: Runs,
): Promise<SortRun | undefined> {
  if (policy.honour.budgetMinor === 0) return undefined;
  const byCustomer = runs.open();
  for await (const facts of orders) {
    const text = JSON.stringify(candidateOf(facts, policy));
    await put(byCustomer, { key: pairKey(facts.customer, { then: facts.id }), text });
  }
  const queue = runs.open();
  await queueUp(byCustomer, queue, policy);
  await runs.close(byCustomer);
  const honoured = runs.open();
  let leftMinor = policy.honour.budgetMinor;
  for await (const { key, text } of queue.sorted()) {
    const cost = Number(text);
    if (cost > leftMinor) continue;
    leftMinor -= cost;
    await put(honoured, { key: pairOf(key)[1], text: '' });
  }
  await runs.close(queue);
  return honoured;
}

function candidateOf(facts: OrderFacts, policy: RemedyPolicy): Candidate {
  const isDelivered = policy.honour.statuses.includes(facts.status);
  const wrong = facts.lines.filter(isWrong);
  const keepsOut = facts.review.includes('flagged') || (isDelivered && wrong.length > 0);
  const units = isDelivered ? 0 : wrong.reduce((sum, line) => sum + line.units, 0);
  if (!mayBeHonoured(facts, policy)) return [facts.placedAt, null, units, keepsOut ? 1 : 0];
  const cost = wrong.reduce((sum, line) => sum + givenAway(line, line.units, policy.currency), 0);
  return [facts.placedAt, cost, units, keepsOut ? 1 : 0];
}

/** What is known of a customer so far. */
interface Waiting {
  readonly customer: string;
  orders: number;
  units: number;
  isOut: boolean;
  first: { readonly key: string; readonly cost: number } | undefined;
}

async function queueUp(byCustomer: SortRun, queue: SortRun, policy: RemedyPolicy): Promise<void> {
  let waiting: Waiting | undefined;
  for await (const { key, text } of byCustomer.sorted()) {
    const [customer, id] = pairOf(key);
    if (waiting?.customer !== customer) {
      await stand(waiting, queue, policy);
      waiting = { customer, orders: 0, units: 0, isOut: false, first: undefined };
    }
    const [placedAt, cost, units, keepsOut] = JSON.parse(text) as Candidate; // written by candidateOf
    waiting.orders += 1;
    waiting.units += units;
    waiting.isOut ||= keepsOut === 1;
    if (cost === null) continue;
    const place = pairKey(sortableNumber(placedAt), { then: id });
    if (waiting.first === undefined || place < waiting.first.key) waiting.first = { key: place, cost };
  }
  await stand(waiting, queue, policy);
}

async function stand(waiting: Waiting | undefined, queue: SortRun, policy: RemedyPolicy): Promise<void> {
  if (waiting?.first === undefined || waiting.isOut) return;
  if (waiting.orders > CUSTOMER_ORDERS_MAX) return;
  if (waiting.units > (policy.review.unitsPerCustomerMax ?? Infinity)) return;
  await put(queue, { key: waiting.first.key, text: String(waiting.first.cost) });
}
