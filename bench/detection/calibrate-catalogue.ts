import { offersSource } from '../../src/audit/source.js';
import { calibrate } from '../../src/calibrate/calibrate.js';
import { halfOf } from '../../src/calibrate/halves.js';
import type { OfferInit } from '../../src/catalog/offer.js';
import type { PricingPolicy } from '../../src/pricing/settings.js';
import { builtInPolicy, loadPolicyText } from '../../src/wire/policy.js';
import { Contest } from './calibrate-contest.js';
import { markdownAt } from './generated-columns.js';
import { offerOf } from './policy-judge.js';
import { hashText, Random } from './random.js';
import { cleanRow, type SkuDay } from './sku-day.js';

/** Rows made of each real offer: enough that the smallest category can teach and judge. */
const COPIES = 8;

/**
 * Made-up categories: the share of the rows, and how far their markdowns reach as a factor of the usual ones. Their 99th
 * percentiles lie at 17 %, 45 %, 80 % and 94 %, as those of real catalogues do (design study: 0.17 to 0.94).
 */
const CATEGORIES: readonly (readonly [name: string, share: number, reach: number])[] = [
  ['New', 0.2, 0.19],
  ['Everyday', 0.4, 0.5],
  ['Outlet', 0.3, 0.9],
  ['Clearance', 0.1, 1.05],
];

/** A catalogue of real prices with made-up categories and list prices. */
export function generatedCatalogue(days: readonly SkuDay[]): SkuDay[] {
  return days.flatMap((day) =>
    Array.from({ length: COPIES }, (_, copy): SkuDay => {
      const sku = `${day.sku}-${copy}`;
      const random = new Random(`catalogue ${sku} ${day.priceList}`);
      const [category, , reach] = categoryAt(hashText(`category ${sku}`) / 2 ** 32);
      const markdown = Math.min(0.97, markdownAt(random.next()) * reach);
      const listMinor = Math.ceil(day.priceMinor / (1 - markdown) / 100 - 1e-9) * 100;
      return { ...day, sku, category, history: undefined, generated: { ...day.generated, listMinor } };
    }),
  );
}

function categoryAt(quantile: number): (typeof CATEGORIES)[number] {
  let from = 0;
  for (const category of CATEGORIES) {
    from += category[1];
    if (quantile < from) return category;
  }
  return ['Everyday', 0.4, 0.5];
}

/** The built-in limits, one learned limit, and one for each category, on a catalogue without history. */
export async function contestOnCatalogue(
  rows: readonly SkuDay[],
  options: { readonly target: number; readonly seeds: readonly number[]; readonly sampleCount: number },
): Promise<Contest> {
  const { target, seeds, sampleCount } = options;
  const offers = rows.map((day) => offerOf(cleanRow(day, 'generated')));
  const one = new Map<number, PricingPolicy>();
  const own = new Map<number, PricingPolicy>();
  for (const seed of seeds) {
    one.set(
      seed,
      await learned(
        offers.map((offer) => ({ ...offer, category: undefined })),
        target,
        seed,
      ),
    );
    own.set(seed, await learned(offers, target, seed));
  }
  const builtIn = builtInPolicy().pricing;
  const contest = new Contest(
    [
      { title: 'built-in limits', policyOf: () => builtIn },
      { title: 'one limit learned', policyOf: (seed) => one.get(seed) ?? builtIn },
      { title: 'a limit a category', policyOf: (seed) => own.get(seed) ?? builtIn },
    ],
    { ruleId: 'deep-markdown', columns: 'generated', hasHistory: false, sampleCount },
  );
  for (const seed of seeds)
    contest.run(
      seed,
      rows.filter(({ sku }) => halfOf(sku, seed) === 'judge'),
    );
  return contest;
}

async function learned(offers: readonly OfferInit[], target: number, split: number): Promise<PricingPolicy> {
  const { policyText } = await calibrate({
    catalog: [offersSource('past', offers)],
    base: { policy: builtInPolicy(), text: undefined },
    target,
    targetSkuDays: target,
    now: 0,
    split,
  });
  if (policyText === undefined) throw new Error('the catalogue is too small to learn from');
  return loadPolicyText(policyText, { file: 'learned' }).pricing;
}
