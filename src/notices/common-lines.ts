import type { PlanRecord } from '../remedy/plan.js';
import { plainText } from '../text/plain-text.js';
import { couponFacts, mistakesOf, type Telling } from './facts.js';

/** What went wrong, and that it was the shop's own mistake. */
export function mistakeLines(telling: Telling, records: readonly PlanRecord[]): readonly string[] {
  const { header, words, say } = telling;
  const { from, until } = header.incident.subject;
  const window = say.window(from, until);
  const mistakes = mistakesOf(telling, records).map((mistake, index) =>
    words.mistakes[mistake](index === 0 ? window : undefined),
  );
  return [...(mistakes.length === 0 ? [words.anyMistake(window)] : mistakes), words.ours];
}

/** The apology coupon of a customer with its terms; nothing where none of the records holds one. */
export function couponLines(telling: Telling, records: readonly PlanRecord[]): readonly string[] {
  const facts = couponFacts(telling, records);
  return facts === undefined ? [] : [telling.words.coupon(facts)];
}

/** Where to ask. */
export function contactLine({ header, words }: Telling): string {
  return words.contact(plainText(header.policy.notice.contact));
}

/** How to object. */
export function appealLine({ header, words, say }: Telling): string {
  return words.appeal(say.count(header.policy.notice.appealDays));
}

/** The shop's name, fit to be shown. */
export function shopOf({ header }: Telling): string {
  return plainText(header.policy.notice.shopName);
}
