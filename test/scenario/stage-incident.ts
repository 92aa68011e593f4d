import type { ApprovalPolicy } from '../../src/catalog/approval.js';
import { makePromotion, type Promotion } from '../../src/catalog/promotion.js';
import type { OfferInit } from '../../src/catalog/offer.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { soldSteadily, type Stage } from './audit-offers.js';
import type { Incident } from './incident.js';
import { stageShock } from './stage-shock.js';

/** A scenario made of an incident: the facts, and what we had to add to them. */
export interface IncidentStage extends Stage {
  /** The offer the finding must be about; undefined where the whole batch is meant. */
  readonly sku: string | undefined;
  /** What the reports do not say and this test made up. */
  readonly ours: string;
}

const SKU = 'incident';

/** Builds the audit's input as it would have been on the day of the incident. One stage a class. */
export function stageIncident(incident: Incident): IncidentStage {
  const stage = STAGES.get(incident.errorClass);
  if (stage === undefined) throw new Error(`${incident.id}: no stage for class ${incident.errorClass}`);
  return stage(incident);
}

const STAGES: ReadonlyMap<string, (incident: Incident) => IncidentStage> = new Map([
  ['digit-shift', stageHistory],
  ['digit-edit', stageHistory],
  ['deep-markdown', stageHistory],
  ['missing-input', stageHistory],
  ['absolute-floor', stageHistory],
  ['field-swap', stageSwap],
  ['placeholder', stageTemplate],
  ['currency', stageRate],
  ['unit', stageUnit],
  ['catalogue-shock', stageShock],
  ['channel-mismatch', stageChannels],
  ['tier-order', stageTiers],
  ['coupon-stack', stageStack],
  ['coupon-exposure', stageExposure],
  ['coupon-swap', stageCouponSwap],
  ['unapproved-change', stageUnapproved],
]);

function wrongOffer(incident: Incident): OfferInit {
  return { sku: SKU, currency: incident.currency, priceMinor: incident.wrongMinor };
}

function rightOffer(incident: Incident): OfferInit {
  return { sku: SKU, currency: incident.currency, priceMinor: incident.rightMinor };
}

function stageHistory(incident: Incident): IncidentStage {
  return {
    sku: SKU,
    offers: [wrongOffer(incident)],
    history: soldSteadily(rightOffer(incident)),
    ours: 'sixty days at the right price',
  };
}

/** What was saved and what is paid have changed places, so the two add up to the list price. */
function stageSwap(incident: Incident): IncidentStage {
  const { wrongMinor, rightMinor } = incident;
  return {
    sku: SKU,
    offers: [{ ...wrongOffer(incident), listPriceMinor: wrongMinor + rightMinor }],
    history: soldSteadily(rightOffer(incident)),
    ours: 'sixty days at the right price; the list price as the sum of both amounts',
  };
}

/** A template value belongs to a row somebody has just made: it was not on sale the day before. */
function stageTemplate(incident: Incident): IncidentStage {
  return {
    sku: SKU,
    offers: [{ ...wrongOffer(incident), listPriceMinor: incident.rightMinor }],
    previous: [{ ...rightOffer(incident), sku: 'something else' }],
    ours: 'the right price as list price; a previous catalogue without the row',
  };
}

/** Danish kroner to one US dollar in February 2015. */
const KRONER_PER_DOLLAR = 6.58;

/**
 * The reports name the krone and prices of about 100 dollars, not the fares and not how the rate was wrong. Here the fare
 * in dollars stands where the kroner should, so that what is paid is worth 100 dollars.
 */
function stageRate(incident: Incident): IncidentStage {
  const inKroner = (dollarsMinor: number): number => Math.round(dollarsMinor * KRONER_PER_DOLLAR);
  const wrongMinor = inKroner(incident.wrongMinor);
  return {
    sku: SKU,
    offers: [{ sku: SKU, currency: 'DKK', priceMinor: wrongMinor }],
    history: soldSteadily({ sku: SKU, currency: 'DKK', priceMinor: inKroner(wrongMinor) }),
    rates: { base: 'USD', asOf: TEST_NOW, rates: new Map([['DKK', KRONER_PER_DOLLAR]]) },
    ours: 'the fare, sixty days of it, and the rate of the day',
  };
}

/** Grams in a jin: what was typed in jin had been meant in grams. */
const GRAMS_PER_JIN = 500;
const MEANT_GRAMS = 4500;

/** The price stayed and what is in the box changed: pieces where the right price says how many, else the weight. */
function stageUnit(incident: Incident): IncidentStage {
  const pieces = Math.round(incident.rightMinor / incident.wrongMinor);
  if (pieces > 1) {
    return {
      sku: SKU,
      offers: [{ ...wrongOffer(incident), pack: pieces }],
      previous: [{ ...wrongOffer(incident), pack: 1 }],
      ours: 'the listing of the day before, for one piece',
    };
  }
  const weighed = { ...wrongOffer(incident), pack: 1, contentUnit: 'g' };
  return {
    sku: SKU,
    offers: [{ ...weighed, content: MEANT_GRAMS * GRAMS_PER_JIN }],
    previous: [{ ...weighed, content: MEANT_GRAMS }],
    ours: 'the listing of the day before, with the weight that was meant',
  };
}

function stageChannels(incident: Incident): IncidentStage {
  return {
    sku: SKU,
    offers: [
      { ...rightOffer(incident), channel: 'erp' },
      { ...wrongOffer(incident), channel: 'checkout' },
    ],
    ours: 'the names of the two channels',
  };
}

/** The base tier pays the wrong price, the best one the right one. */
function stageTiers(incident: Incident): IncidentStage {
  return {
    sku: SKU,
    offers: [
      { ...wrongOffer(incident), tier: 'base' },
      { ...rightOffer(incident), tier: 'vvip' },
    ],
    ours: 'the names of the two tiers',
  };
}

/** Two promotions, each of them harmless, take the right price down to the wrong one. */
function stageStack(incident: Incident): IncidentStage {
  const { wrongMinor, rightMinor, currency } = incident;
  const first = Math.floor((rightMinor - wrongMinor) / 2);
  const fixed = (id: string, amountMinor: number): Promotion =>
    makePromotion({ id, kind: 'fixed', amountMinor, per: 'order', currency, minSpendMinor: rightMinor });
  return {
    sku: SKU,
    offers: [rightOffer(incident)],
    history: soldSteadily(rightOffer(incident)),
    promotions: [fixed('instant-saving', first), fixed('second-promotion', rightMinor - wrongMinor - first)],
    ours: 'sixty days at the right price; how the two promotions share what was taken off',
  };
}

/** A coupon without the conditions that would have bounded it. */
function stageExposure(incident: Incident): IncidentStage {
  const { wrongMinor, rightMinor, currency } = incident;
  const amountMinor = rightMinor - wrongMinor;
  return {
    sku: undefined,
    offers: [rightOffer(incident)],
    history: soldSteadily(rightOffer(incident)),
    promotions: [
      makePromotion({ id: 'coupon', kind: 'fixed', amountMinor, per: 'order', currency, isCoupon: true }),
    ],
    ours: 'the coupon as an amount',
  };
}

/** The reports do not say the amounts: 5,000 off from 50,000, with the two fields swapped. */
function stageCouponSwap({ currency, rightMinor }: Incident): IncidentStage {
  return {
    sku: undefined,
    offers: [{ sku: SKU, currency, priceMinor: 80_000 * Math.max(1, rightMinor) }],
    promotions: [
      makePromotion({
        id: 'coupon',
        kind: 'fixed',
        amountMinor: 50_000,
        minSpendMinor: 5_000,
        per: 'order',
        currency,
        isCoupon: true,
        perCustomerMax: 1,
        usesMax: 1_000,
      }),
    ],
    ours: 'both amounts of the coupon and the price of the goods',
  };
}

/** Somebody typed another price, and nobody else looked at it. */
function stageUnapproved(incident: Incident): IncidentStage {
  return {
    sku: SKU,
    offers: [wrongOffer(incident)],
    history: soldSteadily(rightOffer(incident)),
    previous: [rightOffer(incident)],
    approvals: NOBODY_YET,
    ours: 'sixty days at the right price; a shop that asks for approvals',
  };
}

/** A shop that asks for approvals and has appointed nobody so far. */
const NOBODY_YET: ApprovalPolicy = {
  people: [],
  roles: [],
  secondSignatureFromMinor: new Map(),
  validDaysMax: 14,
};
