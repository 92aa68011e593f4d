import type { OfferInit } from '../../src/catalog/offer.js';
import type { Incident } from './incident.js';
import type { IncidentStage } from './stage-incident.js';

/** Rows of the shop, and how many of them the mistake reached. */
const ROW_COUNT = 1000;
const HIT_COUNT = 300;

/** Incidents told as "so many percent off everywhere"; all others put many goods at one exact price. */
const SAME_RATIO: ReadonlySet<string> = new Set(['debenhams-2013', 'walmart-2013']);

/** A shop the day before and after: prices around the right one, three in ten of them overwritten. */
export function stageShock(incident: Incident): IncidentStage {
  const previous = Array.from({ length: ROW_COUNT }, (_, index) => rowBefore(incident, index));
  const ratio = incident.wrongMinor / incident.rightMinor;
  const offers = previous.map((row, index): OfferInit => {
    if (index >= HIT_COUNT) return row;
    const priceMinor = SAME_RATIO.has(incident.id) ? Math.round(row.priceMinor * ratio) : incident.wrongMinor;
    return { ...row, priceMinor };
  });
  return {
    sku: undefined,
    offers,
    previous,
    ours: `the other ${ROW_COUNT - 1} rows, and the catalogue of the day before`,
  };
}

/** From two thirds to one and a half times the right price, no two alike. */
function rowBefore(incident: Incident, index: number): OfferInit {
  const share = 2 / 3 + (5 / 6) * (index / ROW_COUNT);
  return {
    sku: `row-${index}`,
    currency: incident.currency,
    priceMinor: Math.round(incident.rightMinor * share) + index,
  };
}
