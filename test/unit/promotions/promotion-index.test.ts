import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../../src/catalog/offer.js';
import type { Promotion, PromotionScope } from '../../../src/catalog/promotion.js';
import { PromotionIndex } from '../../../src/promotions/promotion-index.js';
import { fileOf, fixed, percent } from './make-promotion.js';

const NOW = 1000;

function indexOf(...promotions: readonly Promotion[]): PromotionIndex {
  return new PromotionIndex(fileOf(promotions), { now: NOW });
}

function row(more: Partial<Offer> = {}): Offer {
  return makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 1000, ...more });
}

/** Ids of what may hold for a row. */
function held(index: PromotionIndex, more: Partial<Offer> = {}): string {
  return (index.setFor(row(more))?.promotions ?? []).map(({ id }) => id).join(' ');
}

const scoped = (id: string, scope: Partial<PromotionScope>): Promotion => percent(id, 1000, { scope });

describe('which promotions may hold for a row', () => {
  it('meets every part of a scope', () => {
    const index = indexOf(scoped('a', { skus: ['EP-100', 'EP-200'], priceLists: ['online'] }));
    expect(held(index, { priceList: 'online' })).toBe('a');
    expect(held(index)).toBe('');
    expect(held(index, { sku: 'EP-300', priceList: 'online' })).toBe('');
  });

  it('reads a category as itself and everything below it, part by part', () => {
    const index = indexOf(
      scoped('audio', { categories: ['Audio'] }),
      scoped('wired', { categories: ['Audio > Wired'] }),
    );
    expect(held(index, { category: 'Audio' })).toBe('audio');
    expect(held(index, { category: 'Audio > Wired > In-ear' })).toBe('audio wired');
    expect(held(index, { category: 'Audio > Wireless' })).toBe('audio');
    expect(held(index, { category: 'Audiobooks' })).toBe('');
    expect(held(index, { category: 'Home > Audio' })).toBe('');
    expect(held(index)).toBe('');
  });

  it('takes a row without channel or tier to be sold in all of them', () => {
    const index = indexOf(
      scoped('app', { channels: ['app'] }),
      scoped('gold', { tiers: ['gold', 'silver'] }),
    );
    expect(held(index)).toBe('app gold');
    expect(held(index, { channel: 'web', tier: 'silver' })).toBe('gold');
    expect(held(index, { channel: 'app', tier: 'bronze' })).toBe('app');
  });

  it('asks for the currency, if there is one', () => {
    const index = indexOf(fixed('won', 100, { currency: 'KRW' }), percent('any', 100));
    expect(held(index)).toBe('any won');
    expect(held(index, { currency: 'USD' })).toBe('any');
    expect(held(index, { currency: 'USD', promotionRefs: ['won'] })).toBe('any');
  });

  it('has a window that overlaps the sale of the row, half open, and has not passed', () => {
    const index = indexOf(
      percent('passed', 100, { endsAt: NOW }),
      percent('early', 100, { endsAt: 2000 }),
      percent('late', 100, { startsAt: 2000, endsAt: 3000 }),
      percent('always', 100),
    );
    expect(held(index)).toBe('always early late');
    expect(held(index, { saleEndsAt: 2000 })).toBe('always early');
    expect(held(index, { saleStartsAt: 2000 })).toBe('always late');
    expect(held(index, { saleStartsAt: 1999, saleEndsAt: 2001 })).toBe('always early late');
    expect(held(index, { saleStartsAt: 3000 })).toBe('always');
    expect(held(index, { saleStartsAt: 3000, promotionRefs: ['early', 'passed'] })).toBe('always');
  });

  it('holds for a row that names it, whatever its scope; a listed one for no other row', () => {
    const index = indexOf(
      scoped('listed', { isListedOnly: true }),
      scoped('other', { skus: ['X'], channels: ['app'] }),
    );
    expect(held(index)).toBe('');
    expect(held(index, { promotionRefs: ['listed'] })).toBe('listed');
    expect(held(index, { promotionRefs: ['other', 'listed', 'other'], channel: 'web' })).toBe('listed other');
    expect(held(index, { promotionRefs: ['lost'] })).toBe('');
  });

  it('is not mistaken by texts that every object has', () => {
    const index = indexOf(scoped('a', { skus: ['__proto__'] }), scoped('b', { categories: ['constructor'] }));
    expect(held(index, { sku: '__proto__', category: 'constructor' })).toBe('a b');
    expect(held(index, { sku: 'toString', category: 'valueOf' })).toBe('');
  });

  it('is none for any row of an empty file', () => {
    expect(indexOf().setFor(row({ promotionRefs: ['a'] }))).toBeUndefined();
  });
});

describe('the set of a row', () => {
  const index = indexOf(
    scoped('a', { categories: ['Audio'] }),
    scoped('b', { skus: ['EP-100'] }),
    percent('w', 100, { endsAt: 5000 }),
  );

  it('is one object for all rows with the same promotions, however they come by them', () => {
    const set = index.setFor(row({ category: 'Audio' }));
    expect(index.setFor(row({ category: 'Audio > Wired', priceList: 'x', saleEndsAt: 9000 }))).toBe(set);
    expect(index.setFor(row({ sku: 'X', category: 'Audio', promotionRefs: ['b'] }))).toBe(set);
    expect(index.setFor(row({ sku: 'X', category: 'Audio' }))).not.toBe(set);
  });

  it('is another one for rows sold from another quantity on: it makes other orders', () => {
    const sets = [undefined, 1, 2, 3, 2].map((quantityMin) => index.setFor(row({ quantityMin })));
    expect(sets[1]).toBe(sets[0]);
    expect(sets[4]).toBe(sets[2]);
    expect(new Set(sets).size).toBe(3);
  });

  it('holds the same promotions when a catalogue has more classes, windows and quantities than are kept', () => {
    const wide = indexOf(
      scoped('a', { categories: ['Audio'] }),
      ...Array.from({ length: 12 }, (_, bit) =>
        scoped(`s${String(bit).padStart(2, '0')}`, { skus: skusWithBit(bit) }),
      ),
      percent('w', 100, { endsAt: 50_000 }),
    );
    for (let number = 0; number < 10_000; number++) {
      const bits = number % 4096;
      const expected = Array.from({ length: 12 }, (_, bit) => bit)
        .filter((bit) => (bits & (1 << bit)) !== 0)
        .map((bit) => `s${String(bit).padStart(2, '0')}`);
      const isAudio = number % 3 === 0;
      const startsAt = number * 10;
      const ids = held(wide, {
        sku: `S-${bits}`,
        category: isAudio ? `Audio > ${number}` : `Home > ${number}`,
        saleStartsAt: startsAt,
        quantityMin: 1 + (number % 70),
      });
      expect(ids).toBe(
        [...(isAudio ? ['a'] : []), ...expected, ...(startsAt < 50_000 ? ['w'] : [])].join(' '),
      );
    }
  });
});

describe('ids that no promotion has', () => {
  const index = indexOf(percent('a', 100), percent('passed', 100, { endsAt: NOW }));

  it('are told in the order of the row', () => {
    expect(index.unknownRefs(row({ promotionRefs: ['z', 'a', 'y'] }))).toEqual(['z', 'y']);
  });

  it('are none where all are known, passed ones too; the list is shared', () => {
    const none = index.unknownRefs(row());
    expect(none).toEqual([]);
    expect(index.unknownRefs(row({ promotionRefs: ['a', 'passed'] }))).toBe(none);
  });
});

function skusWithBit(bit: number): readonly string[] {
  return Array.from({ length: 4096 }, (_, number) => number)
    .filter((number) => (number & (1 << bit)) !== 0)
    .map((number) => `S-${number}`);
}
