import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCY_EXPONENTS, type CurrencyCode } from '../../src/money/currency.js';
import { printAmount, readAmount } from '../../src/money/decimal-text.js';
import { explainDecision } from '../../src/notices/explain.js';
import { NOTICE_LANGS } from '../../src/notices/lang.js';
import { noticeSay } from '../../src/notices/say.js';
import { wallClockOf } from '../../src/notices/wall-time.js';
import { readNoticeTemplates } from '../../src/wire/notice-templates.js';
import { fakeHeader, fakeLine, fakePayment, fakeRecord } from '../unit/report/plan/fake-plan.js';

const currencies = fc.constantFrom(...(Object.keys(CURRENCY_EXPONENTS) as CurrencyCode[]));
const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const langs = fc.constantFrom(...NOTICE_LANGS);
const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

describe('notices', () => {
  it('say every amount exactly: its digits read back to the same minor units', () => {
    fc.assert(
      fc.property(currencies, amounts, langs, (currency, minor, lang) => {
        const said = noticeSay(lang, 'Asia/Seoul').money(minor, currency);
        const digits = /[\d,]+(?:\.\d+)?/.exec(said)?.[0] ?? '';
        const reading = readAmount(digits.replaceAll(',', ''), CURRENCY_EXPONENTS[currency], {
          groupSeparator: undefined,
          decimalSeparator: '.',
          currencySigns: [],
        });
        expect(reading).toEqual({ kind: 'amount', minor, zeroFraction: false });
      }),
    );
  });

  it('tell each payment with the very amount of the plan', () => {
    fc.assert(
      fc.property(currencies, amounts, langs, (currency, amountMinor, lang) => {
        const header = fakeHeader({ currency });
        const record = fakeRecord({ payments: [fakePayment({ amountMinor })] });
        const { parts } = explainDecision({ header, record, lang });
        const refunds = parts
          .find(({ topic }) => topic === 'refunds')
          ?.lines.join(' ')
          .replaceAll(',', '');
        expect(refunds).toContain(printAmount(amountMinor, CURRENCY_EXPONENTS[currency]));
      }),
    );
  });

  it('hold no control, no turning mark and no half of a pair whatever the plan says', () => {
    fc.assert(
      fc.property(texts, texts, langs, (sku, method, lang) => {
        const header = fakeHeader({}, { notice: { shopName: method, contact: sku, appealDays: 3 } });
        const record = fakeRecord({ lines: [fakeLine({ sku })], payments: [fakePayment({ method })] });
        const { title, text } = explainDecision({ header, record, lang });
        expect(`${title}${text}`).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u,
        );
      }),
    );
  });

  it('put a value into a template as it is, whatever braces it has', () => {
    const file = JSON.stringify({
      version: 1,
      templates: [
        {
          lang: 'en',
          when: 'cancel',
          title: 'x',
          text: 'A{shop}B {goods} {refunds} {notes} {coupon} {appeal}',
        },
      ],
    });
    const templates = readNoticeTemplates(file, { file: 'n.json' });
    const braces = fc.string({ unit: fc.constantFrom('{', '}', 'shop', 'order', '$&', '$1'), maxLength: 12 });
    fc.assert(
      fc.property(braces, (shopName) => {
        const header = fakeHeader({}, { notice: { shopName, contact: 'c', appealDays: 3 } });
        const { text } = explainDecision({ header, record: fakeRecord(), lang: 'en', templates });
        expect(text).toContain(`A${shopName}B`);
      }),
    );
  });

  it('show on the wall what the zone says, in every zone and year', () => {
    const zones = fc.constantFrom(
      'Asia/Seoul',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'UTC',
      '-03:30',
    );
    const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const { year, month, day, hour, minute } = wallClockOf(zone).at(instant);
        const shift = zone === '-03:30' ? -12_600_000 : 0;
        const shown = new Date(instant + shift).toLocaleString('sv-SE', {
          timeZone: zone === '-03:30' ? 'UTC' : zone,
        });
        const two = (value: number): string => String(value).padStart(2, '0');
        expect(shown.slice(0, 16)).toBe(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`);
      }),
    );
  });
});
