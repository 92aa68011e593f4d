import type { Spread } from '../audit/statistics.js';
import type { ContestantFigures, ContestFigures } from './contest.js';
import { BASELINE_ID } from './contestants.js';
import { goalsOf } from './goals.js';
import type { BenchOptions } from './options.js';
import { SALEGUARD } from './saleguard.js';
import { latencySummaryOf, summaryOf } from './summary.js';
import type { Table } from './tables.js';

/** The figures as tables: the contest for each length of an order, the memory, the checks, the goals. */
export function contestTables(figures: ContestFigures): Table[] {
  return [
    ...figures.byLines.flatMap(({ lineCount, contestants }) => [
      throughputTable(lineCount, contestants, figures),
      latencyTable(lineCount, contestants, figures.options),
    ]),
    memoryTable(figures),
    ...(figures.uses.length === 0 ? [] : [usesTable(figures)]),
    goalsTable(figures),
  ].filter(({ rows }) => rows.length > 0);
}

function throughputTable(
  lineCount: number,
  contestants: readonly ContestantFigures[],
  { options, skipped }: ContestFigures,
): Table {
  return {
    title: `${linesText(lineCount)}, ${options.inFlight} in flight, ${options.skuCount} SKUs: median of ${options.roundCount} rounds (low to high)`,
    head: ['', 'orders/s', '× bare Lua', 'Redis CPU µs', '× bare Lua', 'client CPU µs'],
    rows: contestants.map(({ id, title }) => {
      const summary = summaryOf(contestants, id);
      const isBaseline = id === BASELINE_ID;
      return [
        title,
        spread(summary.ordersPerSecond, count),
        isBaseline ? '' : spread(summary.times, decimals(2)),
        spread(summary.redisCpuUs, decimals(1)),
        isBaseline ? '' : spread(summary.redisCpuTimes, decimals(2)),
        spread(summary.clientCpuUs, decimals(1)),
      ];
    }),
    notes: [
      ...contestants.flatMap(({ id, title }) => {
        const { gaveUpShare } = summaryOf(contestants, id);
        return gaveUpShare === 0
          ? []
          : [`${title}: up to ${(100 * gaveUpShare).toFixed(1)} % of the orders were given up.`];
      }),
      ...skipped.map(({ id, skipped: reason }) => `${id} was left out: ${reason}.`),
    ],
  };
}

function latencyTable(
  lineCount: number,
  contestants: readonly ContestantFigures[],
  { offeredPerSecond, latencyMs, roundCount }: BenchOptions,
): Table {
  return {
    title: `${linesText(lineCount)}, arriving by the clock: ms from due arrival to answer, median of ${roundCount} rounds of ${latencyMs} ms (low to high)`,
    head: ['', 'offered orders/s', 'p50', 'p99', 'max'],
    rows: contestants.map(({ title, latency }) => {
      const summary = latencySummaryOf(latency);
      const load = count(summary.ordersPerSecond);
      return [
        title,
        summary.ordersPerSecond === offeredPerSecond ? load : `${load} (half of what it can do)`,
        spread(summary.p50, decimals(2)),
        spread(summary.p99, decimals(2)),
        spread(summary.max, decimals(1)),
      ];
    }),
    notes: contestants.flatMap(({ title, latency: { turns } }) => {
      const gaveUp = turns.reduce((sum, turn) => sum + turn.gaveUp, 0);
      return gaveUp === 0 ? [] : [`${title}: ${count(gaveUp)} orders were given up.`];
    }),
  };
}

/** What is in the bytes: see orders.ts and saleguard.ts. */
const ORDER_TEXT =
  'An order carries an id of 26 characters, one owner of 25, epoch and markdown, a fingerprint of 24, and two scopes of 14 and 11.';

function memoryTable({ byLines }: ContestFigures): Table {
  const found = byLines.flatMap(({ lineCount, contestants }) =>
    contestants.flatMap(({ memory }) => (memory === undefined ? [] : [{ lineCount, memory }])),
  );
  const keys = [...new Set(found.flatMap(({ memory }) => [...memory.keys.keys()]))];
  return {
    title: 'saleguard: bytes a reservation',
    head: ['', 'growth of used_memory', ...keys.map((key) => `key ${key}`)],
    rows: found.map(({ lineCount, memory }) => [
      `${linesText(lineCount)}, ${count(memory.orders)} reservations`,
      count(Math.round(memory.bytesPerOrder)),
      ...keys.map((key) => decimals(1)((memory.keys.get(key) ?? 0) / memory.orders)),
    ]),
    notes: [
      ORDER_TEXT,
      'Every other contestant keeps one counter a SKU and knows nothing of its orders: 0 bytes a reservation.',
    ],
  };
}

function usesTable({ uses, options }: ContestFigures): Table {
  const bytesOf = (id: string): number => uses.find((use) => use.id === id)?.memory?.bytesPerOrder ?? NaN;
  const all = summaryOf(uses, SALEGUARD.id, SALEGUARD.id);
  const rows = uses.map(({ id, title }) => {
    const summary = summaryOf(uses, id, SALEGUARD.id);
    const isReduced = id !== SALEGUARD.id && id !== BASELINE_ID;
    const bytes = bytesOf(id);
    return [
      isReduced ? `- ${title}` : title,
      spread(summary.ordersPerSecond, count),
      id === SALEGUARD.id ? '' : spread(summary.times, decimals(2)),
      summary.redisCpuUs.median.toFixed(1),
      isReduced ? signed(summary.redisCpuUs.median - all.redisCpuUs.median, 1) : '',
      summary.clientCpuUs.median.toFixed(1),
      isReduced ? signed(summary.clientCpuUs.median - all.clientCpuUs.median, 1) : '',
      Number.isNaN(bytes) ? '' : bytes.toFixed(0),
      isReduced && !Number.isNaN(bytes) ? signed(bytes - bytesOf(SALEGUARD.id), 0) : '',
    ];
  });
  const difference = 'difference';
  return {
    title: `what each check costs: 1-line orders, ${options.inFlight} in flight, median of ${options.roundCount} rounds (low to high)`,
    head: [
      '',
      'orders/s',
      '× saleguard',
      'Redis CPU µs',
      difference,
      'client CPU µs',
      difference,
      'bytes',
      difference,
    ],
    rows,
    notes: [
      'Idempotency by id, deadlines, modes, the sequence alarm and the journal have no switch: they are in every row of saleguard.',
    ],
  };
}

function goalsTable(figures: ContestFigures): Table {
  return {
    title: 'goals, every check on, batching on',
    head: ['', 'goal', 'stretch', 'measured', 'met'],
    rows: goalsOf(figures).map(({ what, goal, stretch, measured, landed }) => [
      what,
      goal,
      stretch,
      measured,
      landed,
    ]),
    notes: [],
  };
}

function linesText(lineCount: number): string {
  return `${lineCount}-line orders`;
}

function spread({ median, low, high }: Spread, text: (value: number) => string): string {
  return `${text(median)} (${text(low)} to ${text(high)})`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return value > 0 ? `+${text}` : text.replace('-', '−');
}

function decimals(digits: number): (value: number) => string {
  return (value) => value.toFixed(digits);
}
