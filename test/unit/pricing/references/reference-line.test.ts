import { describe, expect, it } from 'vitest';
import type { ReferenceEntry } from '../../../../src/catalog/reference.js';
import {
  printReferenceLine,
  REFERENCE_COLUMNS,
  splitReferenceLine,
} from '../../../../src/pricing/references/reference-line.js';
import { statisticsOf } from '../../../../src/pricing/references/statistics.js';
import { StoredEntry } from '../../../../src/pricing/references/stored-entry.js';
import { WindowDays } from '../../../../src/pricing/references/window-days.js';
import { daily, JUNE, screened, stretches } from './observed.js';

const ENDS_ON = JUNE + 90;
const DAYS = new WindowDays(ENDS_ON);
const PLACE = { file: 'references.csv', line: 3, days: DAYS };

function entryOf(changes: Partial<ReferenceEntry> = {}): ReferenceEntry {
  const runs = changes.runs ?? screened(stretches([3, 1290], [2, 1190]));
  const statistics = statisticsOf(runs, ENDS_ON);
  return { sku: 'EP-100', priceList: 'default', currency: 'USD', ...changes, runs, statistics };
}

function readBack(line: string): ReferenceEntry {
  const { sku, priceList, currency, runs, statistics } = new StoredEntry(line, PLACE);
  return { sku, priceList, currency, runs, statistics };
}

describe('a line of a references file', () => {
  it('is plain text a person can check', () => {
    expect(printReferenceLine(entryOf(), DAYS)).toBe(
      'EP-100,default,USD,12.90,,12.90,0,7.162397497355718,5,11.90,2026-06-05,5,0,0,2026-06-01x3=12.90;2026-06-04x2=11.90',
    );
  });

  it.each([
    ['a comma', 'a,b'],
    ['a quote', 'a"b'],
    ['quotes and commas', '",",""'],
    ['blanks and slashes', ' SKU / 1 '],
    ['Hangul', '이어폰'],
    ['a formula', '=1+1'],
    ['a full-width formula', '＝1'],
    ['an apostrophe', "'a"],
    ['a formula with a comma', '@a,"b"'],
    ['a word of the language', '__proto__'],
  ])('keeps a SKU with %s', (_, sku) => {
    const entry = entryOf({ sku, priceList: sku });
    expect(readBack(printReferenceLine(entry, DAYS))).toEqual(entry);
  });

  it('begins no text with a character a spreadsheet computes', () => {
    for (const sign of ['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
      expect(printReferenceLine(entryOf({ sku: `${sign}1` }), DAYS)).toMatch(/^'/);
    }
  });

  it('has empty statistics when everything is quarantined', () => {
    const entry = entryOf({ runs: screened(daily(0), 'quarantined') });
    const line = printReferenceLine(entry, DAYS);
    expect(line).toBe('EP-100,default,USD,,,,,,,,,,,,2026-06-01x1=0.00!');
    expect(splitReferenceLine(line)).toHaveLength(REFERENCE_COLUMNS.length);
    expect(readBack(line)).toEqual(entry);
  });

  const GOOD = printReferenceLine(entryOf(), DAYS);

  it.each([
    ['too few fields', GOOD.replace(',0,0,', ',0,'), 'not 15 fields'],
    ['too many fields', `${GOOD},`, 'not 15 fields'],
    ['an open quote', `"${GOOD}`, 'not 15 fields'],
    ['text after a quote', GOOD.replace('EP-100', '"EP"-100'), 'not 15 fields'],
    ['an unknown currency', GOOD.replace('USD', 'usd'), 'column currency cannot be "usd"'],
    ['a median of zero', GOOD.replace('12.90', '0.00'), 'column median cannot be "0.00"'],
    ['a median with an exponent', GOOD.replace('12.90', '1e2'), 'column median cannot be "1e2"'],
    ['a deviation that is no number', GOOD.replace(',0,7.16', ',NaN,7.16'), 'column mad_ln cannot be "NaN"'],
    ['a day outside the window', GOOD.replace(',2026-06-05', ',2025-06-05'), 'column last_on cannot be'],
    ['a negative number of days', GOOD.replace(',5,11', ',-5,11'), 'column day_count cannot be "-5"'],
    ['runs that are none', GOOD.replace('x3', 'x'), 'column runs cannot be'],
  ])('with %s is refused with file and line', (_, line, what) => {
    const said = expect.objectContaining({
      code: 'input',
      message: expect.stringMatching(
        /^references\.csv, line 3: .*; build the references file again from the history$/,
      ) as string,
    }) as Error;
    expect(() => readBack(line)).toThrow(said);
    expect(() => readBack(line)).toThrow(what);
  });
});
