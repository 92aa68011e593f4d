import { skuOf } from './entries.js';
import type { LookUps } from './tasks.js';

const LOOK_UPS = 500_000;
/** Rounds before the one that counts: compilers have then done their work. */
const WARM_UPS = 2;
const MULTIPLIER = 48_271;
const MODULUS = 2_147_483_647;

/** SKUs in a random order, as orders bring them: each a text of its own, read from JSON. */
function skusAtRandom(count: number, suffix: string): readonly string[] {
  let state = 12_345;
  const skus = Array.from({ length: LOOK_UPS }, () => {
    state = (state * MULTIPLIER) % MODULUS;
    return `${skuOf(state % count)}${suffix}`;
  });
  return JSON.parse(JSON.stringify(skus)) as string[]; // the same list
}

/**
 * Times look-ups of a price by SKU: in time of the processor, so that what else runs on the machine is not counted.
 *
 * @param priceOf the price, or -1 when the SKU is not there.
 * @throws Error when it finds what is not there, or nothing at all.
 */
export function timeLookUps(count: number, priceOf: (sku: string) => number): LookUps {
  const hits = skusAtRandom(count, '');
  const misses = skusAtRandom(count, 'x');
  let answer = { hitNs: NaN, missNs: NaN };
  for (let round = 0; round <= WARM_UPS; round++)
    answer = { hitNs: timeOf(hits, priceOf, 'some'), missNs: timeOf(misses, priceOf, 'none') };
  return answer;
}

function timeOf(
  skus: readonly string[],
  priceOf: (sku: string) => number,
  expected: 'some' | 'none',
): number {
  let found = 0;
  const before = process.cpuUsage();
  for (const sku of skus) if (priceOf(sku) >= 0) found++;
  const { user, system } = process.cpuUsage(before);
  const ns = ((user + system) * 1000) / skus.length;
  if (found > 0 !== (expected === 'some'))
    throw new Error(`${found} of ${skus.length} look-ups found something`);
  return ns;
}
