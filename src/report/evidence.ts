import type { EvidenceValue, Finding } from '../catalog/finding.js';
import { DAY_MS } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { evidenceValueName } from '../text/report/evidence-value-words.js';
import { evidenceLabel } from '../text/report/evidence-words.js';
import { inputName } from '../text/input-words.js';
import { measureWords } from '../text/report/measure-words.js';
import { sayIn } from '../text/say.js';
import { amountText, instantText, numberText } from './measure.js';

/** One fact of a finding, in words. */
export interface EvidenceLine {
  readonly label: string;
  readonly value: string;
}

/** Keys a rule keeps for making its sentence: the sentence has said it, in the reader's language. */
const TOLD: ReadonlySet<string> = new Set(['trigger', 'kind', 'reason', 'reasons', 'hint']);

/** Units of keys that do not end with theirs. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['now', 'At'],
  ['today', 'On'],
]);

/** Most items of a list shown before the rest is counted. */
const LIST_MAX = 12;
const UNIT = /(?:Minor|Bps|On|At|Days)$/;

/**
 * The evidence of a finding in words. Works for rules it has never heard of: the unit stands at the end of each key
 * (`priceMinor`, `markdownBps`, `lastOn`, `endsAt`, `ageDays`). What a row does not state (null) is left out.
 */
export function evidenceLines(finding: Finding, lang: Lang): EvidenceLine[] {
  return Object.entries(finding.evidence).flatMap(([key, value]) => {
    if (value === null || TOLD.has(key)) return [];
    const unit = UNITS.get(key) ?? UNIT.exec(key)?.[0] ?? '';
    const stem = key.replace(UNIT, '');
    const context = { stem, unit, currency: finding.currency, lang };
    return [{ label: evidenceLabel(stem, lang), value: valueText(value, context) }];
  });
}

interface ValueContext {
  /** Key of the fact without its unit. */
  readonly stem: string;
  readonly unit: string;
  readonly currency: CurrencyCode | undefined;
  readonly lang: Lang;
}

function valueText(value: Exclude<EvidenceValue, null>, context: ValueContext): string {
  const words = measureWords(context.lang);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return plainText(nameOf(value, context));
  if (typeof value === 'number') return quantityText(value, context);
  const items: readonly (string | number)[] = value;
  if (items.length === 0) return words.none;
  const shown = items.slice(0, LIST_MAX).map((item) => valueText(item, context));
  if (items.length > LIST_MAX) shown.push(words.andMore(items.length - LIST_MAX));
  return shown.join(', ');
}

function nameOf(value: string, { stem, lang }: ValueContext): string {
  return stem === 'needs' ? inputName(value, lang) : evidenceValueName(stem, value, lang);
}

function quantityText(value: number, { unit, currency, lang }: ValueContext): string {
  switch (unit) {
    case 'Minor':
      return amountText(value, currency, lang);
    case 'Bps':
      return sayIn(lang).percent(value);
    case 'On':
      return instantText(value * DAY_MS, lang).replace(/ .*$/, '');
    case 'At':
      return instantText(value, lang);
    case 'Days':
      return measureWords(lang).days(value);
    default:
      return numberText(value, lang);
  }
}
