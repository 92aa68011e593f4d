import type { Effect } from './apply-terms.js';

/** Kinds of effects that give money back. */
const MONEY: ReadonlySet<string> = new Set(['void', 'refund', 'account-refund']);

/**
 * Holds the books of the services against what was planned: every effect exactly once, with its amount, at its service, nothing else, and
 * nobody told of a refund before it happened. Knows nothing of ledgers.
 *
 * @returns one sentence for each breach; none when nothing is wrong.
 */
export function judgeBooks(expected: readonly Effect[], books: readonly Effect[]): string[] {
  const planned = new Map(expected.map((effect) => [nameOf(effect), effect]));
  const found = new Map<string, number>();
  const breaches: string[] = [];
  for (const effect of books) {
    const name = nameOf(effect);
    const times = (found.get(name) ?? 0) + 1;
    found.set(name, times);
    const plan = planned.get(name);
    if (plan === undefined) breaches.push(`${textOf(effect)} was not planned`);
    else if (times > 1) breaches.push(`${textOf(effect)} happened ${times} times`);
    else if (plan.amount !== effect.amount)
      breaches.push(`${textOf(effect)} is ${effect.amount}, planned ${plan.amount}`);
  }
  for (const [name, effect] of planned)
    if (!found.has(name)) breaches.push(`${textOf(effect)} never happened`);
  return [...breaches, ...toldTooEarly(books)];
}

function toldTooEarly(books: readonly Effect[]): string[] {
  const lastMoney = new Map<string, number>();
  for (const [at, { kind, orderId }] of books.entries()) if (MONEY.has(kind)) lastMoney.set(orderId, at);
  return books.flatMap((effect, at) =>
    effect.kind === 'notice' && (lastMoney.get(effect.orderId) ?? -1) > at
      ? [`${textOf(effect)} went out before its money`]
      : [],
  );
}

function nameOf({ service, key }: Effect): string {
  return `${service} ${key}`;
}

function textOf({ kind, orderId, key }: Effect): string {
  return `${kind} of ${orderId} (${key.slice(0, 8)})`;
}
