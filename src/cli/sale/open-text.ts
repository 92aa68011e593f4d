import type { PriceBook } from '../../book/price-book.js';
import type { OpenNote, OpenProblem } from '../../control/open-notes.js';
import type { OpenRequest } from '../../stock/request.js';
import { sayIn } from '../../text/say.js';
import { linesOf } from '../book-show-text.js';
import { counted } from '../counted.js';

const say = sayIn('en');

/** What will be opened, before it is. */
export function preparedText({ header }: PriceBook, request: OpenRequest): string {
  const units = request.allotments.reduce((sum, { quantity }) => sum + quantity, 0);
  const limited = request.allotments.filter(({ perCustomer }) => perCustomer !== undefined).length;
  const budget =
    header.lossBudgetMinor === undefined
      ? 'no loss budget'
      : `loss budget ${say.money(header.lossBudgetMinor, header.currency)}`;
  const rules = request.tripRules ?? [];
  return linesOf([
    `sale ${header.saleId}, epoch ${header.epoch}, from ${say.instant(header.startsAt)} until before ${say.instant(header.endsAt)}`,
    `  ${counted(request.allotments.length, 'stock key')}, ${say.count(units)} units, ${say.count(limited)} with a limit per customer; ${budget}`,
    `  a reservation stands for ${say.count((request.ttlMs ?? 0) / 1000)} s; customers of ${request.keyId === undefined ? 'any key' : `key ${request.keyId}`}`,
    `  ${rules.length === 0 ? 'no trip rules' : `stops itself by ${rules.map(({ id }) => id).join(', ')}`}`,
  ]);
}

/** That it is open. */
export function openedText(kind: 'opened' | 'already', { header }: PriceBook, where: string): string {
  return linesOf([
    `${kind === 'opened' ? 'opened' : 'already open, unchanged'}: ${header.saleId} at ${where}`,
  ]);
}

/** What stands against opening, and the fix. */
export function problemText(problem: OpenProblem): string {
  switch (problem.problem) {
    case 'over':
      return `the sale of this book ended at ${say.instant(problem.endsAt)}; seal a book for the coming one`;
    case 'too-early':
      return `the sale of this book begins at ${say.instant(problem.startsAt)}, more than ${problem.daysMax} days from now; is it the right book?`;
    case 'no-allotment': {
      const more = problem.count - problem.skus.length;
      const rest = more > 0 ? ` and ${say.count(more)} more` : '';
      return `nothing says how many units are for sale of ${problem.skus.join(', ')}${rest}; write allotment in the sale file, or stock_to_sell in the catalogue, and seal again`;
    }
    case 'two-allotments':
      return `the entries of the stock key ${problem.stockKey} state ${problem.quantities.join(' and ')} units; write the same for all in the sale file, and seal again`;
    case 'unknown-component':
      return `${problem.sku} is made of ${problem.stockKey}, of which nothing is for sale by itself; write an allotment for it, and seal again`;
    case 'too-many-stock-keys':
      return `${say.count(problem.count)} stock keys, and one sale holds up to ${say.count(problem.max)}; seal several sales`;
  }
}

/** What is worth knowing. */
export function noteText(note: OpenNote): string {
  switch (note.note) {
    case 'smallest-limit':
      return `note: the entries of the stock key ${note.stockKey} have different limits per customer; the smallest, ${String(note.limits[0])}, holds for all of them`;
    case 'bundle-beyond-limit':
      return `note: one ${note.sku} needs ${note.needs} of ${note.stockKey}, of which a customer may have ${note.limit}: nobody can buy it`;
    case 'no-loss-budget':
      return 'note: the sale has no loss budget: a wrong price that no rule sees can cost any amount';
    case 'no-trip-rules':
      return 'note: the policy has no breaker rule on: nothing stops this sale by itself';
  }
}
