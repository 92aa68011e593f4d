// node examples/electronics-sale/generate.mjs [--out FOLDER]
// Writes the files of this example: the same bytes on every machine. A test holds the committed files to it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CLEARANCE, CONTROLS, GIFTS } from './make/controls.mjs';
import { answersText, catalogText, historyText, yesterdayText } from './make/files.mjs';
import { trailOf } from './make/history.mjs';
import { ordinaryProducts } from './make/ordinary.mjs';
import { PLANTED } from './make/planted.mjs';
import { randomFrom } from './make/random.mjs';

const SEED = 20261127;

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const folder = values.out ?? fileURLToPath(new URL('.', import.meta.url));

const random = randomFrom(SEED);
const products = [...ordinaryProducts(random), ...CONTROLS, ...GIFTS, ...CLEARANCE, ...PLANTED].sort(
  (left, right) => (left.sku < right.sku ? -1 : 1),
);
const trails = new Map();
for (const product of products) {
  const trail = trailOf(product, random);
  if (trail !== undefined) trails.set(product.sku, trail);
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'catalog.csv'), catalogText(products));
writeFileSync(join(folder, 'yesterday.csv'), yesterdayText(products, trails));
writeFileSync(join(folder, 'faults.json'), answersText(products));
writeFileSync(join(folder, 'history.csv.gz'), gzipSync(historyText(trails), { level: 9 }));
