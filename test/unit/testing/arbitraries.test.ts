import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOffer } from '../../../src/catalog/offer.js';
import { RULES, isOfferRule } from '../../../src/pricing/rule-table.js';
import { defaultsOf } from '../../../src/pricing/settings.js';
import { offerArbitrary, referenceArbitrary, skuArbitrary } from '../../../src/testing/arbitraries.js';
import { makeFacts } from '../../../src/testing/facts.js';

const FIELDS = Object.keys(makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 1 }));

describe('generated SKUs', () => {
  it('are ones a reader accepts', () => {
    fc.assert(
      fc.property(skuArbitrary(), (sku) => {
        expect(sku).toBe(sku.trim());
        expect(sku).not.toBe('');
        expect(Buffer.byteLength(sku)).toBeLessThanOrEqual(128);
        expect(sku).toMatch(/^[\p{L}\p{N}\p{P} ]+$/u);
      }),
    );
  });
});

describe('generated offers', () => {
  it('have every field, and safe amounts within the bounds', () => {
    fc.assert(
      fc.property(offerArbitrary({ currency: 'KRW', minimumMinor: 100, maximumMinor: 200 }), (offer) => {
        expect(Object.keys(offer)).toEqual(FIELDS);
        expect(offer.currency).toBe('KRW');
        const amounts = [offer.priceMinor, offer.listPriceMinor, offer.costMinor, offer.discountMinor];
        for (const amount of amounts) {
          if (amount === undefined) continue;
          expect(Number.isSafeInteger(amount)).toBe(true);
          expect(amount).toBeGreaterThanOrEqual(100);
          expect(amount).toBeLessThanOrEqual(200);
        }
      }),
    );
  });

  it('leave each optional field out sometimes, and supply it sometimes', () => {
    const offers = fc.sample(offerArbitrary(), 500);
    for (const field of FIELDS.filter(
      (name) => !['sku', 'currency', 'priceMinor', 'priceList'].includes(name),
    )) {
      const supplied = offers.filter((offer) =>
        Object.entries(offer).some(([name, value]) => name === field && value !== undefined),
      );
      expect(supplied.length, field).toBeGreaterThan(0);
      expect(supplied.length, field).toBeLessThan(offers.length);
    }
  });

  it('are judged by every offer rule without an exception, with and without a reference', () => {
    const rules = RULES.filter(isOfferRule);
    fc.assert(
      fc.property(
        offerArbitrary(),
        fc.option(referenceArbitrary(), { nil: undefined }),
        (offer, reference) => {
          const facts = makeFacts({ reference });
          for (const rule of rules) {
            const answer = rule.judge(offer, facts, defaultsOf(rule));
            if (typeof answer === 'object') expect(rule.severities).toContain(answer.severity);
          }
        },
      ),
    );
  });
});
