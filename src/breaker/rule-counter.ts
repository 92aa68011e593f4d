import type { CountedEvent, TripRule } from '../catalog/trip.js';
import { compareProducts } from '../money/basis-points.js';
import { BucketWindow, bucketOf } from './bucket-window.js';
import { DistinctValues } from './distinct-values.js';
import { TopBuyers } from './top-buyers.js';

const WHOLE_BPS = 10_000;

/** What one effect on an order tells the counters of one scope. */
export interface RaisedScope {
  /** `sale`, `sku:EP-100`, `category:Audio`, `channel:app`; no rule watches any other. */
  readonly scope: string;
  /** What happened, each at most once; `deep` where the order counts as deep in this scope. */
  readonly events: readonly CountedEvent[];
  /** Of a signal: the values that count in this scope, each once. */
  readonly values: readonly string[];
  /** Of a new reservation. */
  readonly buyer: string | undefined;
  /** Units the buyer took: of a stock key's scope those of its line, else those of the whole order. 0 without a buyer. */
  readonly units: number;
}

/** What a rule measured, in its own unit (count, or bps rounded down), and of how many; 0 for what is no share. */
export interface Measurement {
  readonly measured: number;
  readonly sample: number;
  /** Whether the limit is passed, on a sample that is large enough. */
  readonly isPassed: boolean;
}

/** The counter of one rule in one scope. */
export interface RuleCounter {
  raise(raise: RaisedScope, now: number): void;
  measureAt(now: number): Measurement;
}

/** A new counter, empty. `budget-share` needs none: what was spent is counted by the sale. */
export function makeCounter(rule: TripRule): RuleCounter | undefined {
  switch (rule.measure) {
    case 'count':
      return countCounter(rule);
    case 'share':
      return shareCounter(rule);
    case 'distinct':
      return distinctCounter(rule);
    case 'top-share':
      return topShareCounter(rule);
    case 'budget-share':
      return undefined;
  }
}

/** True when `raise` would count for the rule: a counter is made only then. */
export function isCounted(rule: TripRule, raise: RaisedScope): boolean {
  switch (rule.measure) {
    case 'count':
      return happenedOf(rule.events, raise) > 0;
    case 'share':
      return happenedOf(rule.events, raise) > 0 || happenedOf(rule.of, raise) > 0;
    case 'distinct':
      return raise.values.length > 0;
    case 'top-share':
      return raise.units > 0 && raise.buyer !== undefined;
    case 'budget-share':
      return false;
  }
}

/** How a part of a whole stands to a limit in bps; exact for all safe integers. */
export function measureShare(
  shares: { readonly part: number; readonly whole: number },
  rule: Pick<TripRule, 'limit' | 'minimum'>,
): Measurement {
  const { part, whole } = shares;
  if (whole === 0) return { measured: 0, sample: 0, isPassed: false };
  const isAbove = compareProducts(WHOLE_BPS, part, rule.limit, whole) > 0;
  const measured = Number((BigInt(part) * BigInt(WHOLE_BPS)) / BigInt(whole));
  return { measured, sample: whole, isPassed: isAbove && whole >= rule.minimum };
}

function happenedOf(listened: readonly CountedEvent[], { events }: RaisedScope): number {
  let count = 0;
  for (const event of events) if (listened.includes(event)) count += 1;
  return count;
}

function countCounter(rule: TripRule): RuleCounter {
  const window = new BucketWindow();
  return {
    raise(raise, now) {
      window.add(bucketOf(now, rule.windowMs), happenedOf(rule.events, raise));
    },
    measureAt(now) {
      const measured = window.sumAt(bucketOf(now, rule.windowMs));
      return { measured, sample: 0, isPassed: measured > rule.limit };
    },
  };
}

function shareCounter(rule: TripRule): RuleCounter {
  const part = new BucketWindow();
  const whole = new BucketWindow();
  return {
    raise(raise, now) {
      const bucket = bucketOf(now, rule.windowMs);
      part.add(bucket, happenedOf(rule.events, raise));
      whole.add(bucket, happenedOf(rule.of, raise));
    },
    measureAt(now) {
      const bucket = bucketOf(now, rule.windowMs);
      return measureShare({ part: part.sumAt(bucket), whole: whole.sumAt(bucket) }, rule);
    },
  };
}

function distinctCounter(rule: TripRule): RuleCounter {
  const values = new DistinctValues(rule.limit);
  return {
    raise(raise, now) {
      values.add(bucketOf(now, rule.windowMs), raise.values);
    },
    measureAt(now) {
      const measured = values.countAt(bucketOf(now, rule.windowMs));
      return { measured, sample: 0, isPassed: measured > rule.limit };
    },
  };
}

function topShareCounter(rule: TripRule): RuleCounter {
  const buyers = new TopBuyers(rule.windowMs);
  return {
    raise({ buyer, units }, now) {
      if (buyer !== undefined) buyers.add(now, buyer, units);
    },
    measureAt(now) {
      const { top, total } = buyers.at(now);
      return measureShare({ part: top, whole: total }, rule);
    },
  };
}
