import type { ReasonSet } from './reason-sets.js';
import type { PlanWords } from './words/plan-words.js';

/** The reasons of a set of orders, in words. */
export function reasonText({ reasons }: Pick<ReasonSet, 'reasons'>, words: PlanWords): string {
  return reasons.length === 0
    ? words.otherReasons
    : reasons.map((reason) => words.reasons[reason]).join(', ');
}
