import { offersSource } from '../../src/audit/source.js';
import { calibrate } from '../../src/calibrate/calibrate.js';
import { planDays } from '../../src/calibrate/day-plan.js';
import { halfOf } from '../../src/calibrate/halves.js';
import type { PriceSeries } from '../../src/calibrate/sku-day-walk.js';
import type { OfferInit } from '../../src/catalog/offer.js';
import { offerKey } from '../../src/catalog/offer-key.js';
import type { PricingPolicy } from '../../src/pricing/settings.js';
import { builtInPolicy, loadPolicyText } from '../../src/wire/policy.js';
import { Contest } from './calibrate-contest.js';
import type { Danawa } from './danawa.js';
import { runsOf } from './features.js';
import type { SkuDay } from './sku-day.js';

/** Everything is a headphone: the price list stands for the category, since imports move otherwise than local stock. */
function categoryOf({ priceList }: { readonly priceList: string }): string {
  return priceList;
}

/** The built-in limits of price-jump, one learned set, and one for each price list, on the days of the real history. */
export async function contestOnDays(
  danawa: Danawa,
  days: readonly SkuDay[],
  options: { readonly target: number; readonly seeds: readonly number[]; readonly sampleCount: number },
): Promise<Contest> {
  const { target, seeds, sampleCount } = options;
  const past = pastOf(danawa);
  const plan = planDays(past.days.startsOn, past.days.endsOn);
  if (plan === undefined) throw new Error('the history is too short to learn from');
  const offers = danawa.series.map(({ sku, priceList }): OfferInit => ({
    sku,
    priceList,
    currency: 'KRW',
    priceMinor: 1,
  }));
  const one = new Map<number, PricingPolicy>();
  const own = new Map<number, PricingPolicy>();
  const learn = async (catalog: readonly OfferInit[], seed: number): Promise<PricingPolicy> => {
    const { policyText } = await calibrate({
      catalog: [offersSource('past', catalog)],
      base: { policy: builtInPolicy(), text: undefined },
      history: { lookup: undefined, intake: undefined, ...past },
      target,
      targetSkuDays: target,
      now: 0,
      split: seed,
    });
    if (policyText === undefined) throw new Error('the history is too small to learn from');
    return loadPolicyText(policyText, { file: 'learned' }).pricing;
  };
  for (const seed of seeds) {
    one.set(seed, await learn(offers, seed));
    own.set(
      seed,
      await learn(
        offers.map((offer) => ({ ...offer, category: offer.priceList })),
        seed,
      ),
    );
  }
  const builtIn = builtInPolicy().pricing;
  const contest = new Contest(
    [
      { title: 'built-in limits', policyOf: () => builtIn },
      { title: 'one set learned', policyOf: (seed) => one.get(seed) ?? builtIn },
      { title: 'a set a price list', policyOf: (seed) => own.get(seed) ?? builtIn },
    ],
    { ruleId: 'price-jump', columns: 'real', hasHistory: true, sampleCount },
  );
  const judged = days
    .filter(({ day, history }) => day >= plan.judgeFrom && day <= plan.endsOn && history !== undefined)
    .map((day) => ({ ...day, category: categoryOf(day) }));
  for (const seed of seeds)
    contest.run(
      seed,
      judged.filter(({ sku }) => halfOf(sku, seed) === 'judge'),
    );
  return contest;
}

interface Past {
  readonly days: { readonly startsOn: number; readonly endsOn: number };
  readonly series: { readonly file: string; open(): AsyncIterable<readonly PriceSeries[]> };
}

/** The history as the command would read it: without the day of the catalogue. */
function pastOf({ series, catalogDay }: Danawa): Past {
  let startsOn = Infinity;
  const all = series.flatMap(({ sku, priceList, observations }): PriceSeries[] => {
    const before = observations.filter(({ day }) => day < catalogDay);
    for (const { day } of before) startsOn = Math.min(startsOn, day);
    return before.length === 0
      ? []
      : [{ key: offerKey({ sku, priceList, currency: 'KRW' }), runs: runsOf(before) }];
  });
  return {
    days: { startsOn, endsOn: catalogDay - 1 },
    series: { file: 'history', open: () => inOneBatch(all) },
  };
}

async function* inOneBatch(series: readonly PriceSeries[]): AsyncGenerator<readonly PriceSeries[]> {
  yield await Promise.resolve(series);
}
