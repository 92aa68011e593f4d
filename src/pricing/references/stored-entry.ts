import type { HistoryStatistics, ReferenceEntry, ScreenedRun } from '../../catalog/reference.js';
import { GuardError } from '../../core/errors.js';
import { currencyExponent, parseCurrency, type CurrencyCode } from '../../money/currency.js';
import { readPlainAmount, unpackRuns } from './packed-runs.js';
import { REFERENCE_COLUMNS, splitReferenceLine, withoutGuard } from './reference-line.js';
import type { WindowDays } from './window-days.js';

/** Where a line stands, for errors. */
export interface ReferencePlace {
  readonly file: string;
  readonly line: number;
  readonly days: WindowDays;
}

/** A references file does not say what this version of the product would have written. */
export function damagedReferences(file: string, line: number | undefined, what: string): GuardError {
  const where = line === undefined ? file : `${file}, line ${line}`;
  return new GuardError({
    code: 'input',
    message: `${where}: ${what}; build the references file again from the history`,
    data: { file, line: line ?? null },
  });
}

const UNSIGNED = /^(?:0|[1-9]\d?)$/;
const LOGARITHM = /^\d{1,3}(?:\.\d{1,30})?(?:e-\d{1,2})?$/;

/**
 * An entry as it stands in a file. Statistics and runs are read when asked for: the audit needs only the first, an update
 * only the second.
 *
 * @throws GuardError `input`, naming file and line, from the constructor or a getter that meets something unreadable.
 */
export class StoredEntry implements ReferenceEntry {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  readonly #fields: readonly string[];
  readonly #place: ReferencePlace;

  constructor(text: string, place: ReferencePlace) {
    const fields = splitReferenceLine(text);
    if (fields === undefined) {
      throw damagedReferences(place.file, place.line, `not ${REFERENCE_COLUMNS.length} fields`);
    }
    this.#fields = fields;
    this.#place = place;
    this.sku = withoutGuard(this.#field('sku'));
    this.priceList = withoutGuard(this.#field('price_list'));
    this.currency = this.#required('currency', parseCurrency(this.#field('currency')));
    if (this.sku === '') throw this.#unreadable('sku');
  }

  get runs(): readonly ScreenedRun[] {
    const runs = unpackRuns(this.#field('runs'), currencyExponent(this.currency), this.#place.days);
    return this.#required('runs', runs);
  }

  get statistics(): HistoryStatistics | undefined {
    if (this.#field('median') === '') return undefined;
    const isRecent = this.#field('minimum_30d') !== '';
    return {
      medianMinor: this.#amount('median'),
      minimum30Minor: isRecent ? this.#amount('minimum_30d') : undefined,
      maximumMinor: this.#amount('maximum'),
      madLn: this.#logarithm('mad_ln'),
      medianLn: this.#logarithm('median_ln'),
      dayCount: this.#days('day_count'),
      lastMinor: this.#amount('last_price'),
      lastOn: this.#required('last_on', this.#place.days.read(this.#field('last_on'))),
      standingDays: this.#days('standing_days'),
      quarantinedDays: this.#days('quarantined_days'),
      contaminatedDays: this.#days('contaminated_days'),
    };
  }

  #field(column: ReferenceColumn): string {
    return this.#fields[COLUMN_AT[column]] ?? '';
  }

  #amount(column: ReferenceColumn): number {
    const minor = readPlainAmount(this.#field(column), currencyExponent(this.currency));
    return this.#required(column, minor !== undefined && minor > 0 ? minor : undefined);
  }

  #logarithm(column: ReferenceColumn): number {
    const text = this.#field(column);
    return this.#required(column, LOGARITHM.test(text) ? Number(text) : undefined);
  }

  #days(column: ReferenceColumn): number {
    const text = this.#field(column);
    return this.#required(column, UNSIGNED.test(text) ? Number(text) : undefined);
  }

  #required<T>(column: ReferenceColumn, value: T | undefined): T {
    if (value === undefined) throw this.#unreadable(column);
    return value;
  }

  #unreadable(column: ReferenceColumn): GuardError {
    const text = JSON.stringify(this.#field(column).slice(0, 80));
    return damagedReferences(this.#place.file, this.#place.line, `column ${column} cannot be ${text}`);
  }
}

type ReferenceColumn = (typeof REFERENCE_COLUMNS)[number];

// Object.fromEntries forgets the key type; every column is in the list it is made from.
const COLUMN_AT = Object.fromEntries(REFERENCE_COLUMNS.map((column, at) => [column, at])) as Readonly<
  Record<ReferenceColumn, number>
>;
