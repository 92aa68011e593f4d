import type { RuleSample } from './rule-sample.js';
import type { BesideLimit, Scale, TunedRule } from './tuned-rule.js';

/**
 * How a limit came about:
 * - `learned`: a rank of the sample;
 * - `finest`: the target asks for less than one row of the sample, so it lies just above the highest value seen;
 * - `lowest`, `highest`: what the sample says lies beyond what it may teach;
 * - `unproven`: a block limit for which the sample is too small, set by rule of thumb.
 */
export type LimitOrigin = 'learned' | 'finest' | 'lowest' | 'highest' | 'unproven';

/** One limit as the policy will hold it. */
export interface LearnedLimit {
  readonly parameter: string;
  readonly value: number;
  readonly unit: Scale['unit'];
  readonly origin: LimitOrigin;
  /** Share of the rows that may reach it. */
  readonly rate: number;
  /** The rank in the sample it lies just above, 1 the highest; 0 where it comes from no rank. */
  readonly rank: number;
}

/** What a sample is asked for. */
export interface LearnRequest {
  readonly tuned: TunedRule;
  readonly sample: RuleSample;
  /** Rows of the sample by category with all below it. */
  readonly counts: Float64Array;
  /** Share of the rows that may be held or blocked, above 0. */
  readonly target: number;
}

/**
 * The limits of every category, by ordinal, from the rows in it and below it.
 *
 * A limit lies just above the k-th highest of n rows, k = floor(target x (n + 1)). Of rows like these a new one is then
 * expected above it in at most k of n + 1 cases, which is at most the target, whatever their distribution (the argument of
 * conformal prediction: among n + 1 exchangeable rows each is equally likely to be the new one). Taking the quantile of
 * the sample instead would ring in k + 1 of n + 1 cases: twice the target in a small category.
 */
export function learnLimits({ tuned, sample, counts, target }: LearnRequest): LearnedLimit[][] {
  const { tree, scales } = sample;
  const limits: LearnedLimit[][] = Array.from({ length: tree.count }, () => []);
  for (const [at, scale] of tuned.scales.entries()) {
    const rate = target * scale.share;
    const holdRanks = counts.map((count) => Math.max(1, allowedRank(rate, count)));
    const besideRanks = counts.map((count) => allowedRank(rate * (scale.beside?.rateFactor ?? 0), count));
    const [holds, besides] = scales[at]?.valuesAt(tree, [holdRanks, besideRanks]) ?? [];
    for (const [ordinal, list] of limits.entries()) {
      const isResolved = allowedRank(rate, counts[ordinal] ?? 0) > 0;
      const hold = holdLimit(scale, {
        value: holds?.[ordinal] ?? NaN,
        rank: holdRanks[ordinal] ?? 0,
        rate,
        isResolved,
      });
      list.push(hold);
      if (scale.beside === undefined) continue;
      const seen = {
        value: besides?.[ordinal] ?? NaN,
        rank: besideRanks[ordinal] ?? 0,
        rate: rate * scale.beside.rateFactor,
      };
      list.push(besideLimit(scale, scale.beside, hold.value, seen));
    }
  }
  return limits;
}

/** How many of `count` rows and one more may reach a limit; 0 when not even one may. */
export function allowedRank(rate: number, count: number): number {
  // 0.005 x 1,000 is 5 or 4.999… in doubles; neither may lose a row.
  return Math.floor(rate * (count + 1) + 1e-9);
}

/** The lowest limit, in the steps of its unit, that a value does not reach. */
export function justAbove(value: number, unit: Scale['unit']): number {
  if (unit === 'bps') return Math.floor(value) + 1;
  const steps = Math.floor(value * 1000);
  const next = (steps + 1) / 1000;
  return next > value ? next : (steps + 2) / 1000;
}

interface SeenValue {
  /** NaN where the rank lies below every limit that may be set. */
  readonly value: number;
  readonly rank: number;
  readonly rate: number;
}

function holdLimit(scale: Scale, seen: SeenValue & { readonly isResolved: boolean }): LearnedLimit {
  const { parameter, minimum, maximum } = scale.hold;
  const above = Number.isNaN(seen.value) ? -Infinity : justAbove(seen.value, scale.unit);
  const value = Math.min(maximum, Math.max(minimum, above));
  const origin: LimitOrigin =
    above > maximum ? 'highest' : above < minimum ? 'lowest' : seen.isResolved ? 'learned' : 'finest';
  const rank = origin === 'learned' || origin === 'finest' ? seen.rank : 0;
  return { parameter, value, unit: scale.unit, origin, rate: seen.rate, rank };
}

function besideLimit(scale: Scale, beside: BesideLimit, hold: number, seen: SeenValue): LearnedLimit {
  const common = { parameter: beside.parameter, unit: scale.unit, rate: seen.rate };
  const above = Number.isNaN(seen.value) ? -Infinity : justAbove(seen.value, scale.unit);
  if (beside.kind === 'warn') {
    const value = Math.max(beside.minimum, Math.min(hold, above));
    const isLowest = above < beside.minimum;
    return { ...common, value, origin: isLowest ? 'lowest' : 'learned', rank: isLowest ? 0 : seen.rank };
  }
  const lowest = Math.max(hold, beside.minimum);
  if (seen.rank === 0) {
    // Too few rows to tell what happens five times more rarely: half the price of what is held, at the least.
    const half = hold + Math.ceil((10_000 - hold) / 2);
    const value = Math.min(beside.maximum, Math.max(beside.unproven, half));
    return { ...common, value, origin: 'unproven', rank: 0 };
  }
  const value = Math.max(lowest, Math.min(beside.maximum, above));
  const origin: LimitOrigin = above > beside.maximum ? 'highest' : above < lowest ? 'lowest' : 'learned';
  return { ...common, value, origin, rank: origin === 'learned' ? seen.rank : 0 };
}
