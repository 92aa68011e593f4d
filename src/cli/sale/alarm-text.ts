import { breakerRuleOf } from '../../breaker/compile-breaker.js';
import { SALE_SCOPE, tripHolder } from '../../stock/mode.js';
import { sayIn } from '../../text/say.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { watchWords } from '../../text/watch-words.js';
import type { Alarm } from './alarms.js';

/** An alarm as one line; texts of a store are made fit for a terminal. */
export function alarmText(alarm: Alarm, lang: Lang): string {
  return plainText(sentenceOf(alarm, lang));
}

/** A scope as people read it: the whole sale has a word. */
export function scopeText(scope: string, lang: Lang): string {
  return scope === SALE_SCOPE ? watchWords(lang).whole : scope;
}

const TRIP = tripHolder('');

/** Whether a rule holds it, and no person. */
function isTrip(holder: string): boolean {
  return holder.startsWith(TRIP);
}

/** Who holds a scope: a person by the opaque id, or a rule. */
export function holderText(holder: string, lang: Lang): string {
  return isTrip(holder) ? watchWords(lang).tripHolder(ruleText(holder.slice(TRIP.length))) : holder;
}

/** A trip rule as the policy names it; one that is built into the store by its own name. */
export function ruleText(tripRuleId: string): string {
  return breakerRuleOf(tripRuleId) ?? tripRuleId.replaceAll('_', '-');
}

const SECOND_MS = 1000;

function sentenceOf(alarm: Alarm, lang: Lang): string {
  const say = sayIn(lang);
  const { alarm: words, modes, refused } = watchWords(lang);
  switch (alarm.id) {
    case 'store-lost':
      return words.storeLost(say.count(Math.floor(alarm.sinceMs / SECOND_MS)), alarm.why);
    case 'regressed':
      return words.regressed;
    case 'sale-held':
    case 'scope-held': {
      const { scope, mode, holder, reason } = alarm.hold;
      const by = { holder: holderText(holder, lang), reason: isTrip(holder) ? undefined : reason };
      return words.held({ scope: scopeText(scope, lang), mode: modes[mode], ...by });
    }
    case 'shortfall':
      return words.shortfall(alarm.stockKey, say.count(alarm.units));
    case 'budget-spent':
      return words.budgetSpent(say.percent(alarm.shareBps));
    case 'budget-low':
      return words.budgetLow(say.percent(alarm.shareBps));
    case 'set-up':
      return words.setUp(refused[alarm.reason], say.count(alarm.count));
    case 'uncounted':
      return words.uncounted(say.count(alarm.count));
    case 'no-trip-rules':
      return words.noTripRules;
    case 'all-sold-out':
      return words.allSoldOut;
  }
}
