import type { MillionFigures } from './million.js';
import type { ProbeFigures } from './million-probe.js';
import type { LatencyFigures } from './quantile.js';
import { SLOWER_THAN_US } from './slow-calls.js';
import type { Table } from './tables.js';

const PAUSE_GOAL_MS = 5;

/** The figures as tables: memory, what another client saw, the goal. */
export function millionTables(figures: MillionFigures): Table[] {
  return [memoryTable(figures), probeTable(figures), goalTable(figures)];
}

function memoryTable(figures: MillionFigures): Table {
  const { openOrders, keys, bytesPerOrder, usedMemoryBytes, fillMs } = figures;
  return {
    title: `${count(openOrders)} open reservations of one line, every check on`,
    head: ['', 'MB', 'bytes a reservation'],
    rows: [
      ['used_memory', megabytes(usedMemoryBytes), bytesPerOrder.toFixed(0)],
      ...[...keys].map(([key, bytes]) => [`key ${key}`, megabytes(bytes), (bytes / openOrders).toFixed(1)]),
    ],
    notes: [`Made in ${(fillMs / 1000).toFixed(1)} s by one process.`],
  };
}

function probeTable({ sweep, probe, slowCalls }: MillionFigures): Table {
  const row = (title: string, pick: (figures: ProbeFigures) => LatencyFigures | undefined): string[][] =>
    (['before', 'sweep'] as const).map((phase) => {
      const found = pick(probe.phases[phase]);
      const text = (value: number | undefined): string => value?.toFixed(2) ?? '';
      const when = phase === 'before' ? 'nothing due' : 'during the sweep';
      return [
        `${title}, ${when}`,
        count(found?.count ?? 0),
        text(found?.p50),
        text(found?.p99),
        text(found?.max),
      ];
    });
  const { expired, calls, elapsedMs, redisCpuMs } = sweep;
  const longest =
    slowCalls.longestMs === undefined
      ? `no script call took ${SLOWER_THAN_US} µs`
      : `the longest script call took ${slowCalls.longestMs.toFixed(2)} ms`;
  return {
    title: 'what another process saw, ms from due departure to answer',
    head: ['', 'requests', 'p50', 'p99', 'max'],
    rows: [...row('PING', ({ ping }) => ping), ...row('reserve', ({ reserve }) => reserve)],
    notes: [
      `${count(expired)} were expired in ${(elapsedMs / 1000).toFixed(2)} s by ${count(calls)} calls without a pause between them, ${redisCpuMs.toFixed(2)} ms of Redis's processor time each; by its own clock ${longest}.`,
    ],
  };
}

function goalTable({ sweep, probe, slowCalls }: MillionFigures): Table {
  const seen = probe.phases.sweep.ping?.max ?? NaN;
  const row = (what: string, ms: number): string[] => [
    what,
    `<= ${PAUSE_GOAL_MS}`,
    ms.toFixed(2),
    ms <= PAUSE_GOAL_MS ? 'yes' : 'no',
  ];
  return {
    title: `goal: no pause over ${PAUSE_GOAL_MS} ms while ${count(sweep.expired)} due ones are swept`,
    head: ['', 'goal', 'measured', 'met'],
    rows: [
      row('longest pause another process saw, ms', seen),
      row("longest script call by Redis's own clock, ms", slowCalls.longestMs ?? 0),
    ],
    notes: [
      'What the other process saw holds also what the operating system did to it and to Redis: compare with its maximum while nothing was due.',
    ],
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
