import { Decimal as SharedDecimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../src/money/allocate.js';
import { applyBps, compareProducts, isMarkdownAtLeast, markdownBps } from '../../src/money/basis-points.js';
import {
  PLAIN_NUMBERS,
  printAmount,
  readAmount,
  readDecimal,
  readMinorFast,
  type NumberFormat,
} from '../../src/money/decimal-text.js';
import { add, money, negate, subtract, sumMoney } from '../../src/money/money.js';
import { ceiling } from '../../src/money/rounding/ceiling.js';
import { down } from '../../src/money/rounding/down.js';
import { floor } from '../../src/money/rounding/floor.js';
import { halfDown } from '../../src/money/rounding/half-down.js';
import { halfEven } from '../../src/money/rounding/half-even.js';
import { halfUp } from '../../src/money/rounding/half-up.js';
import { up } from '../../src/money/rounding/up.js';

/** The slow, independent judge. 100 digits hold every product and quotient below without rounding that matters. */
const Decimal = SharedDecimal.clone({ precision: 100, toExpPos: 1000, toExpNeg: -1000 });
const RUNS = { numRuns: 2000 };
const MAX = Number.MAX_SAFE_INTEGER;

/** Safe integers that also crowd around 0, powers of two and the edges, where rounding goes wrong. */
const safeInteger = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: 0, max: 1000 }).map((n) => MAX - n),
  fc.integer({ min: 0, max: 1000 }).map((n) => n - MAX),
  fc
    .tuple(fc.integer({ min: 0, max: 52 }), fc.integer({ min: -2, max: 2 }))
    .map(([power, step]) => 2 ** power + step),
);
const reference = safeInteger.map((n) => Math.abs(n) || 1);
const exponent = fc.integer({ min: 0, max: 4 });
const bps = fc.oneof(
  fc.integer({ min: -20_000, max: 20_000 }),
  safeInteger.map((n) => Math.trunc(n / 2)),
);
const separator = fc.constantFrom(',', '.', "'", ' ');
/** Texts one edit away from a number. */
const numberish = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('00123459.,-+eE_ ₩원１')), maxLength: 20 }),
  fc.tuple(safeInteger, exponent).map(([minor, places]) => printAmount(minor, places)),
  fc.stringMatching(/^-?[0-9]{1,17}(\.[0-9]{0,5})?$/),
  fc.string({ maxLength: 45 }),
);
const format: fc.Arbitrary<NumberFormat> = fc
  .record({
    groupSeparator: fc.constantFrom(',', '.', ' ', "'", undefined),
    decimalSeparator: fc.constantFrom('.', ','),
    currencySigns: fc.subarray(['₩', '원', 'KRW', '$', 'US$']),
  })
  .filter((drawn) => drawn.groupSeparator !== drawn.decimalSeparator);

describe('decimal text', () => {
  it('parse undoes print', () => {
    fc.assert(
      fc.property(safeInteger, exponent, (minor, places) => {
        const text = printAmount(minor, places);
        expect(readAmount(text, places, PLAIN_NUMBERS)).toEqual({
          kind: 'amount',
          minor,
          zeroFraction: false,
        });
        const fast = readMinorFast(text, 0, text.length, places);
        if (Math.abs(minor) < 1e15 / 10) expect(fast).toBe(minor);
        else expect(Number.isNaN(fast) || fast === minor).toBe(true);
      }),
      RUNS,
    );
  });

  it('the fast path says nothing or what readAmount says, on any slice', () => {
    fc.assert(
      fc.property(
        numberish,
        exponent,
        fc.string({ maxLength: 3 }),
        numberish,
        (text, places, before, after) => {
          const row = before + text + after;
          const fast = readMinorFast(row, before.length, before.length + text.length, places);
          if (Number.isNaN(fast)) return;
          expect(readAmount(text, places, PLAIN_NUMBERS)).toEqual({
            kind: 'amount',
            minor: fast,
            zeroFraction: false,
          });
        },
      ),
      RUNS,
    );
  });

  it('readAmount never throws and equals decimal.js on what it accepts', () => {
    fc.assert(
      fc.property(numberish, exponent, format, (text, places, drawn) => {
        const reading = readAmount(text, places, drawn);
        if (reading.kind === 'problem') return;
        expect(reading.minor).toBe(slowAmount(text, places, drawn));
        expect(Object.is(reading.minor, -0)).toBe(false);
      }),
      RUNS,
    );
  });

  it('declared grouping and signs change the looks of an amount, not its value', () => {
    fc.assert(
      fc.property(safeInteger, exponent, format, fc.boolean(), (minor, places, drawn, signFirst) => {
        const text = printAs(drawn, { text: printAmount(minor, places), signFirst });
        expect(readAmount(text, places, drawn)).toMatchObject({ kind: 'amount', minor });
      }),
      RUNS,
    );
  });

  it('a separator that is not declared is never ignored', () => {
    fc.assert(
      fc.property(reference, separator, (minor, mark) => {
        const digits = String(minor);
        fc.pre(digits.length > 3);
        const text = `${digits.slice(0, -3)}${mark}${digits.slice(-3)}`;
        const reading = readAmount(text, 0, PLAIN_NUMBERS);
        // The one reading left is the declared point with a zero fraction, and never for the look of one group.
        if (reading.kind === 'amount') {
          expect(text).toMatch(/^[0-9]{4,}\.000$/);
          expect(reading.zeroFraction).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('readDecimal gives the double nearest to the text', () => {
    fc.assert(
      fc.property(reference, fc.integer({ min: 0, max: 12 }), (unscaled, places) => {
        const text = printAmount(unscaled, places);
        expect(readDecimal(text, { maxFractionDigits: places, max: Infinity })).toEqual({
          kind: 'number',
          value: Number(text),
        });
      }),
      RUNS,
    );
  });
});

describe('basis points', () => {
  it('compareProducts equals bigint', () => {
    const near = fc.tuple(reference, reference, fc.integer({ min: -2, max: 2 })).map(([a, b, step]) => {
      const moved = Math.min(MAX, b + step);
      return [a, b, a, moved] as const;
    });
    const free = fc.tuple(safeInteger, safeInteger, safeInteger, safeInteger);
    // (n + 1)(n - 1) = n^2 - 1: the closest two different products of this size.
    const square = reference.map((n) => [Math.min(n, MAX - 1) + 1, n - 1, Math.min(n, MAX - 1), n] as const);
    fc.assert(
      fc.property(fc.oneof(near, free, square), ([a, b, c, d]) => {
        const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
        expect(compareProducts(a, b, c, d)).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
      }),
      RUNS,
    );
  });

  it('isMarkdownAtLeast equals decimal.js', () => {
    fc.assert(
      fc.property(safeInteger, reference, bps, (price, against, limit) => {
        const slow = new Decimal(against).minus(price).times(10_000).gte(new Decimal(limit).times(against));
        expect(isMarkdownAtLeast(price, against, limit)).toBe(slow);
      }),
      RUNS,
    );
  });

  it('isMarkdownAtLeast equals decimal.js within two minor units of the limit', () => {
    const limit = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(reference, limit, fc.integer({ min: -2, max: 2 }), (against, limitBps, step) => {
        const edge = new Decimal(against)
          .times(10_000 - limitBps)
          .div(10_000)
          .floor()
          .toNumber();
        const price = Math.max(0, Math.min(MAX, edge + step));
        const slow = new Decimal(price).times(10_000).lte(new Decimal(against).times(10_000 - limitBps));
        expect(isMarkdownAtLeast(price, against, limitBps)).toBe(slow);
      }),
      RUNS,
    );
  });

  it('markdownBps is the exact floor, or the nearest safe integer', () => {
    fc.assert(
      fc.property(safeInteger, reference, (price, against) => {
        const slow = new Decimal(against).minus(price).times(10_000).div(against).floor();
        const expected = Decimal.max(-MAX, Decimal.min(MAX, slow)).toNumber();
        expect(markdownBps(price, against)).toBe(expected);
      }),
      RUNS,
    );
  });

  it('markdownBps and isMarkdownAtLeast never disagree', () => {
    fc.assert(
      fc.property(safeInteger, reference, (price, against) => {
        const measured = markdownBps(price, against);
        fc.pre(Math.abs(measured) < MAX - 20_000);
        expect(isMarkdownAtLeast(price, against, measured)).toBe(true);
        expect(isMarkdownAtLeast(price, against, measured + 1)).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('rounding', () => {
  const modes = [
    ['floor', floor, Decimal.ROUND_FLOOR],
    ['ceiling', ceiling, Decimal.ROUND_CEIL],
    ['down', down, Decimal.ROUND_DOWN],
    ['up', up, Decimal.ROUND_UP],
    ['half-even', halfEven, Decimal.ROUND_HALF_EVEN],
    ['half-up', halfUp, Decimal.ROUND_HALF_UP],
    ['half-down', halfDown, Decimal.ROUND_HALF_DOWN],
  ] as const;
  const ratio = fc.oneof(
    fc.tuple(safeInteger, reference),
    // Ties: an odd number of halves.
    fc
      .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1000 }))
      .map(([n, half]) => [(2 * n + 1) * half, 2 * half] as const),
  );

  it.each(modes)('%s equals decimal.js', (_, mode, decimalMode) => {
    fc.assert(
      fc.property(ratio, ([numerator, denominator]) => {
        const slow = new Decimal(numerator).div(denominator).toDecimalPlaces(0, decimalMode);
        expect(mode(BigInt(numerator), BigInt(denominator)) - BigInt(slow.toFixed(0))).toBe(0n);
      }),
      RUNS,
    );
  });

  it.each(modes)('applyBps by %s equals decimal.js', (_, mode, decimalMode) => {
    fc.assert(
      fc.property(safeInteger, fc.integer({ min: -10_000, max: 10_000 }), (minor, rate) => {
        const slow = new Decimal(minor).times(rate).div(10_000).toDecimalPlaces(0, decimalMode);
        expect(applyBps(minor, rate, mode)).toBe(slow.toNumber() + 0);
      }),
      RUNS,
    );
  });
});

describe('allocate', () => {
  const weight = fc.oneof(fc.integer({ min: 0, max: 5 }), reference);
  const weights = fc
    .array(weight, { minLength: 1, maxLength: 12 })
    .filter((drawn) => drawn.some((w) => w > 0));

  it('conserves the total, stays within one unit of the exact share and never favours a smaller weight', () => {
    fc.assert(
      fc.property(safeInteger, weights, (minor, drawn) => {
        const shares = allocate(money(minor, 'KRW'), drawn);
        expect(shares).toHaveLength(drawn.length);
        expect(sumMoney('KRW', shares).minor).toBe(minor + 0);

        const weightSum = drawn.reduce((sum, w) => sum + BigInt(w), 0n);
        shares.forEach((share, index) => {
          const exactTimesSum = BigInt(minor) * BigInt(drawn[index] ?? 0);
          const gap = BigInt(share.minor) * weightSum - exactTimesSum;
          expect(gap < weightSum && gap > -weightSum).toBe(true);
          if (drawn[index] === 0) expect(share.minor).toBe(0);
        });

        const byWeight = shares
          .map((share, index) => ({ size: Math.abs(share.minor), weight: drawn[index] ?? 0 }))
          .sort((one, other) => one.weight - other.weight || one.size - other.size);
        byWeight.reduce((smaller, larger) => {
          expect(smaller.size).toBeLessThanOrEqual(larger.size);
          return larger;
        });
      }),
      RUNS,
    );
  });

  it('splits a negative total as its opposite', () => {
    fc.assert(
      fc.property(safeInteger, weights, (minor, drawn) => {
        const total = money(minor, 'KRW');
        expect(allocate(negate(total), drawn)).toEqual(allocate(total, drawn).map(negate));
      }),
      RUNS,
    );
  });
});

describe('arithmetic', () => {
  it('a sum does not depend on the order of its amounts, nor do errors', () => {
    fc.assert(
      fc.property(fc.array(safeInteger, { maxLength: 8 }), (minors) => {
        const exact = minors.reduce((sum, minor) => sum + BigInt(minor), 0n);
        const amounts = minors.map((minor) => money(minor, 'USD'));
        if (exact > BigInt(MAX) || exact < -BigInt(MAX)) {
          expect(() => sumMoney('USD', amounts)).toThrow('safe integers');
        } else {
          expect(sumMoney('USD', amounts)).toEqual(money(Number(exact), 'USD'));
        }
      }),
      RUNS,
    );
  });

  it('subtract undoes add', () => {
    const half = safeInteger.map((n) => Math.trunc(n / 2));
    fc.assert(
      fc.property(half, half, (left, right) => {
        const [one, other] = [money(left, 'USD'), money(right, 'USD')];
        expect(subtract(add(one, other), other)).toEqual(one);
      }),
      RUNS,
    );
  });
});

/** Strips what the format declares and hands the rest to decimal.js, which must find a whole number of minor units. */
function slowAmount(text: string, places: number, drawn: NumberFormat): number {
  let rest = text;
  for (const sign of [...drawn.currencySigns].sort((one, other) => other.length - one.length)) {
    rest = rest.replace(sign, '');
  }
  rest = rest.replaceAll(/\s/g, '');
  if (drawn.groupSeparator !== undefined) rest = rest.replaceAll(drawn.groupSeparator, '');
  const minor = new Decimal(rest.replace(drawn.decimalSeparator, '.')).times(new Decimal(10).pow(places));
  expect(minor.isInteger()).toBe(true);
  return minor.toNumber() + 0;
}

/** Writes plain text the way a file of this format would. */
function printAs(drawn: NumberFormat, amount: { text: string; signFirst: boolean }): string {
  const minus = amount.text.startsWith('-') ? '-' : '';
  const [whole = '', fraction] = amount.text.slice(minus.length).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:[0-9]{3})+$)/g, drawn.groupSeparator ?? '');
  const digits = fraction === undefined ? grouped : `${grouped}${drawn.decimalSeparator}${fraction}`;
  const sign = drawn.currencySigns[0];
  if (sign === undefined) return minus + digits;
  return amount.signFirst ? `${minus}${sign} ${digits}` : `${minus}${digits}${sign}`;
}
