import type { HistoryStatistics, ReferenceEntry } from '../../catalog/reference.js';
import { currencyExponent } from '../../money/currency.js';
import { printAmount } from '../../money/decimal-text.js';
import { packRuns } from './packed-runs.js';
import type { WindowDays } from './window-days.js';

/** Version of the columns below and of how statistics are computed; a file of another version is refused. */
export const REFERENCES_VERSION = 1;

/** Columns of a references file, in order. */
export const REFERENCE_COLUMNS = [
  'sku',
  'price_list',
  'currency',
  'median',
  'minimum_30d',
  'maximum',
  'mad_ln',
  'median_ln',
  'day_count',
  'last_price',
  'last_on',
  'standing_days',
  'quarantined_days',
  'contaminated_days',
  'runs',
] as const;

/** Characters a spreadsheet would take for the start of a formula, and the apostrophe that guards against it. */
const NEEDS_GUARD = /^[=+\-@'\uff1d\uff0b\uff0d\uff20]/;

/** One entry as a line of the file, without its end. The same entry always gives the same line. */
export function printReferenceLine(entry: ReferenceEntry, days: WindowDays): string {
  const exponent = currencyExponent(entry.currency);
  const key = `${printText(entry.sku)},${printText(entry.priceList)},${entry.currency}`;
  const statistics = printStatistics(entry.statistics, exponent, days);
  return `${key},${statistics},${packRuns(entry.runs, exponent, days)}`;
}

/** A line without a key, so that it cannot be mistaken for an entry: it says something of the whole file. */
export function printFileLine(text: string): string {
  return `${','.repeat(REFERENCE_COLUMNS.length - 1)}${text}`;
}

function printStatistics(
  statistics: HistoryStatistics | undefined,
  exponent: number,
  days: WindowDays,
): string {
  if (statistics === undefined) return ',,,,,,,,,,';
  const { minimum30Minor } = statistics;
  return [
    printAmount(statistics.medianMinor, exponent),
    minimum30Minor === undefined ? '' : printAmount(minimum30Minor, exponent),
    printAmount(statistics.maximumMinor, exponent),
    String(statistics.madLn),
    String(statistics.medianLn),
    String(statistics.dayCount),
    printAmount(statistics.lastMinor, exponent),
    days.print(statistics.lastOn),
    String(statistics.standingDays),
    String(statistics.quarantinedDays),
    String(statistics.contaminatedDays),
  ].join(',');
}

function printText(text: string): string {
  // Every reader of this file takes the apostrophe off again, so the SKU itself is not changed.
  const guarded = NEEDS_GUARD.test(text) ? `'${text}` : text;
  return /[",]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Text of a SKU or price list field, the formula guard taken off. */
export function withoutGuard(field: string): string {
  return field.startsWith("'") ? field.slice(1) : field;
}

/**
 * The fields of a line.
 *
 * @returns undefined when the number of fields is wrong or a quote is out of place.
 */
export function splitReferenceLine(line: string): readonly string[] | undefined {
  const fields = line.includes('"') ? splitQuoted(line) : line.split(',');
  return fields?.length === REFERENCE_COLUMNS.length ? fields : undefined;
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

function splitQuoted(line: string): string[] | undefined {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const match = FIELD.exec(line);
    if (match === null) return undefined;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') return fields;
  }
}
