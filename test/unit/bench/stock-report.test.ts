import { describe, expect, it } from 'vitest';
import type { ContestFigures } from '../../../bench/stock/contest.js';
import { contestTables } from '../../../bench/stock/contest-tables.js';
import { goalsOf } from '../../../bench/stock/goals.js';
import { bearableLoad, type ThroughputTurn } from '../../../bench/stock/measure.js';
import { parseOptions } from '../../../bench/stock/options.js';
import { parseInfo } from '../../../bench/stock/redis-figures.js';
import { summaryOf } from '../../../bench/stock/summary.js';
import { markdownTable, plainTable } from '../../../bench/stock/tables.js';

function turns(...ordersPerSecond: readonly number[]): ThroughputTurn[] {
  return ordersPerSecond.map((rate) => ({
    ordersPerSecond: rate,
    redisCpuUs: 1e6 / rate,
    clientCpuUs: 5,
    gaveUpShare: 0,
  }));
}

function figures(times: number, p99: number, ordersPerSecond = 20_000): ContestFigures {
  const memory = { orders: 1000, bytesPerOrder: 240, keys: new Map([['reservations', 150_000]]) };
  const latency = { ordersPerSecond, turns: [{ p50: 1, p99, max: 9, count: 10, gaveUp: 0, overrunMs: 0 }] };
  const contestants = [
    {
      id: 'bare-lua',
      title: 'bare',
      throughput: turns(100_000, 80_000, 120_000),
      latency,
      memory: undefined,
    },
    {
      id: 'saleguard',
      title: 'saleguard',
      throughput: turns(100_000 * times, 80_000 * times, 120_000 * times),
      latency,
      memory,
    },
  ];
  return {
    options: parseOptions([]),
    surroundings: 'here',
    byLines: [1, 3].map((lineCount) => ({ lineCount, contestants })),
    uses: [],
    skipped: [{ id: 'postgres', skipped: 'there is none' }],
  };
}

describe('the summary', () => {
  it('takes ratios within a round, not between medians', () => {
    const rows = [
      { id: 'bare-lua', throughput: turns(100, 50, 10) },
      { id: 'other', throughput: turns(50, 100, 30) },
    ];
    const { times, ordersPerSecond } = summaryOf(rows, 'other');
    expect(times).toEqual({ median: 2, low: 0.5, high: 3, count: 3 });
    expect(ordersPerSecond.median).toBe(50);
  });

  it('refuses a contestant that did not take part', () => {
    expect(() => summaryOf([{ id: 'bare-lua', throughput: turns(1) }], 'other')).toThrow("'other'");
  });
});

describe('the goals', () => {
  it('are said with what was measured, stretches apart', () => {
    const landed = goalsOf(figures(1.2, 3)).map(({ measured, landed: text }) => `${measured} ${text}`);
    expect(landed).toEqual(['1.20 yes', '0.83 yes, and the stretch', '240 yes', '3.00 yes', '1.20 yes']);
  });

  it('are missed openly', () => {
    const landed = goalsOf(figures(0.4, 6)).map(({ landed: text }) => text);
    expect(landed).toEqual(['no', 'yes', 'yes', 'no', 'no']);
  });

  it('are not met by a lighter load than offered', () => {
    const latency = goalsOf(figures(1.2, 1, 9000)).find(({ what }) => what.startsWith('p99'));
    expect([latency?.measured, latency?.landed]).toEqual(['cannot take it', 'no']);
  });
});

describe('the tables', () => {
  it('say who was left out and why, and come as text and as Markdown', () => {
    const [first] = contestTables(figures(1.2, 3));
    expect(first?.notes).toContain('postgres was left out: there is none.');
    const table = { title: 'T', head: ['', 'n'], rows: [['a', '10']], notes: ['so'] };
    expect(markdownTable(table)).toBe('**T**\n\n|  | n |\n| --- | --: |\n| a | 10 |\n\nso');
    expect(plainTable(table)).toBe('T\n\n    n\na  10\n  so');
  });
});

describe('the offered load', () => {
  it('is what was asked where there is headroom, else half of what can be done, in two digits', () => {
    expect(bearableLoad(turns(24_000, 100_000, 90_000), 20_000)).toBe(20_000);
    expect(bearableLoad(turns(23_000), 20_000)).toBe(11_000);
    expect(bearableLoad(turns(687), 20_000)).toBe(340);
    expect(bearableLoad(turns(3), 20_000)).toBe(1);
  });
});

describe('the command line', () => {
  it('takes everyone with orders of 1, 3 and 10 lines in 7 rounds unless told', () => {
    const { lineCounts, roundCount, contestantIds, kind } = parseOptions([]);
    expect([lineCounts, roundCount, contestantIds.length, kind]).toEqual([[1, 3, 10], 7, 9, 'contest']);
  });

  it('always takes the baseline', () => {
    expect(parseOptions(['--only', 'redlock,saleguard']).contestantIds).toEqual([
      'bare-lua',
      'saleguard',
      'redlock',
    ]);
  });

  it.each([
    [['--only', 'etcd'], '--only etcd'],
    [['--lines', '1,0'], '--lines 0'],
    [['--lines', '200'], '--skus 200'],
    [['--rounds', '-1'], '--rounds'],
    [['--in-flight', '1e3'], '--in-flight 1e3'],
  ])('refuses %j', (words, message) => {
    expect(() => parseOptions(words)).toThrow(message);
  });
});

describe('INFO', () => {
  it('is read line by line, numbers only', () => {
    const text = '# CPU\r\nused_cpu_sys:1.5\r\nused_memory:1048576\r\nused_memory_human:1.00M\r\n';
    expect([...parseInfo(text)]).toEqual([
      ['used_cpu_sys', 1.5],
      ['used_memory', 1_048_576],
    ]);
  });
});
