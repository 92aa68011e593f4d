import { describe, expect, it } from 'vitest';
import { packRuns, unpackRuns } from '../../../../src/pricing/references/packed-runs.js';
import { WindowDays } from '../../../../src/pricing/references/window-days.js';
import { JUNE, screened, stretches } from './observed.js';

const DAYS = new WindowDays(JUNE + 90);

describe('packed runs', () => {
  const runs = [
    ...screened(stretches([12, 1_982_000])),
    ...screened([{ startsOn: JUNE + 12, dayCount: 2, priceMinor: -5 }], 'quarantined'),
    ...screened([{ startsOn: JUNE + 20, dayCount: 30, priceMinor: 90_000 }], 'stood'),
    ...screened([{ startsOn: JUNE + 50, dayCount: 1, priceMinor: 2 ** 53 - 1 }], 'accepted'),
  ];
  const text =
    '2026-06-01x12=19820.00;2026-06-13x2=-0.05!;2026-06-21x30=900.00~;2026-07-21x1=90071992547409.91+';

  it('say day, number of days, price in plain text, and standing', () => {
    expect(packRuns(runs, 2, DAYS)).toBe(text);
  });

  it('are read back to the same runs', () => {
    expect(unpackRuns(text, 2, DAYS)).toEqual(runs);
  });

  it.each([
    ['nothing', ''],
    ['an empty run', '2026-06-01x1=5;'],
    ['no such day', '2026-06-31x1=5'],
    ['a day before the window', '2026-05-31x1=5'],
    ['a run that ends after the window', '2026-08-30x2=5'],
    ['no days', '2026-06-01x0=5'],
    ['three digits of days', '2026-06-01x100=5'],
    ['a leading zero', '2026-06-01x01=5'],
    ['no price', '2026-06-01x1='],
    ['no equals sign', '2026-06-01x1'],
    ['an equals sign in the next run', '2026-06-01x1;2026-06-02x1=5'],
    ['two equals signs', '2026-06-01x1=5=6'],
    ['another letter', '2026-06-01y1=5'],
    ['an exponent', '2026-06-01x1=5e3'],
    ['a fraction the currency lacks', '2026-06-01x1=5.5'],
    ['a needless fraction', '2026-06-01x1=5.0'],
    ['an unknown mark', '2026-06-01x1=5?'],
    ['two marks', '2026-06-01x1=5!!'],
    ['only a mark', '2026-06-01x1=!'],
    ['overlapping runs', '2026-06-01x2=5;2026-06-02x1=6'],
    ['runs out of order', '2026-06-05x1=5;2026-06-01x1=6'],
    ['a blank', ' 2026-06-01x1=5'],
  ])('are refused when there is %s', (_, damaged) => {
    expect(unpackRuns(damaged, 0, DAYS)).toBeUndefined();
  });
});
