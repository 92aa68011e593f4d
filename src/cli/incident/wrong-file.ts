import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import { GuardError } from '../../core/errors.js';
import type { WrongPrice } from '../../incident/incident.js';
import type { CurrencyCode } from '../../money/currency.js';
import { SourceReading } from '../../readers/open-source.js';
import { typedAmount } from '../../wire/amount-field.js';
import { csvRowsOf } from '../../wire/csv-rows.js';
import { linesOf } from '../../wire/order-lines.js';

const COLUMNS = ['sku', 'price_list', 'shown', 'intended'] as const;
const REQUIRED = ['sku', 'shown', 'intended'] as const;
const ROWS_MAX = 100_000;
/** Problems named in one error. */
const SHOWN_MAX = 20;

type Column = (typeof COLUMNS)[number];

/**
 * Reads wrong prices from CSV, gz or not: a row for each price that was shown, several rows of one SKU are one wrong price.
 *
 * @throws GuardError `file`, or `input` naming every row that cannot be read, with its line.
 */
export async function readWrongPrices(path: string, currency: CurrencyCode): Promise<readonly WrongPrice[]> {
  const { pieces } = await new SourceReading({ path }).open();
  const problems: string[] = [];
  const prices: WrongPrice[] = [];
  let places: ReadonlyMap<Column, number> | undefined;
  let width = 0;
  for await (const { line, cut } of csvRowsOf(linesOf(pieces, { file: path }))) {
    const cells = cut.kind === 'cells' ? cut.cells : [];
    if (places === undefined) {
      places = placesOf(cells);
      width = cells.length;
      if (places === undefined) throw wrong(path, [HEADER_EXPECTED]);
      continue;
    }
    const read = cut.kind === 'fault' ? cut.message : readCells(cells, { places, width, currency });
    if (typeof read === 'string') problems.push(`line ${line}: ${read}`);
    else prices.push(read);
    if (prices.length > ROWS_MAX) throw wrong(path, [`has more than ${ROWS_MAX} rows`]);
  }
  if (problems.length > 0) throw wrong(path, problems);
  if (prices.length === 0) throw wrong(path, ['has no row: name at least one wrong price']);
  return prices;
}

const HEADER_EXPECTED = `line 1: expected the columns ${COLUMNS.join(', ')}; price_list may be left out`;

function readCells(
  cells: readonly string[],
  form: {
    readonly places: ReadonlyMap<Column, number>;
    readonly width: number;
    readonly currency: CurrencyCode;
  },
): WrongPrice | string {
  if (cells.length !== form.width) return `got ${cells.length} cells, expected ${form.width}`;
  return readRow((column) => cells[form.places.get(column) ?? -1] ?? '', form.currency);
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
  const read = typedAmount(text, currency);
  return read.kind === 'amount' ? read.minor : `${column}: ${read.problem}`;
}

function wrong(file: string, problems: readonly string[]): GuardError {
  const shown = problems.slice(0, SHOWN_MAX);
  const more = problems.length > shown.length ? [`and ${problems.length - shown.length} more`] : [];
  const message = [`${file} holds no wrong prices that can be read`, ...shown, ...more].join('\n');
  return new GuardError({ code: 'input', message, data: { file } });
}
