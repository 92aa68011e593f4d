import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  CURRENCY_EXPONENTS,
  currencyExponent,
  parseCurrency,
  type CurrencyCode,
} from '../../../src/money/currency.js';
import { expectGuardError } from './expect-guard-error.js';

const ISO_LIST = fileURLToPath(new URL('../../../../shared/data/iso4217/codes-all.csv', import.meta.url));

describe('parseCurrency', () => {
  it.each(['KRW', 'USD', 'KWD', 'CLF'])('reads %s', (code) => expect(parseCurrency(code)).toBe(code));

  it.each(['', 'krw', 'Krw', ' KRW', 'KRW ', 'KRWW', 'KR', '410', 'ＫＲＷ', '₩', 'XAU', 'XXX', 'BGN', 'ANG'])(
    'refuses %j',
    (text) => expect(parseCurrency(text)).toBeUndefined(),
  );

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'takes no inherited key for a currency: %s',
    (text) => expect(parseCurrency(text)).toBeUndefined(),
  );
});

describe('currencyExponent', () => {
  it.each([
    ['KRW', 0],
    ['JPY', 0],
    ['ISK', 0],
    ['HUF', 2],
    ['TWD', 2],
    ['USD', 2],
    ['IQD', 3],
    ['KWD', 3],
    ['CLF', 4],
  ] as const)('%s has %i decimal places', (code, exponent) => expect(currencyExponent(code)).toBe(exponent));

  it('throws for what got past the compiler', () => {
    // Plain JavaScript callers are not held by the type.
    const smuggled = 'constructor' as CurrencyCode;
    expectGuardError(() => currencyExponent(smuggled), 'invalid-argument');
  });
});

describe('CURRENCY_EXPONENTS', () => {
  it('is frozen', () => expect(Object.isFrozen(CURRENCY_EXPONENTS)).toBe(true));

  it('equals the published list of active codes with a minor unit', (context) => {
    if (!existsSync(ISO_LIST)) {
      const reason = `skipped: no ISO 4217 list at ${ISO_LIST}`;
      console.warn(reason);
      context.skip(reason);
    }
    const rows: Record<string, string>[] = parse(readFileSync(ISO_LIST), { columns: true, bom: true });
    const published = new Map<string, number>();
    for (const row of rows) {
      const active = row['WithdrawalDate'] === '';
      const exponent = /^[0-9]$/.exec(row['MinorUnit'] ?? '');
      if (active && exponent !== null) published.set(row['AlphabeticCode'] ?? '', Number(exponent[0]));
    }
    expect(published.size).toBeGreaterThan(150);
    expect(new Map(Object.entries(CURRENCY_EXPONENTS))).toEqual(published);
  });
});
