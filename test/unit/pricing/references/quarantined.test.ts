import { describe, expect, it } from 'vitest';
import type { ReferenceEntry, ScreenedRun } from '../../../../src/catalog/reference.js';
import { compareQuarantined, quarantinedRuns } from '../../../../src/pricing/references/quarantined.js';
import { screenRuns } from '../../../../src/pricing/references/quarantine.js';
import { statisticsOf } from '../../../../src/pricing/references/statistics.js';

function entryOf(
  runs: readonly (readonly [startsOn: number, dayCount: number, priceMinor: number])[],
): ReferenceEntry {
  const plain = runs.map(([startsOn, dayCount, priceMinor]) => ({ startsOn, dayCount, priceMinor }));
  const screened: readonly ScreenedRun[] = screenRuns(plain, () => false);
  const statistics = statisticsOf(screened, 100);
  return { sku: 'EP-100', priceList: 'default', currency: 'KRW', runs: screened, statistics };
}

describe('quarantined runs', () => {
  it('name the median of the days counted before them', () => {
    const runs = quarantinedRuns(
      entryOf([
        [10, 20, 130_000],
        [30, 30, 136_000],
        [60, 2, 13_600],
        [62, 5, 136_000],
        [67, 1, 0],
      ]),
    );
    expect(
      runs.map(({ startsOn, dayCount, priceMinor, comparedMinor }) => [
        startsOn,
        dayCount,
        priceMinor,
        comparedMinor,
      ]),
    ).toEqual([
      [60, 2, 13_600, 136_000],
      [67, 1, 0, 136_000],
    ]);
  });

  it('are compared with what came after them where nothing had counted before', () => {
    const runs = quarantinedRuns(
      entryOf([
        [10, 3, 13_600],
        [13, 20, 136_000],
      ]),
    );
    expect(runs).toMatchObject([{ priceMinor: 13_600, comparedMinor: 136_000 }]);
  });

  it('are compared with nothing where no day counts', () => {
    expect(quarantinedRuns(entryOf([[10, 3, 0]]))).toMatchObject([
      { priceMinor: 0, comparedMinor: undefined },
    ]);
  });

  it('are none in an ordinary history', () => {
    expect(quarantinedRuns(entryOf([[10, 30, 136_000]]))).toEqual([]);
  });

  it('rank longest first, then most recent, then by key', () => {
    const base = { priceList: 'default', currency: 'KRW', priceMinor: 1, comparedMinor: 2 } as const;
    const long = { ...base, sku: 'C', startsOn: 10, dayCount: 5 };
    const recent = { ...base, sku: 'B', startsOn: 50, dayCount: 2 };
    const twin = { ...base, sku: 'A', startsOn: 50, dayCount: 2 };
    const old = { ...base, sku: 'A', startsOn: 20, dayCount: 2 };
    expect([old, recent, long, twin].sort(compareQuarantined)).toEqual([long, twin, recent, old]);
  });
});
