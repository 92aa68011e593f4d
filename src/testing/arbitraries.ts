import * as fc from 'fast-check';
import { makeOffer, type Condition, type Offer, type TaxBasis } from '../catalog/offer.js';
import type { Reference } from '../catalog/reference.js';
import type { CurrencyCode } from '../money/currency.js';

/** Bounds of generated amounts. */
export interface AmountBounds {
  /** Minor units, 1 unless told: what costs nothing is a case of its own. */
  readonly minimumMinor?: number;
  /** Minor units, 10^9 unless told. */
  readonly maximumMinor?: number;
}

/** Bounds of generated offers. */
export interface OfferBounds extends AmountBounds {
  /** One of KRW, JPY, USD, EUR and KWD (no, two and three fraction digits) unless told. */
  readonly currency?: CurrencyCode;
}

const CURRENCIES: readonly CurrencyCode[] = ['KRW', 'JPY', 'USD', 'EUR', 'KWD'];
const CONDITIONS: readonly Condition[] = ['new', 'open-box', 'refurbished', 'used'];
const TAX_BASES: readonly TaxBasis[] = ['included', 'excluded'];

/** SKUs as real catalogues hold them: 1 to 128 bytes, with blanks, slashes, Hangul, and names every object has. */
export function skuArbitrary(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[A-Z]{2}-\d{1,6}$/) },
    {
      weight: 2,
      arbitrary: fc.stringMatching(/^[0-9A-Za-z가-힣][0-9A-Za-z가-힣 ./_:-]{0,30}[0-9A-Za-z가-힣]$/),
    },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '0') },
  );
}

/** Amounts in minor units, small ones as often as large ones. */
export function amountArbitrary(bounds: AmountBounds = {}): fc.Arbitrary<number> {
  const min = bounds.minimumMinor ?? 1;
  const max = bounds.maximumMinor ?? 1_000_000_000;
  return fc.oneof(fc.integer({ min, max }), fc.integer({ min, max: Math.min(max, min + 1000) }));
}

/**
 * Offers that a reader could have handed on: every amount a safe integer, every optional field sometimes missing. They are
 * readable, not sensible: a list price may stand below the price.
 *
 * @example
 * fc.assert(fc.property(offerArbitrary({ currency: 'KRW' }), (offer) => offer.priceMinor > 0));
 */
export function offerArbitrary(bounds: OfferBounds = {}): fc.Arbitrary<Offer> {
  const amount = amountArbitrary(bounds);
  const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  return fc
    .record(
      {
        sku: skuArbitrary(),
        currency:
          bounds.currency === undefined ? fc.constantFrom(...CURRENCIES) : fc.constant(bounds.currency),
        priceMinor: amount,
        priceList: word,
        name: fc.string({ minLength: 1, maxLength: 40 }),
        category: fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' > ')),
        listPriceMinor: amount,
        costMinor: amount,
        discountMinor: amount,
        claimedMarkdownBps: fc.integer({ min: 0, max: 10_000 }),
        previousPriceMinor: amount,
        pack: fc.integer({ min: 1, max: 100 }),
        content: fc.integer({ min: 1, max: 10_000 }),
        contentUnit: fc.constantFrom('ml', 'l', 'g', 'kg'),
        taxBasis: fc.constantFrom(...TAX_BASES),
        channel: word,
        tier: word,
        quantityMin: fc.integer({ min: 1, max: 1000 }),
        condition: fc.constantFrom(...CONDITIONS),
        saleStartsAt: instant,
        saleEndsAt: instant,
        promotionRefs: fc.array(word, { maxLength: 3 }),
        stockToSell: fc.nat(100_000),
        gift: fc.boolean(),
        author: word,
        lastEditor: word,
      },
      { requiredKeys: ['sku', 'currency', 'priceMinor'] },
    )
    .map(makeOffer);
}

/** References of every source, with what that source knows of itself. */
export function referenceArbitrary(bounds: AmountBounds = {}): fc.Arbitrary<Reference> {
  const priceMinor = amountArbitrary(bounds);
  return fc.oneof(
    fc.record({
      source: fc.constantFrom('history-median' as const, 'history-minimum' as const),
      priceMinor,
      ageDays: fc.nat(91),
      sampleCount: fc.integer({ min: 1, max: 91 }),
    }),
    fc.record({
      source: fc.constant('list-price' as const),
      priceMinor,
      ageDays: fc.constant(undefined),
      sampleCount: fc.constant(undefined),
    }),
    fc.record({
      source: fc.constant('peer-estimate' as const),
      priceMinor,
      ageDays: fc.constant(undefined),
      sampleCount: fc.integer({ min: 10, max: 100_000 }),
    }),
  );
}
