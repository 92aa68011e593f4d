import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Promotions } from '../../src/catalog/promotion.js';
import { Random } from '../detection/random.js';
import { CatalogGenerator, USUAL_SHAPE } from './catalog-generator.js';
import { COLUMNS } from './columns.js';
import { csvLine } from './offer-record.js';
import { generatePromotions, LISTED_ONLY_COUNT, listedOnlyId } from './promotions-generator.js';

/** Share of rows that name promotions. */
const NAMING_SHARE = 0.02;
/** SKUs the lists of promotions are drawn from: every row until there are so many, then some in place of others. */
const SKU_POOL = 50_000;
const PIECE_CHARS = 1 << 19;

/**
 * Writes the usual catalogue with one more column, `promotions`, which one row of fifty fills with one or two ids.
 *
 * @returns the promotions that go with it.
 */
export async function writePromotionsCatalog(
  path: string,
  name: string,
  rowCount: number,
): Promise<Promotions> {
  const generator = new CatalogGenerator(name, USUAL_SHAPE);
  const random = new Random(`${name}, promotions`);
  const skus: string[] = [];
  const out = createWriteStream(path);
  let text = `${COLUMNS.join(',')},promotions\n`;
  for (let row = 0; row < rowCount; row++) {
    const record = generator.next();
    const place = row < SKU_POOL ? row : random.below(row);
    if (place < SKU_POOL) skus[place] = record.sku;
    text += `${csvLine(record).slice(0, -1)},${named(random)}\n`;
    if (text.length < PIECE_CHARS && row < rowCount - 1) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end();
  await once(out, 'finish');
  return generatePromotions(name, { skus, rowCount });
}

function named(random: Random): string {
  if (random.next() >= NAMING_SHARE) return '';
  const ids = new Set([random.below(LISTED_ONLY_COUNT), random.below(LISTED_ONLY_COUNT)]);
  return [...ids].map(listedOnlyId).join('|');
}
