import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDays } from '../../../src/calibrate/day-plan.js';
import { LOG_DAYS, loggedSource, PriceLog } from '../../../src/calibrate/price-log.js';
import type { HistoryRow } from '../../../src/catalog/history.js';
import { historyOf } from '../audit/histories.js';

function row(sku: string, day: number, priceMinor: number): HistoryRow {
  return { sku, priceList: 'default', currency: 'KRW', day, priceMinor };
}

function logOf(rows: Iterable<HistoryRow>): PriceLog {
  const log = new PriceLog({ seed: 7 });
  for (const one of rows) log.observe(one);
  return log;
}

/** Price of each day as the log tells it. */
function daysOf(log: PriceLog): Record<string, number> {
  const days: Record<string, number> = {};
  for (const { key, runs } of log.series()) {
    for (const run of runs) {
      for (let at = 0; at < run.dayCount; at++)
        days[`${key.charAt(0)}${String(run.startsOn + at)}`] = run.priceMinor;
    }
  }
  return days;
}

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('A', 'B', 'C'),
    fc.integer({ min: 100, max: 130 }),
    fc.constantFrom(-1, 0, 10, 20),
  ),
  { minLength: 1, maxLength: 80 },
);

describe('a price log', () => {
  it('keeps the higher price of each day, in whatever order the days come', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const wanted: Record<string, number> = {};
        for (const [sku, day, price] of list) {
          wanted[`${sku}${String(day)}`] = Math.max(price, wanted[`${sku}${String(day)}`] ?? -Infinity);
        }
        expect(daysOf(logOf(list.map(([sku, day, price]) => row(sku, day, price))))).toEqual(wanted);
      }),
    );
  });

  it('tells days of one price as one run', () => {
    const log = logOf([row('A', 12, 5), row('A', 10, 5), row('A', 11, 5), row('A', 14, 5)]);
    expect([...log.series()].map(({ runs }) => runs)).toEqual([
      [
        { startsOn: 10, dayCount: 3, priceMinor: 5 },
        { startsOn: 14, dayCount: 1, priceMinor: 5 },
      ],
    ]);
    expect([log.startsOn, log.endsOn]).toEqual([10, 14]);
  });

  it('looks back two years from the newest day', () => {
    const log = logOf([row('A', 100, 5), row('A', 2000, 7)]);
    expect(log.startsOn).toBe(2000 - LOG_DAYS + 1);
    expect(daysOf(log)).toEqual({ A2000: 7 });
  });

  it('knows nothing before the first row', () => {
    const log = new PriceLog({ seed: 1 });
    expect([log.startsOn, log.endsOn, [...log.series()]]).toEqual([undefined, undefined, []]);
  });

  it('listens to what a reader is handed, but for days still to come', async () => {
    const log = new PriceLog({ seed: 1 });
    const list = [row('A', 10, 5), row('A', 11, 6), row('A', 12, 7), row('B', 10, 8)];
    const seen: HistoryRow[] = [];
    for await (const batch of loggedSource(historyOf('h', list), log, 11).open().batches)
      seen.push(...batch.rows);
    expect(seen).toEqual(list);
    expect(daysOf(log)).toEqual({ A10: 5, A11: 6, B10: 8 });
  });
});

describe('the plan of the days', () => {
  it.each([
    // 183 days: 61 only make histories, 61 learn, 61 judge.
    [1, 183, { learnFrom: 62, judgeFrom: 123, endsOn: 183 }],
    [1, 60, { learnFrom: 31, judgeFrom: 46, endsOn: 60 }],
    [1, 91, { learnFrom: 31, judgeFrom: 61, endsOn: 91 }],
    [1, 365, { learnFrom: 92, judgeFrom: 229, endsOn: 365 }],
  ])('of day %d to %d lets a third make histories, and halves the rest', (from, to, plan) => {
    expect(planDays(from, to)).toEqual(plan);
  });

  it('asks for 60 days', () => {
    expect(planDays(1, 59)).toBeUndefined();
  });
});
