import type { HistoryBatch, HistoryRow, HistorySource } from '../../src/catalog/history.js';
import { CatalogGenerator, type CatalogShape } from './catalog-generator.js';
import type { Product } from './product.js';

/** Newest day of the history: the day before the sale. */
const ENDS_ON = '2026-07-31';
/** How many days before that a price was observed: the fewest that give a median. */
const AGES = [40, 31, 15, 5, 0] as const;
/** Offers observed together. */
const BATCH_OFFERS = 2048;

/** The catalogue a history is made for: every SKU of it gets one. */
export interface HistoryInit {
  /** What the rows of the catalogue are drawn from. */
  readonly name: string;
  readonly shape: CatalogShape;
  readonly rowCount: number;
}

/** Builds a references file for every SKU of a generated catalogue, through the product. */
export async function buildReferencesFile(product: Product, out: string, init: HistoryInit): Promise<void> {
  const endsOn = product.parseDay(ENDS_ON);
  if (endsOn === undefined) throw new Error(`${ENDS_ON} is no day`);
  const source: HistorySource = {
    file: 'generated history',
    open: () => ({
      batches: batchesOf(init, endsOn),
      progress: () => ({ bytesRead: 0, bytesTotal: undefined }),
    }),
  };
  const now = Date.parse(`${ENDS_ON}T23:59:59+09:00`);
  const result = await product.buildReferences({ histories: [source], out, onProblems: 'refuse', now });
  if (result.kind !== 'written') throw new Error('the generated history was refused');
}

async function* batchesOf(
  { name, shape, rowCount }: HistoryInit,
  endsOn: number,
): AsyncGenerator<HistoryBatch> {
  const generator = new CatalogGenerator(name, shape);
  for (let made = 0; made < rowCount; made += BATCH_OFFERS) {
    const rows: HistoryRow[] = [];
    const end = Math.min(rowCount, made + BATCH_OFFERS);
    for (let row = made; row < end; row++) addObserved(rows, generator, endsOn);
    yield await Promise.resolve({ rows, problems: [] });
  }
}

/** The usual price in the last 30 days, 5 % more before: an honest markdown is one from the lowest of 30 days. */
function addObserved(rows: HistoryRow[], generator: CatalogGenerator, endsOn: number): void {
  const { sku, price_list } = generator.next();
  const priceList = price_list === '' ? 'default' : String(price_list);
  for (const age of AGES) {
    const priceMinor = Math.round(generator.usualPrice * (age > 30 ? 1.05 : 1));
    rows.push({ sku, priceList, currency: 'KRW', day: endsOn - age, priceMinor });
  }
}
