import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../src/audit/result.js';
import type { OfferInit } from '../../src/catalog/offer.js';
import { dayOf } from '../../src/core/clock.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { auditStage, said, soldSteadily } from './audit-offers.js';

/** What a shop does on purpose. None of it may be blocked; what a person is asked to look at is stated here. */

const shop: readonly OfferInit[] = Array.from({ length: 200 }, (_, index) => ({
  sku: `row-${index}`,
  currency: 'KRW',
  category: index < 60 ? '주방가전 > 전기포트' : '생활가전 > 청소기',
  priceMinor: 41_300 + index * 1700,
  stockToSell: 30,
}));
const history = shop.flatMap(soldSteadily);

function campaign(share: number): readonly OfferInit[] {
  return shop.map((offer, index) =>
    index < 60 ? { ...offer, priceMinor: Math.round((offer.priceMinor * share) / 100) * 100 } : offer,
  );
}

describe('a campaign on a whole category', () => {
  it('at 25 % off is silent', async () => {
    const result = await auditStage({ offers: campaign(0.75), history, previous: shop });
    expect(spoken(result)).toEqual([]);
  });

  it('at 30 % off blocks nothing; rounding takes some prices past the limit and a person is asked about the batch', async () => {
    const result = await auditStage({ offers: campaign(0.7), history, previous: shop });
    expect(severities(result)).not.toContain('block');
    const held = result.findings.filter(({ severity }) => severity === 'hold');
    expect(held.map(({ ruleId, subject }) => `${ruleId} ${subject}`)).toEqual(['catalogue-shock batch']);
  });

  it('at 50 % off blocks nothing; every offer of it and the batch are held', async () => {
    const result = await auditStage({ offers: campaign(0.5), history, previous: shop });
    expect(severities(result)).not.toContain('block');
    const held = result.findings.filter(
      ({ severity, subject }) => severity === 'hold' && subject === 'offer',
    );
    expect(new Set(held.map(({ sku }) => sku)).size).toBe(60);
    expect(
      result.findings.filter(({ subject }) => subject === 'batch').map(({ ruleId }) => ruleId),
    ).toContain('catalogue-shock');
  });
});

describe('an offer that is cheap on purpose is left in peace', () => {
  const kettle: OfferInit = { sku: 'kettle', currency: 'KRW', priceMinor: 59_900 };

  it('when larger quantities cost less by the piece', async () => {
    const breaks = [
      { ...kettle, quantityMin: 1 },
      { ...kettle, quantityMin: 10, priceMinor: 53_900 },
      { ...kettle, quantityMin: 100, priceMinor: 47_900 },
    ];
    expect(spoken(await auditStage({ offers: breaks, history: soldSteadily(kettle) }))).toEqual([]);
  });

  it('when refurbished goods cost less than new ones', async () => {
    const offers: OfferInit[] = [
      { ...kettle, condition: 'new' },
      { ...kettle, condition: 'refurbished', sku: 'kettle-r', priceMinor: 34_900 },
    ];
    const rows = [
      ...soldSteadily(kettle),
      ...soldSteadily({ ...kettle, sku: 'kettle-r', priceMinor: 35_900 }),
    ];
    expect(spoken(await auditStage({ offers, history: rows }))).toEqual([]);
  });

  it('when a clearance at half of the list price has stood for weeks', async () => {
    const cleared = { ...kettle, priceMinor: 29_900, listPriceMinor: 59_900 };
    const result = await auditStage({ offers: [cleared], history: levels(59_900, 29_900, 60) });
    expect(spoken(result)).toEqual([]);
  });

  it('when it is a case of batteries at its usual price', async () => {
    const batteries: OfferInit = {
      sku: 'aa-100',
      currency: 'KRW',
      priceMinor: 64_900,
      name: 'AA 건전지 100입',
      pack: 100,
    };
    const result = await auditStage({
      offers: [batteries],
      history: soldSteadily(batteries),
      previous: [batteries],
    });
    expect(spoken(result)).toEqual([]);
  });
});

describe('what looks odd and is not', () => {
  it('a model number behind a word that ends in a unit letter is no multiplier', async () => {
    const keyboard: OfferInit = {
      sku: 'keyboard',
      currency: 'KRW',
      priceMinor: 89_900,
      name: 'Tessel X760 기계식 키보드',
      pack: 1,
    };
    expect(spoken(await auditStage({ offers: [keyboard], history: soldSteadily(keyboard) }))).toEqual([]);
  });

  it('a declared gift at 0 needs nothing to be compared with', async () => {
    const film: OfferInit = { sku: 'film', currency: 'KRW', priceMinor: 0, gift: true };
    expect(spoken(await auditStage({ offers: [film] }))).toEqual([]);
  });
});

describe('a clearance at 70 % off', () => {
  const cleared: OfferInit = { sku: 'kettle', currency: 'KRW', priceMinor: 17_900 };

  it('passes once it has stood for most of the window, and a person is told that its reference moved', async () => {
    const result = await auditStage({ offers: [cleared], history: levels(59_900, 17_900, 60) });
    expect(spoken(result)).toEqual(['kettle: reference-freshness warn']);
  });

  it('is a warning once it has stood for two weeks, although the median is still the old price', async () => {
    const result = await auditStage({ offers: [cleared], history: levels(59_900, 17_900, 40) });
    expect(said(result, 'kettle')).toContain('deep-markdown warn');
    expect(said(result, 'kettle').filter((what) => what.endsWith('block'))).toEqual([]);
  });

  it('is blocked while it is new', async () => {
    const result = await auditStage({ offers: [cleared], history: levels(59_900, 17_900, 5) });
    expect(said(result, 'kettle')).toContain('deep-markdown block');
  });
});

/** Ninety days of the kettle, the last `dayCount` of them at the new price. */
function levels(before: number, after: number, dayCount: number): ReturnType<typeof soldSteadily> {
  return Array.from({ length: 90 }, (_, daysAgo) => ({
    sku: 'kettle',
    priceList: 'default',
    currency: 'KRW' as const,
    priceMinor: daysAgo < dayCount ? after : before,
    day: dayOf(TEST_NOW) - 1 - daysAgo,
  }));
}

function spoken({ findings }: AuditResult): readonly string[] {
  return findings
    .filter((f) => f.severity !== 'info')
    .map((f) => `${f.sku ?? 'batch'}: ${f.ruleId} ${f.severity}`);
}

function severities({ findings }: AuditResult): readonly string[] {
  return findings.map(({ severity }) => severity);
}
