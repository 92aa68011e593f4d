import { bytesBeyond, type Growth } from './growth.js';

/** What the goals are about. */
export interface Landing {
  /** Time of DuckDB with its default threads over ours, median of the rounds. */
  readonly timesOfDuckdb: number;
  /** Time of the rule engine, scaled to all rows, over ours, median of the rounds. */
  readonly timesOfRuleEngine: number;
  /** Time with promotions over the time without, median of the rounds. */
  readonly timesOfPromotions: number;
  /** Peaks from the fewest rows to the most. */
  readonly growths: readonly (readonly [title: string, growth: readonly Growth[]])[];
}

/** One goal and where we landed. */
export interface Goal {
  readonly what: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const MEGABYTE = 1e6;
const PEAK_MAX = 200 * MEGABYTE;
const BEYOND_MAX = 40;
const RULE_ENGINE_TIMES = 20;
const PROMOTIONS_TIMES_MAX = 1.5;

export function goalsOf({ timesOfDuckdb, timesOfRuleEngine, timesOfPromotions, growths }: Landing): Goal[] {
  return [
    {
      what: 'not slower than DuckDB',
      measured: `${(1 / timesOfDuckdb).toFixed(2)} times its time`,
      isMet: timesOfDuckdb >= 1,
    },
    {
      what: `${RULE_ENGINE_TIMES} times as fast as the rule engine`,
      measured: `${timesOfRuleEngine.toFixed(0)} times`,
      isMet: timesOfRuleEngine >= RULE_ENGINE_TIMES,
    },
    {
      what: `at most ${PROMOTIONS_TIMES_MAX} times the time with promotions`,
      measured: `${timesOfPromotions.toFixed(2)} times`,
      isMet: timesOfPromotions <= PROMOTIONS_TIMES_MAX,
    },
    ...growths.flatMap(([title, growth]) => memoryGoals(title, growth)),
  ];
}

function memoryGoals(title: string, growth: readonly Growth[]): Goal[] {
  const peakBytes = growth[0]?.peakBytes ?? NaN;
  const beyond = bytesBeyond(growth);
  return [
    {
      what: `at most ${PEAK_MAX / MEGABYTE} MB, ${title}`,
      measured: `${Math.round(peakBytes / MEGABYTE)} MB`,
      isMet: peakBytes <= PEAK_MAX,
    },
    {
      what: `at most ${BEYOND_MAX} bytes a row beyond, ${title}`,
      measured: `${beyond.toFixed(0)} bytes`,
      isMet: beyond <= BEYOND_MAX,
    },
  ];
}
