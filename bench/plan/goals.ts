import { ratiosOf, spreadOf } from '../audit/statistics.js';
import type { Measurements } from './measure.js';
import { NIGHT_ORDERS } from './night.js';
import type { ApplyAnswer, Cost } from './tasks.js';
import { leftError, stepError } from './told.js';

/** One goal and where we landed. */
export interface Goal {
  readonly what: string;
  readonly measured: string;
  readonly isMet: boolean;
}

export const MEGABYTE = 1e6;
const TIMES_MAX = 10;
const PEAK_MAX = 500 * MEGABYTE;
/** Memory of many orders over that of a night: what counts as flat. */
const GROWTH_MAX = 1.25;
const SHARE_MIN = 0.95;
const ERROR_MAX = 0.1;

/** What was aimed at, beside what came out; only of the parts that were measured. */
export function goalsOf({ options, duels, peaks, runs }: Measurements): Goal[] {
  return [
    ...duels.map(({ form, read, plan }) => {
      const times = spreadOf(timesOf(plan, read, 'ms')).median;
      return {
        what: `planning, ${form}: at most ${TIMES_MAX} times reading`,
        measured: times.toFixed(2),
        isMet: times <= TIMES_MAX,
      };
    }),
    ...memoryGoals(peaks, options.orderCount),
    ...runs.flatMap((run) =>
      [...rateGoals(run), ...toldGoals(run)].map((goal) => withTitle(goal, run.scenario.title)),
    ),
  ];
}

function memoryGoals(peaks: Measurements['peaks'], orderCount: number): Goal[] {
  const plans = peaks.filter(({ who }) => who === 'plan');
  const few = plans.filter((peak) => peak.orderCount === orderCount);
  const many = plans.filter((peak) => peak.orderCount !== orderCount);
  const most = Math.max(...few.map(({ peakBytes }) => peakBytes));
  if (few.length === 0) return [];
  const night = {
    what: `${count(orderCount)} orders: at most ${PEAK_MAX / MEGABYTE} MB`,
    measured: `${Math.round(most / MEGABYTE)} MB`,
    isMet: most <= PEAK_MAX,
  };
  const growths = many.map(({ orderCount: manyCount, form, peakBytes }) => {
    const times = peakBytes / (few.find((peak) => peak.form === form)?.peakBytes ?? NaN);
    return {
      what: `${count(manyCount)} orders: at most ${GROWTH_MAX} times the memory of ${count(orderCount)}`,
      measured: times.toFixed(2),
      isMet: times <= GROWTH_MAX,
    };
  });
  return [night, ...growths];
}

/**
 * Effects of the busiest service over what its rate allows: from its first call to its last, and in the whole run. Time in which it
 * asked to be left alone is in neither.
 */
export function sharesOf({ slowest, tookMs }: Pick<ApplyAnswer, 'slowest' | 'tookMs'>): {
  readonly ofUse: number;
  readonly ofRun: number;
} {
  const { effects, ratePerSecond, usedMs, closedMs } = slowest;
  const spacingMs = 1_000 / ratePerSecond;
  return {
    // From the first to the last there is one space less than calls.
    ofUse: ((effects - 1) * spacingMs) / (usedMs - closedMs),
    ofRun: (effects * spacingMs) / (tookMs - closedMs),
  };
}

function rateGoals(run: ApplyAnswer): Goal[] {
  const { ofUse, ofRun } = sharesOf(run);
  return [
    {
      what: `at least ${100 * SHARE_MIN} % of the rate of the busiest service, from its first call to its last`,
      measured: `${(100 * ofUse).toFixed(1)} %`,
      isMet: ofUse >= SHARE_MIN,
    },
    {
      what: `at least ${100 * SHARE_MIN} % of it in the whole run`,
      measured: `${(100 * ofRun).toFixed(1)} %`,
      isMet: ofRun >= SHARE_MIN,
    },
  ];
}

function toldGoals({ told }: ApplyAnswer): Goal[] {
  const left = Math.max(...told.map(leftError));
  const step = Math.max(...told.map(stepError));
  return [
    {
      what: `time left at 25, 50, 75 % right within ${100 * ERROR_MAX} %`,
      measured: `${(100 * left).toFixed(1)} %`,
      isMet: left <= ERROR_MAX,
    },
    {
      what: `progress at 25, 50, 75 % right within ${100 * ERROR_MAX} %`,
      measured: `${(100 * step).toFixed(1)} %`,
      isMet: step <= ERROR_MAX,
    },
  ];
}

/** Turn by turn: what happened to the machine during a round happened to both. */
export function timesOf(left: readonly Cost[], right: readonly Cost[], field: keyof Cost): number[] {
  return ratiosOf(
    left.map((cost) => cost[field]),
    right.map((cost) => cost[field]),
  );
}

/** Whether these are the numbers the goals were set for. */
export function isFullSize({ options }: Measurements): boolean {
  return options.orderCount >= NIGHT_ORDERS;
}

function withTitle(goal: Goal, title: string): Goal {
  return { ...goal, what: `${title}: ${goal.what}` };
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
