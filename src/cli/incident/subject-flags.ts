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
  readonly replace?: true;
}

/** What the flags are laid on. */
export interface SubjectBefore {
  readonly before: IncidentSubject;
  /** Currency of the amounts of the flags. */
  readonly currency: CurrencyCode | undefined;
  /** When the shop knew: no orders are looked for from then on alone, unless the flags say so. */
  readonly knownAt: EpochMs;
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
 * What was wrong, by the flags, beside what was recorded before: a SKU or promotion that is named takes the place of its own entry,
 * and with `--replace` of all entries of its kind.
 *
 * @throws GuardError `usage` for a flag that cannot be read, or one that leaves open since when orders are looked at; `input` or `file`
 * for the file of prices.
 */
export async function subjectOf(
  flags: SubjectFlags,
  { before, currency, knownAt }: SubjectBefore,
): Promise<IncidentSubject> {
  const prices = [
    ...flags.wrong.map((text) => wrongPrice(text, currency)),
    ...(flags.wrongFile === undefined
      ? []
      : await readWrongPrices(flags.wrongFile, required(currency, '--wrong-file'))),
  ];
  refuseContradictions(prices);
  const shortfalls = flags.short.map(shortfall);
  refuseRepeated(shortfalls);
  const promotions = flags.promotion.map((promotionId) => ({ promotionId }));
  const isReplaced = flags.replace === true;
  const subject = {
    prices: beside<WrongPrice>(before.prices, { named: prices, isReplaced, keyOf: goodsKey }),
    promotions: beside(before.promotions, {
      named: promotions,
      isReplaced,
      keyOf: ({ promotionId }) => promotionId,
    }),
    shortfalls: beside<Shortfall>(before.shortfalls, { named: shortfalls, isReplaced, keyOf: goodsKey }),
  };
  const namesNothing = prices.length + promotions.length + shortfalls.length === 0;
  if (isReplaced && namesNothing)
    throw usage(
      '--replace: name what takes the place of what was recorded, with --wrong, --promotion or --short',
    );
  return { ...subject, ...windowOf(flags, { before, knownAt, namesNothing }) };
}

/** What was recorded and is not named again, and what is named. */
function beside<T>(
  recorded: readonly T[],
  options: {
    readonly named: readonly T[];
    readonly isReplaced: boolean;
    readonly keyOf: (entry: T) => string;
  },
): readonly T[] {
  const { named, isReplaced, keyOf } = options;
  if (named.length === 0) return recorded;
  const keys = new Set(named.map(keyOf));
  return [...(isReplaced ? [] : recorded.filter((entry) => !keys.has(keyOf(entry)))), ...named];
}

function goodsKey({ sku, priceList }: Pick<Shortfall, 'sku' | 'priceList'>): string {
  return JSON.stringify([sku, priceList]);
}

/** From when until when orders are looked at. */
function windowOf(
  flags: SubjectFlags,
  options: {
    readonly before: IncidentSubject;
    readonly knownAt: EpochMs;
    readonly namesNothing: boolean;
  },
): Pick<IncidentSubject, 'from' | 'until'> {
  const { before, knownAt, namesNothing } = options;
  const from = flags.from === undefined ? before.from : instantOf('--from', flags.from);
  const until = flags.until === undefined ? before.until : instantOf('--until', flags.until);
  if (until !== undefined && until <= from)
    throw usage('--until has to be after --from: orders placed in between are looked at');
  // What was wrong was so before anybody knew: every order that it is about would be left out.
  if (!namesNothing && flags.from === undefined && from >= knownAt)
    throw usage(
      'say since when it was wrong with --from: orders placed before that are left out, and the incident is only looked at since it was known',
    );
  return { from, until };
}

/** Two shown prices of one SKU are one wrong price; two that were meant are a contradiction. */
function refuseContradictions(prices: readonly WrongPrice[]): void {
  const meant = new Map<string, number>();
  for (const { sku, priceList, intendedMinor } of prices) {
    const key = goodsKey({ sku, priceList });
    const before = meant.get(key);
    if (before !== undefined && before !== intendedMinor)
      throw usage(`${sku} (${priceList}) is named twice, with two prices that were meant; name each once`);
    meant.set(key, intendedMinor);
  }
}

/** Of two numbers of units that were there, nobody knows which is right. */
function refuseRepeated(shortfalls: readonly Shortfall[]): void {
  const seen = new Set<string>();
  for (const one of shortfalls) {
    if (seen.has(goodsKey(one))) throw usage(`--short names ${one.sku} twice; name each once`);
    seen.add(goodsKey(one));
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
  if (/^\d{1,3}(?:,\d{3})+$/.test(shown))
    throw usage(
      `--wrong ${text}: ${shown} may be one amount or several; write an amount without commas, and several as --wrong ${sku}=...:${intended} for each`,
    );
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
