import { ratiosOf, spreadOf, type Spread } from '../audit/statistics.js';
import { BASELINE_ID } from './contestants.js';
import type { LatencyTurns, ThroughputTurn } from './measure.js';

/** Turns of one contestant beside those of the baseline in the same rounds. */
export interface ThroughputSummary {
  readonly ordersPerSecond: Spread;
  /** Over the baseline's, round by round. */
  readonly times: Spread;
  /** µs an order. */
  readonly redisCpuUs: Spread;
  /** Over the baseline's, round by round. */
  readonly redisCpuTimes: Spread;
  readonly clientCpuUs: Spread;
  /** The largest share of orders it stopped trying in a round. */
  readonly gaveUpShare: number;
}

/**
 * @param figures contestants of the same rounds, the baseline among them.
 * @param baselineId the bare script unless told.
 */
export function summaryOf(
  figures: readonly { readonly id: string; readonly throughput: readonly ThroughputTurn[] }[],
  id: string,
  baselineId: string = BASELINE_ID,
): ThroughputSummary {
  const turnsOf = (wanted: string): readonly ThroughputTurn[] => {
    const found = figures.find((one) => one.id === wanted);
    if (found === undefined) throw new RangeError(`'${wanted}' did not take part`);
    return found.throughput;
  };
  const own = turnsOf(id);
  const baseline = turnsOf(baselineId);
  const of = (field: keyof ThroughputTurn, turns: readonly ThroughputTurn[]): number[] =>
    turns.map((turn) => turn[field]);
  const times = (field: keyof ThroughputTurn): Spread =>
    spreadOf(ratiosOf(of(field, own), of(field, baseline)));
  return {
    ordersPerSecond: spreadOf(of('ordersPerSecond', own)),
    times: times('ordersPerSecond'),
    redisCpuUs: spreadOf(of('redisCpuUs', own)),
    redisCpuTimes: times('redisCpuUs'),
    clientCpuUs: spreadOf(of('clientCpuUs', own)),
    gaveUpShare: spreadOf(of('gaveUpShare', own)).high,
  };
}

/** Latencies over all rounds, ms. */
export interface LatencySummary {
  readonly ordersPerSecond: number;
  readonly p50: Spread;
  readonly p99: Spread;
  /** The median of the rounds' largest, and the largest of all. */
  readonly max: Spread;
}

export function latencySummaryOf({ ordersPerSecond, turns }: LatencyTurns): LatencySummary {
  return {
    ordersPerSecond,
    p50: spreadOf(turns.map(({ p50 }) => p50)),
    p99: spreadOf(turns.map(({ p99 }) => p99)),
    max: spreadOf(turns.map(({ max }) => max)),
  };
}
