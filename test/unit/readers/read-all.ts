import { DEFAULT_LIMITS, type CatalogFormat } from '../../../src/catalog/format.js';
import type { Offer } from '../../../src/catalog/offer.js';
import type { ReadRow } from '../../../src/catalog/row.js';
import { PLAIN_NUMBERS } from '../../../src/money/decimal-text.js';
import { CatalogParser, type CatalogParserOptions } from '../../../src/readers/catalog-parser.js';

/** A format with nothing declared. */
export function formatOf(changes: Partial<CatalogFormat> = {}): CatalogFormat {
  return {
    encoding: 'utf-8',
    preset: 'canonical',
    columns: new Map(),
    currency: undefined,
    numbers: PLAIN_NUMBERS,
    timeZone: undefined,
    categorySeparator: '>',
    limits: DEFAULT_LIMITS,
    ...changes,
  };
}

export interface Parsed {
  readonly rows: readonly ReadRow[];
  readonly parser: CatalogParser;
}

/** Parses a whole file at once. */
export function parseFile(
  content: string | Uint8Array,
  options: Partial<CatalogParserOptions> & { readonly format?: CatalogFormat } = {},
): Parsed {
  const parser = new CatalogParser({ file: 'catalog.csv', kind: 'csv', format: formatOf(), ...options });
  parser.push(typeof content === 'string' ? Buffer.from(content) : content);
  const rows: ReadRow[] = [];
  const take = (): void => {
    for (let batch = parser.takeRows(); batch.length > 0; batch = parser.takeRows()) rows.push(...batch);
  };
  take();
  parser.end();
  take();
  return { rows, parser };
}

/** The one row of a file that has one. */
export function onlyRow(content: string, options: Parameters<typeof parseFile>[1] = {}): ReadRow {
  const { rows } = parseFile(content, options);
  const [row] = rows;
  if (row === undefined || rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`);
  return row;
}

/** The offer of a file with one row, beside `sku` EP-100 and 129000 KRW: what one more column gives. */
export function offerWith(
  column: string,
  text: string,
  format: CatalogFormat = formatOf(),
): { readonly offer: Offer | undefined; readonly kinds: readonly string[]; readonly row: ReadRow } {
  const row = onlyRow(`sku,price,currency,${column}\nEP-100,129000,KRW,${text}\n`, { format });
  return { offer: row.offer, kinds: row.problems.map((problem) => problem.kind), row };
}
