import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import { GuardError } from '../../core/errors.js';
import type { WrongPrice } from '../../incident/incident.js';
import type { CurrencyCode } from '../../money/currency.js';
import { amountIssue, amountMinor } from '../../wire/amount-field.js';
import { cutRow } from '../../wire/order-csv-row.js';

const COLUMNS = ['sku', 'price_list', 'shown', 'intended'] as const;
const REQUIRED = ['sku', 'shown', 'intended'] as const;
const ROWS_MAX = 100_000;
/** Problems named in one error. */
const SHOWN_MAX = 20;

type Column = (typeof COLUMNS)[number];

/**
 * Reads wrong prices from CSV: a row for each price that was shown, several rows of one SKU are one wrong price.
 *
 * @throws GuardError `input` naming every row that cannot be read, with its line.
 */
export function readWrongPrices(
  text: string,
  { file, currency }: { readonly file: string; readonly currency: CurrencyCode },
): readonly WrongPrice[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (lines.length > ROWS_MAX) throw wrong(file, [`has more than ${ROWS_MAX} lines`]);
  const header = cellsOf(lines[0] ?? '');
  const places = header === undefined ? undefined : placesOf(header);
  if (places === undefined)
    throw wrong(file, [`line 1: expected the columns ${COLUMNS.join(', ')}; price_list may be left out`]);
  const problems: string[] = [];
  const prices: WrongPrice[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const cells = cellsOf(line);
    const read =
      cells?.length === header?.length && cells !== undefined
        ? readRow((column) => cells[places.get(column) ?? -1] ?? '', currency)
        : `got ${cells?.length ?? 'no readable'} cells, expected ${header?.length ?? 0}`;
    if (typeof read === 'string') problems.push(`line ${index + 1}: ${read}`);
    else prices.push(read);
  }
  if (problems.length > 0) throw wrong(file, problems);
  if (prices.length === 0) throw wrong(file, ['has no row: name at least one wrong price']);
  return prices;
}

function cellsOf(line: string): readonly string[] | undefined {
  const cut = cutRow(line);
  return cut.kind === 'cells' ? cut.cells : undefined;
}

function placesOf(header: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const places = new Map<Column, number>();
  for (const [index, name] of header.entries()) {
    const column = COLUMNS.find((known) => known === name.trim());
    if (column === undefined || places.has(column)) return undefined;
    places.set(column, index);
  }
  return REQUIRED.every((column) => places.has(column)) ? places : undefined;
}

function readRow(cell: (column: Column) => string, currency: CurrencyCode): WrongPrice | string {
  const sku = cell('sku');
  if (sku === '') return 'sku: is empty';
  const shown = readAmount('shown', cell('shown'), currency);
  const intended = readAmount('intended', cell('intended'), currency);
  if (typeof shown === 'string') return shown;
  if (typeof intended === 'string') return intended;
  if (shown === intended) return 'the price shown is the one meant';
  const priceList = cell('price_list');
  return {
    sku,
    priceList: priceList === '' ? DEFAULT_PRICE_LIST : priceList,
    shownMinor: [shown],
    intendedMinor: intended,
  };
}

function readAmount(column: Column, text: string, currency: CurrencyCode): number | string {
  const isAmount = /^(?:0|[1-9]\d{0,15})(?:\.\d{1,4})?$/.test(text);
  const minor = isAmount ? amountMinor(text, currency) : undefined;
  if (minor !== undefined) return minor;
  const issue = isAmount ? amountIssue(text, currency) : undefined;
  return `${column}: ${issue ?? 'expected an amount in plain digits such as 13900 or 19.99'}`;
}

function wrong(file: string, problems: readonly string[]): GuardError {
  const shown = problems.slice(0, SHOWN_MAX);
  const more = problems.length > shown.length ? [`and ${problems.length - shown.length} more`] : [];
  const message = [`${file} holds no wrong prices that can be read`, ...shown, ...more].join('\n');
  return new GuardError({ code: 'input', message, data: { file } });
}
