import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/seal/canonical-json.js';
import { rowHash } from '../../../src/approvals/row-hash.js';
import { makeOffer, type Offer, type OfferInit } from '../../../src/catalog/offer.js';

const BASE: OfferInit = { sku: 'EP-100', currency: 'KRW', priceMinor: 13_600 };

/** Every field of an offer with two values, and whether an edit of it voids an approval. */
const FIELDS: Readonly<Record<keyof Offer, readonly [one: unknown, other: unknown, voids: boolean]>> = {
  sku: ['EP-100', 'EP-101', true],
  priceList: ['default', 'members', true],
  currency: ['KRW', 'JPY', true],
  priceMinor: [13_600, 13_601, true],
  name: ['Earphones', 'Earphone', false],
  category: ['Audio', 'Audio > Earphones', false],
  listPriceMinor: [136_000, 136_001, true],
  costMinor: [9000, 9001, false],
  discountMinor: [1000, 1001, true],
  claimedMarkdownBps: [9000, 9001, true],
  previousPriceMinor: [136_000, 136_001, false],
  pack: [1, 2, true],
  content: [4.5, 4.500000000000001, true],
  contentUnit: ['ml', 'l', true],
  taxBasis: ['included', 'excluded', true],
  channel: ['app', 'web', true],
  tier: ['vip', 'base', true],
  quantityMin: [1, 2, true],
  condition: ['new', 'used', true],
  saleStartsAt: [0, 1, true],
  saleEndsAt: [5, 6, true],
  promotionRefs: [['A'], ['A', 'B'], true],
  stockToSell: [1, 2, false],
  gift: [true, false, true],
  author: ['p-1', 'p-2', false],
  lastEditor: ['p-1', 'p-2', false],
};

const CASES = Object.entries(FIELDS).map(([field, [one, other, voids]]) => ({ field, one, other, voids }));

function withField(field: string, value: unknown): Offer {
  return makeOffer({ ...BASE, [field]: value });
}

/** As `docs/approvals.md` describes it, by the general writer of canonical JSON. */
function described(offer: Offer): string {
  return canonicalJson({
    schema: 'saleguard/row/1',
    sku: offer.sku,
    priceList: offer.priceList,
    currency: offer.currency,
    priceMinor: offer.priceMinor,
    listPriceMinor: offer.listPriceMinor ?? null,
    discountMinor: offer.discountMinor ?? null,
    claimedMarkdownBps: offer.claimedMarkdownBps ?? null,
    pack: offer.pack ?? null,
    content: offer.content ?? null,
    contentUnit: offer.contentUnit ?? null,
    taxBasis: offer.taxBasis ?? null,
    saleStartsAt: offer.saleStartsAt ?? null,
    saleEndsAt: offer.saleEndsAt ?? null,
    promotionRefs: [...new Set(offer.promotionRefs)].sort(),
    channel: offer.channel ?? null,
    tier: offer.tier ?? null,
    quantityMin: offer.quantityMin ?? null,
    condition: offer.condition ?? null,
    isGift: offer.gift === true,
  });
}

const texts = fc.option(fc.string({ unit: 'grapheme', maxLength: 6 }), { nil: undefined });
const integers = fc.option(fc.maxSafeInteger(), { nil: undefined });

const offers: fc.Arbitrary<Offer> = fc
  .record({
    sku: fc.string({ unit: 'grapheme' }),
    priceList: fc.string(),
    priceMinor: fc.oneof(fc.maxSafeInteger(), fc.constant(-0)),
    listPriceMinor: integers,
    discountMinor: integers,
    claimedMarkdownBps: integers,
    pack: integers,
    content: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
    contentUnit: texts,
    taxBasis: fc.constantFrom(undefined, 'included' as const, 'excluded' as const),
    channel: texts,
    tier: texts,
    quantityMin: integers,
    condition: fc.constantFrom(undefined, 'new' as const, 'used' as const),
    saleStartsAt: integers,
    saleEndsAt: integers,
    promotionRefs: fc.option(fc.array(fc.string({ unit: 'grapheme', maxLength: 3 })), { nil: undefined }),
    gift: fc.constantFrom(undefined, true, false),
  })
  .map((init) => makeOffer({ ...BASE, ...init }));

describe('rowHash', () => {
  it('is the digest of the canonical JSON of what the row says', () => {
    fc.assert(
      fc.property(offers, (offer) => {
        expect(rowHash(offer)).toBe(createHash('sha256').update(described(offer)).digest('hex'));
      }),
    );
  });

  it('has an answer for any text, also for half a character', () => {
    const hash = rowHash(makeOffer({ ...BASE, sku: '\ud83d' }));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hash).not.toBe(rowHash(makeOffer({ ...BASE, sku: '\ud83e' })));
  });

  it.each(CASES)('depends on $field: $voids', ({ field, one, other, voids }) => {
    expect(rowHash(withField(field, one)) === rowHash(withField(field, other))).toBe(!voids);
    const hasDefault = ['sku', 'priceList', 'currency', 'priceMinor'].includes(field);
    if (hasDefault) return;
    // Taking the value away is an edit, too.
    expect(rowHash(withField(field, one)) === rowHash(makeOffer(BASE))).toBe(!voids);
  });

  it('tells fields apart that hold the same value', () => {
    const hashes = CASES.filter(({ voids }) => voids)
      .map(({ field }) => field)
      .filter((field) => typeof withField(field, undefined)[field as keyof Offer] === 'undefined')
      .filter((field) => !['promotionRefs', 'gift'].includes(field))
      .map((field) => rowHash(withField(field, 7)));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('takes promotions as a set, and none named for none', () => {
    const named = (promotionRefs: readonly string[] | undefined): string =>
      rowHash(withField('promotionRefs', promotionRefs));
    expect(named(['B', 'A', 'B'])).toBe(named(['A', 'B']));
    expect(named([])).toBe(named(undefined));
    expect(rowHash(withField('gift', false))).toBe(rowHash(withField('gift', undefined)));
  });

  it('is the SHA-256 of canonical JSON, as any program can compute it', () => {
    const text =
      '{"channel":null,"claimedMarkdownBps":null,"condition":null,"content":4.5,"contentUnit":"ml","currency":"KRW",' +
      '"discountMinor":null,"isGift":false,"listPriceMinor":136000,"pack":null,"priceList":"default","priceMinor":13600,' +
      '"promotionRefs":[],"quantityMin":null,"saleEndsAt":null,"saleStartsAt":null,"schema":"saleguard/row/1",' +
      '"sku":"EP-100","taxBasis":null,"tier":null}';
    const offer = makeOffer({ ...BASE, listPriceMinor: 136_000, content: 4.5, contentUnit: 'ml' });
    expect(rowHash(offer)).toBe(createHash('sha256').update(text).digest('hex'));
  });
});
