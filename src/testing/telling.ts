import type { Severity } from '../catalog/finding.js';
import type { CurrencyCode } from '../money/currency.js';
import type { Telling } from '../pricing/rule.js';
import type { Lang } from '../text/lang.js';
import { sayIn } from '../text/say.js';

/**
 * What a rule's sentence is told when its finding is rendered in one language and currency.
 *
 * @example
 * digitShift.tell.ko(evidence, tellingIn('ko', 'KRW'));
 */
export function tellingIn(lang: Lang, currency: CurrencyCode, severity: Severity = 'block'): Telling {
  const say = sayIn(lang);
  return { say, money: (minor) => say.money(minor, currency), currency, severity };
}
