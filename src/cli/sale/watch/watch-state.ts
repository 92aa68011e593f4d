import type { EpochMs } from '../../../core/clock.js';
import type { SaleTotals } from '../../../stock/totals.js';
import type { SaleActivity, SaleSnapshot, StockCounters } from '../../../stock/verdict.js';
import { alarmsOf, type Alarm } from '../alarms.js';

/** Everything a live view shows of one sale, built up from what the store answered. Never changed: each answer makes a new one. */
export interface WatchState {
  readonly saleId: string;
  /** Undefined until the first answer. */
  readonly seen: SeenSale | undefined;
  /** The counts of the last minute, oldest first. */
  readonly points: readonly CountPoint[];
  /** Set while the store does not answer. */
  readonly lost: Lost | undefined;
}

/** The last answers. */
export interface SeenSale {
  readonly activity: SaleActivity;
  /** Its counters are those of `counters`. */
  readonly snapshot: Omit<SaleSnapshot, 'counters'>;
  /** By stock key; in a large sale some are a few rounds old. */
  readonly counters: ReadonlyMap<string, StockCounters>;
  /** This machine's clock when they came, epoch ms. */
  readonly at: EpochMs;
}

/** Since when there is no answer (this machine's clock, epoch ms), and why. */
export interface Lost {
  readonly since: EpochMs;
  readonly why: string;
}

/** Orders counted since the sale opened, at one moment of its server. */
export interface CountPoint {
  readonly at: EpochMs;
  readonly reserved: number;
  readonly committed: number;
  readonly refused: number;
}

/** Orders in a second, over the last seconds. */
export interface Rates {
  readonly reserved: number;
  readonly committed: number;
  readonly refused: number;
}

/** How long counts are kept, and over which time a rate is taken, ms. */
const KEPT_MS = 60_000;
const RATE_MS = 5_000;

/** A view that has not heard from its store yet. */
export function startWatch(saleId: string): WatchState {
  return { saleId, seen: undefined, points: [], lost: undefined };
}

/** After an answer. `snapshot` may hold a part of the counters only. */
export function withAnswer(
  state: WatchState,
  answer: { readonly activity: SaleActivity; readonly snapshot: SaleSnapshot; readonly at: EpochMs },
): WatchState {
  const { activity, snapshot, at } = answer;
  const { counters: fresh, ...rest } = snapshot;
  const counters = new Map(state.seen?.counters ?? []);
  for (const counter of fresh) counters.set(counter.stockKey, counter);
  const seen: SeenSale = { activity, snapshot: rest, counters, at };
  return { ...state, seen, points: withPoint(state.points, pointOf(activity)), lost: undefined };
}

/** After a round in which the store did not answer. */
export function withSilence(
  state: WatchState,
  { at, why }: { readonly at: EpochMs; readonly why: string },
): WatchState {
  return { ...state, lost: { since: state.lost?.since ?? state.seen?.at ?? at, why } };
}

function pointOf({ at, totals }: SaleActivity): CountPoint {
  return { at, reserved: totals.reserved, committed: totals.committed, refused: refusedCount(totals) };
}

/** Refusals of every reason, those by the price included. */
export function refusedCount({ refused, rejected }: SaleTotals): number {
  return Object.values(refused).reduce((sum, count) => sum + count, rejected);
}

/** Counts only grow: where they do not, or time steps back, it is another life of the store, and what was before is void. */
function withPoint(points: readonly CountPoint[], point: CountPoint): readonly CountPoint[] {
  const last = points.at(-1);
  if (last === undefined) return [point];
  const isStep = point.at < last.at || point.reserved < last.reserved || point.refused < last.refused;
  if (isStep) return [point];
  if (point.at === last.at) return [...points.slice(0, -1), point];
  return [...points.filter(({ at }) => at >= point.at - KEPT_MS), point];
}

/** Undefined until there are two counts to compare. */
export function ratesOf(points: readonly CountPoint[]): Rates | undefined {
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return undefined;
  const from = points.find(({ at }) => at >= last.at - RATE_MS && at < last.at) ?? points.at(-2);
  return from === undefined ? undefined : between(from, last);
}

/** Reservations a second between each two counts, oldest first. */
export function reservedSeries(points: readonly CountPoint[]): readonly number[] {
  return points.slice(1).map((point, index) => {
    const before = points[index];
    return before === undefined ? 0 : between(before, point).reserved;
  });
}

function between(from: CountPoint, to: CountPoint): Rates {
  const seconds = Math.max(1, to.at - from.at) / 1000;
  return {
    reserved: (to.reserved - from.reserved) / seconds,
    committed: (to.committed - from.committed) / seconds,
    refused: (to.refused - from.refused) / seconds,
  };
}

/** What is wrong, by all that is known. */
export function alarmsOfWatch({ seen, lost }: WatchState, now: EpochMs): readonly Alarm[] {
  const alarms: Alarm[] = [];
  if (lost !== undefined)
    alarms.push({ id: 'store-lost', sinceMs: Math.max(0, now - lost.since), why: lost.why });
  if (seen !== undefined) {
    const { activity, snapshot, counters } = seen;
    alarms.push(...alarmsOf({ activity, snapshot, counters: counters.values() }));
  }
  return alarms;
}
