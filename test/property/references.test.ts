import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryRow } from '../../src/catalog/history.js';
import type {
  PriceRun,
  QuarantineAcceptance,
  ReferenceEntry,
  ScreenedRun,
} from '../../src/catalog/reference.js';
import { Acceptances } from '../../src/pricing/references/acceptance.js';
import { DayWindow } from '../../src/pricing/references/day-window.js';
import { EntryMaker } from '../../src/pricing/references/entry-maker.js';
import { HistoryStore } from '../../src/pricing/references/history-store.js';
import { mergeEntries } from '../../src/pricing/references/merge.js';
import { QUARANTINE_FACTOR, screenRuns, STOOD_DAYS } from '../../src/pricing/references/quarantine.js';
import { printReferenceLine } from '../../src/pricing/references/reference-line.js';
import { statisticsOf } from '../../src/pricing/references/statistics.js';
import { StoredEntry } from '../../src/pricing/references/stored-entry.js';
import { WindowDays } from '../../src/pricing/references/window-days.js';

const START = 20_605;

/** Prices that repeat, shift by a digit, drift, vanish or are nothing at all. */
const price = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1_290, 12_900, 13_600, 129_000, 136_000, 1_290_000) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 2_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -100, Number.MAX_SAFE_INTEGER) },
);

const row: fc.Arbitrary<HistoryRow> = fc.record({
  sku: fc.constantFrom('A', 'B', 'a,b', '=1'),
  priceList: fc.constantFrom('default', 'overseas'),
  currency: fc.constantFrom('KRW' as const, 'USD' as const),
  day: fc.integer({ min: START, max: START + 130 }),
  priceMinor: price,
});

/** Stretches of one price, as real histories have them: rows alone would seldom stand for two weeks. */
const stretch: fc.Arbitrary<HistoryRow[]> = fc
  .tuple(row, fc.integer({ min: 1, max: 40 }))
  .map(([first, dayCount]) =>
    Array.from({ length: dayCount }, (_, at) => ({ ...first, day: first.day + at })),
  );

const history = fc.array(stretch, { minLength: 1, maxLength: 25 }).map((stretches) => stretches.flat());

const acceptance: fc.Arbitrary<QuarantineAcceptance[]> = fc.array(
  row.filter(({ priceMinor }) => priceMinor > 0),
  { maxLength: 3 },
);

function storeOf(rows: readonly HistoryRow[]): HistoryStore {
  const store = new HistoryStore({ seed: 99 });
  for (const each of rows) store.observe(each);
  return store;
}

interface Built {
  readonly endsOn: number;
  /** Lines as a references file holds them. */
  readonly lines: readonly string[];
  readonly conflictingDays: number;
}

async function build(
  rows: readonly HistoryRow[],
  accept: readonly QuarantineAcceptance[],
  previous?: Built,
): Promise<Built> {
  const store = storeOf(rows);
  const endsOn = Math.max(store.endsOn ?? -Infinity, previous?.endsOn ?? -Infinity);
  const maker = new EntryMaker(store, { endsOn, acceptances: new Acceptances(accept) });
  const days = new WindowDays(endsOn);
  const lines: string[] = [];
  for await (const batch of mergeEntries(
    previous === undefined ? undefined : storedEntries(previous),
    store,
    maker,
  )) {
    lines.push(...batch.map((entry) => printReferenceLine(entry, days)));
  }
  return { endsOn, lines, conflictingDays: maker.tally.conflictingDays };
}

async function* storedEntries({ endsOn, lines }: Built): AsyncGenerator<readonly ReferenceEntry[]> {
  const days = new WindowDays(endsOn);
  for (const [at, line] of lines.entries()) {
    yield await Promise.resolve([new StoredEntry(line, { file: 'f', line: at + 3, days })]);
  }
}

describe('references', () => {
  it('do not depend on the order of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        history.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        async ([rows, shuffled]) => {
          expect(await build(shuffled, [])).toEqual(await build(rows, []));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('updated day by day are the same bytes as built at once', async () => {
    await fc.assert(
      fc.asyncProperty(history, acceptance, fc.integer({ min: 0, max: 130 }), async (rows, accept, cut) => {
        const earlier = rows.filter(({ day }) => day <= START + cut);
        const later = rows.filter(({ day }) => day > START + cut);
        fc.pre(earlier.length > 0);
        const whole = await build(rows, accept);
        const updated = await build(later, accept, await build(earlier, accept));
        expect([updated.endsOn, updated.lines]).toEqual([whole.endsOn, whole.lines]);
      }),
      { numRuns: 60 },
    );
  });

  it('updated with days that arrive late, in any split, are the same bytes too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(stretch, fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 25 }),
        acceptance,
        async (parts, accept) => {
          let updated: Built | undefined;
          for (const turn of [0, 1, 2]) {
            const rows = parts.flatMap(([stretchRows, at]) => (at === turn ? stretchRows : []));
            if (rows.length > 0) updated = await build(rows, accept, updated);
          }
          const whole = await build(
            parts.flatMap(([stretchRows]) => stretchRows),
            accept,
          );
          expect([updated?.endsOn, updated?.lines]).toEqual([whole.endsOn, whole.lines]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('read from their lines are what was written, and their statistics are those of their runs', async () => {
    await fc.assert(
      fc.asyncProperty(history, acceptance, async (rows, accept) => {
        const built = await build(rows, accept);
        for await (const [entry] of storedEntries(built)) {
          expect(entry?.statistics).toEqual(statisticsOf(entry?.runs ?? [], built.endsOn));
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Every day of one key on its own, the highest price of a day kept. */
const dailyPrices = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 500 })), {
    minLength: 1,
    maxLength: 150,
  })
  .map((pairs) => {
    const byDay = new Map<number, number>();
    for (const [day, minor] of pairs) byDay.set(day, Math.max(minor, byDay.get(day) ?? 0));
    return [...byDay].sort(([left], [right]) => left - right);
  });

function lowerMedian(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.ceil(values.length / 2) - 1] ?? NaN;
}

describe('statistics', () => {
  it('are those of listing the price of every day', () => {
    fc.assert(
      fc.property(dailyPrices, (days) => {
        const window = new DayWindow(START + 90);
        for (const [day, minor] of days) window.observe(START + day, 1, minor);
        const runs = window.runs().map((run): ScreenedRun => ({ ...run, standing: 'admitted' }));
        const prices = days.map(([, minor]) => minor);
        const recent = days.filter(([day]) => day > 60).map(([, minor]) => minor);
        const logs = prices.map((minor) => Math.log(minor));
        const medianLn = lowerMedian(logs);
        expect(statisticsOf(runs, START + 90)).toEqual({
          medianMinor: lowerMedian(prices),
          minimum30Minor: recent.length === 0 ? undefined : Math.min(...recent),
          maximumMinor: Math.max(...prices),
          madLn: lowerMedian(logs.map((log) => Math.abs(log - medianLn))),
          medianLn,
          dayCount: prices.length,
          lastMinor: prices.at(-1),
          lastOn: START + (days.at(-1)?.[0] ?? NaN),
          standingDays: daysAtLevel(prices),
          quarantinedDays: 0,
          contaminatedDays: 0,
        });
      }),
      { numRuns: 300 },
    );
  });
});

const runList: fc.Arbitrary<PriceRun[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 25 }), price), { maxLength: 12 })
  .map((parts) => {
    let free = START;
    return parts.map(([gap, dayCount, priceMinor]) => {
      const startsOn = free + gap;
      free = startsOn + dayCount;
      return { startsOn, dayCount, priceMinor };
    });
  });

const nothingAccepted = (): boolean => false;

describe('screening', () => {
  it('keeps every run, never counts nothing for a price, and always counts an accepted one', () => {
    fc.assert(
      fc.property(runList, price, (runs, acceptedPrice) => {
        const screened = screenRuns(runs, (minor) => minor === acceptedPrice);
        expect(
          screened.map(({ startsOn, dayCount, priceMinor }) => ({ startsOn, dayCount, priceMinor })),
        ).toEqual(runs);
        for (const { priceMinor, standing } of screened) {
          if (priceMinor <= 0) expect(standing).toBe('quarantined');
          else expect(standing === 'accepted').toBe(priceMinor === acceptedPrice);
        }
      }),
    );
  });

  it('always counts something when there is a price above 0', () => {
    fc.assert(
      fc.property(runList, (runs) => {
        const counted = screenRuns(runs, nothingAccepted).filter(
          ({ standing }) => standing !== 'quarantined',
        );
        expect(counted.length > 0).toBe(runs.some(({ priceMinor }) => priceMinor > 0));
      }),
    );
  });

  it('does not depend on the unit of money', () => {
    fc.assert(
      fc.property(
        runList.filter((runs) => runs.every(({ priceMinor }) => priceMinor <= 2_000_000)),
        fc.integer({ min: 2, max: 1000 }),
        (runs, factor) => {
          const scaled = runs.map((run) => ({ ...run, priceMinor: run.priceMinor * factor }));
          const standings = (list: readonly PriceRun[]): unknown =>
            screenRuns(list, nothingAccepted).map(({ standing }) => standing);
          expect(standings(scaled)).toEqual(standings(runs));
        },
      ),
    );
  });

  it('counts every day of a history whose prices never block each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 40_001, max: 100_000 }), { maxLength: 60 }), (prices) => {
        const runs = prices.map((priceMinor, at) => ({ startsOn: START + at, dayCount: 1, priceMinor }));
        expect(screenRuns(runs, nothingAccepted).every(({ standing }) => standing === 'admitted')).toBe(true);
      }),
    );
  });

  it('keeps a bad price of less than two weeks out of every statistic', () => {
    const days = (min: number, max: number, dayCount: { min: number; max: number }): fc.Arbitrary<number[]> =>
      fc.array(fc.integer({ min, max }), { minLength: dayCount.min, maxLength: dayCount.max });
    const bad = fc.oneof(
      days(1, 30_000, { min: 1, max: STOOD_DAYS - 1 }),
      days(120_000 * QUARANTINE_FACTOR, 5_000_000, { min: 1, max: STOOD_DAYS - 1 }),
    );
    const honest = days(80_000, 120_000, { min: 1, max: 38 });
    fc.assert(
      fc.property(honest, bad, honest, (before, wrong, after) => {
        const runsOf = (prices: readonly number[], from: number): PriceRun[] =>
          prices.map((priceMinor, at) => ({ startsOn: START + from + at, dayCount: 1, priceMinor }));
        const honestRuns = [...runsOf(before, 0), ...runsOf(after, before.length + wrong.length)];
        const all = [
          ...runsOf(before, 0),
          ...runsOf(wrong, before.length),
          ...honestRuns.slice(before.length),
        ];
        const statistics = statisticsOf(screenRuns(all, nothingAccepted), START + 88);
        const clean = statisticsOf(screenRuns(honestRuns, nothingAccepted), START + 88);
        expect(statistics).toEqual({ ...clean, quarantinedDays: wrong.length });
      }),
      { numRuns: 300 },
    );
  });
});

/** Days counted back from the newest on which the price was at most 10 % above the last one. */
function daysAtLevel(prices: readonly number[]): number {
  const last = prices.at(-1) ?? 0;
  const higher = prices.findLastIndex((minor) => minor * 10 > last * 11);
  return prices.length - 1 - higher;
}
