import { DAY_MS } from '../../src/core/clock.js';
import { skusOf, type Draft, type Template, type Weeks } from './promotion-draft.js';

/** A sale on everything, week after week: never two at a time, which the windows alone see to. */
export function storeSale(percents: readonly number[], caps: readonly number[], capless: number): Template {
  return (draft) => {
    followOn(draft, 2 + draft.random.below(2), (week) => {
      draft.add({
        id: draft.id('store-sale'),
        kind: 'percent',
        rateBps: draft.random.pick(percents) * 100,
        capMinor: draft.chance(capless) ? undefined : draft.money(draft.random.pick(caps)),
        group: draft.saleGroup,
        ...week,
      });
    });
  };
}

/** A sale of a few brands; every second one goes on at another rate in the week after. */
export function brandSale(percents: readonly number[]): Template {
  return (draft) => {
    const scope = draft.brands();
    if (scope === undefined) return;
    const group = draft.saleGroup;
    followOn(draft, draft.chance(0.5) ? 2 : 1, (week) => {
      const rateBps = draft.random.pick(percents) * 100;
      draft.add({
        id: draft.id('brand-sale'),
        kind: 'percent',
        rateBps,
        capMinor: undefined,
        scope,
        group,
        ...week,
      });
    });
  };
}

/** Free or cheaper units: what to buy, what to get, how much less those cost. */
export type Bundle = readonly [buy: number, get: number, offBps: number];

/** Of a few SKUs, one is free or cheaper; a set that makes half the price is exclusive, others every second time. */
export function bundle(bundles: readonly Bundle[]): Template {
  return (draft) => {
    const [buy, get, offBps] = draft.random.pick(bundles);
    const isHalf = get * offBps * 2 >= (buy + get) * 10_000;
    draft.add({
      id: draft.id('bundle'),
      kind: 'buy-x-get-y',
      buy,
      get,
      offBps,
      scope: skusOf(draft.rows(3 + draft.random.below(18))),
      group: draft.saleGroup ?? 'deal',
      isExclusive: draft.chance(isHalf ? 1 : 0.5),
      ...draft.weeks(1 + draft.random.below(2)),
    });
  };
}

/** Unit prices end in 0: of won, or of cents. */
const STEP_MINOR = 10;

/** Two lower unit prices of one row from quantities on. */
export function quantityPrices(): Template {
  return (draft) => {
    const [row] = draft.rows(1);
    if (row === undefined) return;
    const { priceList, priceMinor } = row.offer;
    const unitPrice = (share: number): number =>
      Math.max(STEP_MINOR, Math.round((priceMinor * share) / STEP_MINOR) * STEP_MINOR);
    draft.add({
      id: draft.id('quantity'),
      kind: 'tier-price',
      steps: [
        { quantityMin: draft.random.pick([2, 3, 5]), unitPriceMinor: unitPrice(0.95) },
        { quantityMin: draft.random.pick([10, 20]), unitPriceMinor: unitPrice(0.88) },
      ],
      scope: { ...skusOf([row]), priceLists: [priceList] },
    });
  };
}

/** A deal of one day on a few SKUs, with a count; every second one combines with nothing. */
export function dayDeal(percents: readonly number[]): Template {
  return (draft) => {
    const startsAt = draft.shop.now + draft.random.below(14) * DAY_MS;
    draft.add({
      id: draft.id('day-deal'),
      kind: 'percent',
      rateBps: draft.random.pick(percents) * 100,
      capMinor: undefined,
      scope: skusOf(draft.rows(1 + draft.random.below(8))),
      group: draft.saleGroup ?? 'deal',
      usesMax: draft.random.pick([50, 100, 300]),
      isExclusive: draft.chance(0.5),
      startsAt,
      endsAt: startsAt + DAY_MS,
    });
  };
}

/** Free shipping from a minimum on. */
export function freeShipping(minimum: number): Template {
  return (draft) => {
    draft.add({ id: draft.id('free-shipping'), kind: 'free-shipping', minSpendMinor: draft.money(minimum) });
  };
}

/** Whole weeks one after the other, without a gap. */
function followOn(draft: Draft, count: number, addWeek: (week: Weeks) => void): void {
  const first = draft.weeks(1);
  const length = first.endsAt - first.startsAt;
  for (let at = 0; at < count; at++)
    addWeek({ startsAt: first.startsAt + at * length, endsAt: first.endsAt + at * length });
}
