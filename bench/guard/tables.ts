import { ratiosOf, spreadOf, type Spread } from '../audit/statistics.js';
import type { Table } from '../stock/tables.js';
import type { ContestFigures } from './contest.js';
import type { Turn } from './measure.js';

const GOAL_TIMES = 0.8;
const GOAL_SHARE = 0.1;

/** One book and one length of orders. The first contestant is what the others are held against. */
export function contestTable({ bookSize, lineCount, contestants, judgeUs }: ContestFigures): Table {
  const [bare] = contestants;
  if (bare === undefined) throw new RangeError('nobody took part');
  const of = (turns: readonly Turn[], field: keyof Turn): number[] => turns.map((turn) => turn[field]);
  const rows = contestants.map(({ title, turns }) => [
    title,
    spreadText(spreadOf(of(turns, 'ordersPerSecond')), 0),
    spreadText(spreadOf(ratiosOf(of(turns, 'ordersPerSecond'), of(bare.turns, 'ordersPerSecond'))), 2),
    spreadText(spreadOf(of(turns, 'clientCpuUs')), 1),
    spreadText(spreadOf(of(turns, 'redisCpuUs')), 1),
  ]);
  return {
    title: `Admit and commit: orders of ${lineCount} ${lineCount === 1 ? 'line' : 'lines'}, a book of ${bookSize.toLocaleString('en')} entries`,
    head: ['', 'orders/s', 'times the store alone', 'process µs/order', 'Redis µs/order'],
    rows,
    notes: notesOf({ bookSize, lineCount, contestants, judgeUs }),
  };
}

function notesOf({ contestants, judgeUs }: ContestFigures): string[] {
  const [bare, guard] = contestants;
  if (bare === undefined || guard === undefined) return [];
  const speeds = (turns: readonly Turn[]): number[] => turns.map(({ ordersPerSecond }) => ordersPerSecond);
  const times = spreadOf(ratiosOf(speeds(guard.turns), speeds(bare.turns))).median;
  const judge = spreadOf(judgeUs);
  const perOrderUs = spreadOf(guard.turns.map(({ ordersPerSecond }) => 1_000_000 / ordersPerSecond)).median;
  const share = judge.median / perOrderUs;
  return [
    `Medians of ${guard.turns.length} rounds, lowest and highest behind. Every order is admitted and committed: two calls.`,
    `Goal: at least ${GOAL_TIMES} times the store alone: ${times >= GOAL_TIMES ? 'met' : 'missed'} (${times.toFixed(2)}).`,
    `Judging the prices of one order takes ${spreadText(judge, 2)} µs, ${(100 * share).toFixed(1)} % of the ${perOrderUs.toFixed(1)} µs of an order;` +
      ` goal under ${100 * GOAL_SHARE} %: ${share < GOAL_SHARE ? 'met' : 'missed'}.`,
  ];
}

function spreadText({ median, low, high }: Spread, digits: number): string {
  const text = (value: number): string =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text(median)} (${text(low)}–${text(high)})`;
}
