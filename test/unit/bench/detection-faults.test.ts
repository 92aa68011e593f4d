import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS, inject, withoutDigit, type Fault } from '../../../bench/detection/faults.js';
import { Random } from '../../../bench/detection/random.js';
import type { Row, SkuDay } from '../../../bench/detection/sku-day.js';
import { row } from './detection-rows.js';

function fault(id: string): Fault {
  const found = FAULTS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fault ${id}`);
  return found;
}

function spoilt(id: string, said: Partial<SkuDay> = {}): Row | undefined {
  return inject(fault(id), row(said), new Random('test'));
}

function amounts(id: string, said: Partial<SkuDay> = {}): readonly [number | undefined, number | undefined] {
  const copy = spoilt(id, said);
  return [copy?.priceMinor, copy?.listMinor];
}

const SWAP = { priceMinor: 90_000, generated: { listMinor: 120_000, pack: 12 } };

describe('an injected fault', () => {
  it.each([
    ['x0.1', 12_900],
    ['x0.01', 1_290],
    ['x10', 1_290_000],
    ['x100', 12_900_000],
    ['first-digit', 29_000],
    ['last-digit', 12_900],
    ['zero', 0],
    ['one', 1],
    ['each-for-case', 10_750],
  ])('%s turns 129,000 into %d', (id, priceMinor) => {
    expect(amounts(id)).toEqual([priceMinor, 258_000]);
  });

  it('loses one inner digit and never the first or the last', () => {
    const seen = new Set<number>();
    const random = new Random('inner');
    for (let draw = 0; draw < 200; draw++) {
      const copy = inject(fault('inner-digit'), row({ priceMinor: 12_345 }), random);
      if (copy !== undefined) seen.add(copy.priceMinor);
    }
    expect([...seen].sort()).toEqual([1_235, 1_245, 1_345]);
  });

  it('swaps list and sale price', () => {
    expect(amounts('swapped', SWAP)).toEqual([120_000, 90_000]);
  });

  it('moves price and list price by the same two places', () => {
    const [priceMinor = 0, listMinor = 0] = amounts('exponent');
    expect([0.01, 100]).toContain(priceMinor / 129_000);
    expect(listMinor / 258_000).toBe(priceMinor / 129_000);
  });

  it('takes 25 % off as 25 won off, and the amount off as the price', () => {
    expect(amounts('percent-as-amount', SWAP)).toEqual([119_975, 120_000]);
    expect(amounts('discount-as-price', SWAP)).toEqual([30_000, 120_000]);
  });

  it('leaves the price alone where only the list price is stale', () => {
    const [priceMinor, listMinor = 0] = amounts('stale-list');
    expect(priceMinor).toBe(129_000);
    expect(listMinor / 258_000).toBeGreaterThanOrEqual(0.39);
    expect(listMinor / 258_000).toBeLessThanOrEqual(2.51);
  });

  it('takes the price of the neighbour', () => {
    expect(amounts('neighbour', { neighbourMinor: 88_000 })).toEqual([88_000, 258_000]);
  });
});

describe('a no-op is dropped', () => {
  it.each<[string, Partial<SkuDay>]>([
    ['neighbour', { neighbourMinor: 129_000 }],
    ['neighbour', {}],
    ['inner-digit', { priceMinor: 15 }],
    ['one', { priceMinor: 1 }],
    ['zero', { priceMinor: 0 }],
    ['x0.1', { priceMinor: 0 }],
    ['swapped', { generated: { listMinor: 129_000, pack: 2 } }],
    ['percent-as-amount', { generated: { listMinor: 129_000, pack: 2 } }],
    ['each-for-case', { generated: { listMinor: 129_000, pack: 1 } }],
  ])('%s of %j', (id, said) => {
    expect(spoilt(id, said)).toBeUndefined();
  });

  it('where the columns it needs are missing', () => {
    const bare: Row = { ...row(), listMinor: undefined, pack: undefined };
    const lacking = FAULTS.filter((one) => inject(one, bare, new Random('bare')) === undefined);
    expect(lacking.map((one) => one.id)).toEqual(
      FAULTS.filter((one) => one.needs === 'generated' || one.id === 'neighbour').map((one) => one.id),
    );
  });
});

describe('every fault', () => {
  it('leaves whole minor units, touches nothing but price and list price, and changes one of them', () => {
    const prices = fc.integer({ min: 0, max: 9_999_999 });
    fc.assert(
      fc.property(prices, prices, prices, fc.constantFrom(...FAULTS), fc.string(), (...drawn) => {
        const [priceMinor, above, neighbourMinor, one, seed] = drawn;
        const clean = row({
          priceMinor,
          neighbourMinor,
          generated: { listMinor: priceMinor + above, pack: 6 },
        });
        const copy = inject(one, clean, new Random(seed));
        if (copy === undefined) return;
        expect(Number.isSafeInteger(copy.priceMinor) && copy.priceMinor >= 0).toBe(true);
        expect(Number.isSafeInteger(copy.listMinor)).toBe(true);
        expect([copy.of, copy.pack]).toEqual([clean.of, clean.pack]);
        expect([copy.priceMinor, copy.listMinor]).not.toEqual([clean.priceMinor, clean.listMinor]);
      }),
    );
  });

  it('is drawn the same from the same name', () => {
    for (const one of FAULTS) {
      const draw = (): unknown => inject(one, row({ neighbourMinor: 5_000 }), new Random(one.id));
      expect(draw()).toEqual(draw());
    }
  });
});

describe('withoutDigit', () => {
  it('drops the zeros that then lead', () => {
    expect(withoutDigit(105_000, 0)).toBe(5_000);
    expect(withoutDigit(7, 0)).toBe(0);
  });
});
