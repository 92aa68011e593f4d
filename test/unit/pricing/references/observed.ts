import type { HistoryRow } from '../../../../src/catalog/history.js';
import type { PriceRun, RunStanding, ScreenedRun } from '../../../../src/catalog/reference.js';
import type { EpochDay } from '../../../../src/core/clock.js';
import { Acceptances } from '../../../../src/pricing/references/acceptance.js';
import { EntryMaker } from '../../../../src/pricing/references/entry-maker.js';
import { HistoryStore } from '../../../../src/pricing/references/history-store.js';

/** 2026-06-01, the first day of every history told by these tests. */
export const JUNE: EpochDay = 20_605;

/** Prices of days that follow each other from `JUNE` on, `undefined` for a day without an observation. */
export function daily(...prices: readonly (number | undefined)[]): PriceRun[] {
  return prices.flatMap((priceMinor, at) =>
    priceMinor === undefined ? [] : [{ startsOn: JUNE + at, dayCount: 1, priceMinor }],
  );
}

/** Runs one after the other from `JUNE` on: days and price of each. */
export function stretches(
  ...parts: readonly (readonly [dayCount: number, priceMinor: number])[]
): PriceRun[] {
  let startsOn = JUNE;
  return parts.map(([dayCount, priceMinor]) => {
    const run = { startsOn, dayCount, priceMinor };
    startsOn += dayCount;
    return run;
  });
}

/** The same runs with one standing for all. */
export function screened(runs: readonly PriceRun[], standing: RunStanding = 'admitted'): ScreenedRun[] {
  return runs.map((run) => ({ ...run, standing }));
}

/** An observed price of SKU `A` in the default price list, in won. */
export function observed(day: EpochDay, priceMinor: number, other: Partial<HistoryRow> = {}): HistoryRow {
  return { sku: 'A', priceList: 'default', currency: 'KRW', day, priceMinor, ...other };
}

/** A store that has taken in some rows. */
export function storeOf(rows: Iterable<HistoryRow>): HistoryStore {
  const store = new HistoryStore({ seed: 7 });
  for (const row of rows) store.observe(row);
  return store;
}

/** A maker of entries for a store, nothing accepted. */
export function makerFor(store: HistoryStore, endsOn: EpochDay = store.endsOn ?? JUNE): EntryMaker {
  return new EntryMaker(store, { endsOn, acceptances: new Acceptances([]) });
}
