import type { Command } from 'commander';
import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import { parseInstant, type EpochMs } from '../../core/clock.js';
import type { IncidentSubject, Shortfall, WrongPrice } from '../../incident/incident.js';
import type { CurrencyCode } from '../../money/currency.js';
import { parseCurrency } from '../../money/currency.js';
import { typedAmount } from '../../wire/amount-field.js';
import { readWrongPrices } from './wrong-file.js';
import { collected } from '../collected-option.js';
import { usage } from '../usage.js';

/** Flags that say what was wrong. */
export interface SubjectFlags {
  readonly currency?: string;
  readonly from?: string;
  readonly until?: string;
  readonly wrong: readonly string[];
  readonly wrongFile?: string;
  readonly promotion: readonly string[];
  readonly short: readonly string[];
}

/** Adds the flags. */
export function withSubjectFlags(command: Command): Command {
  return command
    .option('--currency <code>', 'currency of the amounts, such as KRW')
    .option('--from <instant>', 'orders placed from here on, such as 2026-11-27T20:00:00+09:00')
    .option('--until <instant>', 'orders placed before this')
    .addOption(
      collected(
        '--wrong <sku=shown:intended>',
        'a unit price that was shown by mistake, and the one that was meant: EP-100=13900:139000; several shown ones with commas; may be repeated',
      ),
    )
    .option('--wrong-file <csv>', 'the same as a file with the columns sku, price_list, shown, intended')
    .addOption(collected('--promotion <id>', 'a promotion or coupon that took off too much; may be repeated'))
    .addOption(
      collected('--short <sku=units>', 'units that were there, where more were sold; may be repeated'),
    );
}

/** The currency of the flags, or the one that is known already. @throws GuardError `usage` for what is no currency. */
export function currencyOf(
  { currency }: SubjectFlags,
  known: CurrencyCode | undefined,
): CurrencyCode | undefined {
  if (currency === undefined) return known;
  const code = parseCurrency(currency);
  if (code === undefined) throw usage(`--currency ${currency} is no ISO 4217 code such as KRW or USD`);
  return code;
}

/**
 * What was wrong, by the flags; what they do not name stays as it was.
 *
 * @throws GuardError `usage` for a flag that cannot be read; `input` or `file` for the file of prices.
 */
export async function subjectOf(
  flags: SubjectFlags,
  { before, currency }: { readonly before: IncidentSubject; readonly currency: CurrencyCode | undefined },
): Promise<IncidentSubject> {
  const prices = [
    ...flags.wrong.map((text) => wrongPrice(text, currency)),
    ...(flags.wrongFile === undefined
      ? []
      : await readWrongPrices(flags.wrongFile, required(currency, '--wrong-file'))),
  ];
  const from = flags.from === undefined ? before.from : instantOf('--from', flags.from);
  const until = flags.until === undefined ? before.until : instantOf('--until', flags.until);
  refuseContradictions(prices);
  if (until !== undefined && until <= from)
    throw usage('--until has to be after --from: orders placed in between are looked at');
  return {
    prices: prices.length === 0 ? before.prices : prices,
    promotions:
      flags.promotion.length === 0
        ? before.promotions
        : flags.promotion.map((promotionId) => ({ promotionId })),
    shortfalls: flags.short.length === 0 ? before.shortfalls : flags.short.map(shortfall),
    from,
    until,
  };
}

/** Two shown prices of one SKU are one wrong price; two that were meant are a contradiction. */
function refuseContradictions(prices: readonly WrongPrice[]): void {
  const meant = new Map<string, number>();
  for (const { sku, priceList, intendedMinor } of prices) {
    const key = JSON.stringify([sku, priceList]);
    const before = meant.get(key);
    if (before !== undefined && before !== intendedMinor)
      throw usage(`${sku} (${priceList}) is named twice, with two prices that were meant; name each once`);
    meant.set(key, intendedMinor);
  }
}

/** An instant of a flag. @throws GuardError `usage` without an offset. */
export function instantOf(flag: string, text: string): EpochMs {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw usage(`${flag} ${text} is not an instant with its offset; write it like 2026-11-27T20:00:00+09:00`);
}

function wrongPrice(text: string, currency: CurrencyCode | undefined): WrongPrice {
  // From the end: a SKU may hold both signs.
  const parts = /^(.+)=([0-9.,]+):([0-9.]+)$/.exec(text);
  const [, sku = '', shown = '', intended = ''] = parts ?? [];
  if (parts === null) throw usage(`--wrong ${text}: write SKU=SHOWN:INTENDED, such as EP-100=13900:139000`);
  const code = required(currency, '--wrong');
  const shownMinor = shown.split(',').map((amount) => minorOf(amount, code, text));
  const intendedMinor = minorOf(intended, code, text);
  if (shownMinor.includes(intendedMinor)) throw usage(`--wrong ${text}: the price shown is the one meant`);
  return { sku, priceList: DEFAULT_PRICE_LIST, shownMinor, intendedMinor };
}

function minorOf(amount: string, currency: CurrencyCode, text: string): number {
  const read = typedAmount(amount, currency);
  if (read.kind === 'amount') return read.minor;
  throw usage(`--wrong ${text}: ${read.problem}`);
}

function shortfall(text: string): Shortfall {
  const parts = /^(.+)=(\d{1,10})$/.exec(text);
  const [, sku = '', units = ''] = parts ?? [];
  if (parts === null || Number(units) > 1_000_000_000)
    throw usage(`--short ${text}: write SKU=UNITS, such as EP-100=300`);
  return { sku, priceList: DEFAULT_PRICE_LIST, allotmentUnits: Number(units) };
}

function required(currency: CurrencyCode | undefined, flag: string): CurrencyCode {
  if (currency === undefined) throw usage(`${flag} has amounts: say --currency, such as --currency KRW`);
  return currency;
}
