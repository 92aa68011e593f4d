import type { OfferInit } from '../../src/catalog/offer.js';
import { auditOffers, plainOffer, type AuditInputs, type AuditOutcome } from './catalogue-audit.js';
import type { FeedDays } from './feeds.js';
import type { SkuDay } from './sku-day.js';

/** An honest catalogue that should pass, and what the audit said of it. */
export interface ControlOutcome {
  readonly title: string;
  readonly outcome: AuditOutcome;
}

/** Prices of a campaign end in 0. */
function campaign(share: number): (day: SkuDay) => OfferInit {
  return (day) => ({ ...plainOffer(day), priceMinor: Math.round((day.priceMinor * share) / 10) * 10 });
}

/** Quantity breaks: one piece, from 10 at 5 % less, from 50 at 12 % less. */
const BREAKS: readonly (readonly [quantityMin: number, share: number])[] = [
  [1, 1],
  [10, 0.95],
  [50, 0.88],
];

function quantityTiers(day: SkuDay): OfferInit[] {
  return BREAKS.map(([quantityMin, share]) => ({
    ...plainOffer(day),
    priceMinor: Math.round(day.priceMinor * share),
    quantityMin,
  }));
}

/** The ways a two-for-one stands in a title; the price is that of one. */
const PROMOTION_TITLES: readonly ((name: string, priceMinor: number) => string)[] = [
  (name) => `${name} 1+1`,
  (name) => `${name} (2+1)`,
  (name, priceMinor) => `${name} 2개 ${Math.round(priceMinor * 1.8).toLocaleString('en-US')}원`,
  (name, priceMinor) => `${name} 2 for ${Math.round(priceMinor * 1.8).toLocaleString('en-US')}`,
];

function twoForMany(pack: number | undefined): (day: SkuDay, at: number) => OfferInit {
  return (day, at) => {
    const title = PROMOTION_TITLES[at % PROMOTION_TITLES.length];
    const name = day.name ?? day.sku;
    return {
      ...plainOffer(day),
      name: title === undefined ? name : title(name, day.priceMinor),
      promotionRefs: ['two-for-many'],
      ...(pack === undefined ? {} : { pack }),
    };
  };
}

const DEEP = 0.8;

/** Ordinary rows more than 80 % below a generated, inflated list price. */
function deepBelowList(days: readonly SkuDay[]): OfferInit[] {
  return days
    .filter(({ priceMinor, generated }) => priceMinor <= (1 - DEEP) * generated.listMinor)
    .map((day) => ({ ...plainOffer(day), listPriceMinor: day.generated.listMinor }));
}

/** Audits the honest catalogues. The first is the untouched one, to compare the others with. */
export async function measureControls({ today, yesterday, day }: FeedDays): Promise<ControlOutcome[]> {
  const all: AuditInputs = { known: today, previous: yesterday.map(plainOffer) };
  const noPrevious: AuditInputs = { known: today, previous: undefined };
  const nothing: AuditInputs = { known: undefined, previous: undefined };
  const controls: readonly (readonly [title: string, offers: readonly OfferInit[], inputs: AuditInputs])[] = [
    ['the untouched catalogue', today.map(plainOffer), all],
    ['30 % campaign on the whole category, not approved', today.map(campaign(0.7)), all],
    ['50 % campaign on the whole category, not approved', today.map(campaign(0.5)), all],
    ['quantity tiers (1, 10, 50 pieces), generated', today.flatMap(quantityTiers), noPrevious],
    ['2-for-N in title and promotion, generated', today.map(twoForMany(undefined)), all],
    ['2-for-N, and the row says one piece, generated', today.map(twoForMany(1)), all],
    ['80 % and more below a generated list price, with history', deepBelowList(today), noPrevious],
    ['80 % and more below a generated list price, nothing else known', deepBelowList(today), nothing],
  ];
  const outcomes: ControlOutcome[] = [];
  for (const [title, offers, inputs] of controls)
    outcomes.push({ title, outcome: await auditOffers(offers, day, inputs) });
  return outcomes;
}
