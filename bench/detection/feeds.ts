import type { OfferInit } from '../../src/catalog/offer.js';
import { auditOffers, plainOffer, type AuditInputs } from './catalogue-audit.js';
import { Count } from './recall.js';
import { Random } from './random.js';
import type { SkuDay } from './sku-day.js';

/** A way a feed arrives damaged, and how often the batch was held. */
export interface FeedOutcome {
  readonly title: string;
  readonly held: Count;
}

/** A catalogue, and the one of the day before. */
export interface FeedDays {
  readonly today: readonly SkuDay[];
  readonly yesterday: readonly SkuDay[];
  readonly day: number;
}

interface FeedFault {
  readonly title: string;
  spoil(offers: readonly OfferInit[], random: Random): readonly OfferInit[];
}

function cutTo(low: number, high: number): FeedFault['spoil'] {
  return (offers, random) =>
    offers.slice(0, Math.max(1, Math.round(offers.length * random.factor({ low, high }))));
}

/** Repeats rows in place, as a page fetched twice does. */
function repeated(low: number, high: number): FeedFault['spoil'] {
  return (offers, random) => {
    const count = Math.round(random.factor({ low, high }));
    const from = random.below(offers.length - count);
    const end = from + count;
    return [...offers.slice(0, end), ...offers.slice(from, end), ...offers.slice(end)];
  };
}

const FEED_FAULTS: readonly FeedFault[] = [
  { title: 'truncated to 1-60 % of the rows', spoil: cutTo(0.01, 0.6) },
  { title: 'truncated to 60-69 %', spoil: cutTo(0.6, 0.69) },
  { title: 'truncated to 71-99 %', spoil: cutTo(0.71, 0.99) },
  { title: '2-19 rows repeated', spoil: repeated(2, 19) },
  { title: '20-500 rows repeated', spoil: repeated(20, 500) },
  { title: 'the whole feed twice', spoil: (offers) => [...offers, ...offers] },
];

const DRAWS_PER_SEED = 2;

/** Damages the catalogue and audits it, with history and yesterday's catalogue. Found: `feed-shape` holds the batch. */
export async function measureFeeds(days: FeedDays, seeds: readonly number[]): Promise<FeedOutcome[]> {
  const offers = days.today.map(plainOffer);
  const inputs: AuditInputs = { known: days.today, previous: days.yesterday.map(plainOffer) };
  const outcomes: FeedOutcome[] = [];
  for (const fault of FEED_FAULTS) {
    const held = new Count();
    for (const seed of seeds) {
      const random = new Random(`feed ${fault.title} ${seed}`);
      for (let draw = 0; draw < DRAWS_PER_SEED; draw++) {
        const { batchRules } = await auditOffers(fault.spoil(offers, random), days.day, inputs);
        held.add(batchRules.includes('feed-shape') ? 1 : 0, 1);
      }
    }
    outcomes.push({ title: fault.title, held });
  }
  return outcomes;
}
