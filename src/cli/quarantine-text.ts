import type { QuarantineList, QuarantinedRun } from '../audit/quarantine.js';
import { printDay } from '../core/clock.js';
import { currencyExponent } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import { lastDayOf } from '../pricing/references/quarantined.js';
import { plainText } from '../text/plain-text.js';
import { counted } from './counted.js';
import { columnsText } from './columns-text.js';

/** The quarantine for people: a table, longest first, and what to do about it. */
export function quarantineText(list: QuarantineList, file: string): string {
  const { runs, runCount, dayCount, keyCount } = list;
  const name = plainText(file);
  if (runCount === 0) return `${name}: nothing is in quarantine\n`;
  const head = `${name}: ${counted(dayCount, 'day')} of ${counted(keyCount, 'price key')} in quarantine, up to ${printDay(list.endsOn)}\n`;
  const table = columnsText(
    ['days', 'since', 'until', 'price', 'compared with', 'currency', 'price list', 'SKU'],
    runs.map(rowOf),
    { left: [1, 2, 5, 6, 7] },
  );
  const rest = runCount - runs.length;
  const more = rest === 0 ? '' : `… and ${String(rest)} more; --max shows more of them\n`;
  return `${head}\n${table}${more}\nA price that was meant: saleguard quarantine accept ${name} --sku … --price … --out ${name}\n`;
}

function rowOf(run: QuarantinedRun): string[] {
  const exponent = currencyExponent(run.currency);
  return [
    String(run.dayCount),
    printDay(run.startsOn),
    printDay(lastDayOf(run)),
    printAmount(run.priceMinor, exponent),
    run.comparedMinor === undefined ? '-' : printAmount(run.comparedMinor, exponent),
    run.currency,
    plainText(run.priceList),
    plainText(run.sku),
  ];
}

/** The quarantine for programs; amounts are decimals in quotes. */
export function quarantineJson(list: QuarantineList): string {
  const { endsOn, runCount, dayCount, keyCount, runs } = list;
  const json = {
    endsOn: printDay(endsOn),
    runCount,
    dayCount,
    keyCount,
    runs: runs.map((run) => ({
      sku: run.sku,
      priceList: run.priceList,
      currency: run.currency,
      price: printAmount(run.priceMinor, currencyExponent(run.currency)),
      comparedWith:
        run.comparedMinor === undefined
          ? null
          : printAmount(run.comparedMinor, currencyExponent(run.currency)),
      dayCount: run.dayCount,
      firstOn: printDay(run.startsOn),
      lastOn: printDay(lastDayOf(run)),
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
