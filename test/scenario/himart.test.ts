import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../src/audit/result.js';
import type { HistoryRow } from '../../src/catalog/history.js';
import type { OfferInit } from '../../src/catalog/offer.js';
import { dayOf } from '../../src/core/clock.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { auditStage, said, soldSteadily } from './audit-offers.js';

/**
 * One day at a shop that listed unopened earphones and headphones at up to 90 % off among honest markdowns. The prices
 * are ours: the reports of the incident give none.
 */
const HONEST_COUNT = 40;
const DEEP_SHARES = [0.1, 0.1, 0.11, 0.12, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.2];

const usual: readonly OfferInit[] = Array.from({ length: HONEST_COUNT + DEEP_SHARES.length }, (_, index) => ({
  sku: index < HONEST_COUNT ? `honest-${index}` : `deep-${index - HONEST_COUNT}`,
  currency: 'KRW',
  category: index % 2 === 0 ? '음향 > 이어폰' : '음향 > 헤드폰',
  priceMinor: 91_900 + index * 6300,
}));
const honestSkus = usual.slice(0, HONEST_COUNT).map(({ sku }) => sku);
const deepSkus = usual.slice(HONEST_COUNT).map(({ sku }) => sku);

/** 10 to 39 % off for the honest, 80 to 90 % for the others. */
const sale = usual.map((offer, index): OfferInit => {
  const share = DEEP_SHARES[index - HONEST_COUNT] ?? 0.9 - (index % 30) / 100;
  return { ...offer, priceMinor: Math.ceil(offer.priceMinor * share) };
});

const history = usual.flatMap(soldSteadily);

describe('the earphones at 90 % off', () => {
  it('pass the evening before, while they are at their usual prices', async () => {
    const result = await auditStage({ offers: usual, history });
    expect(worseThanInfo(result)).toEqual([]);
  });

  it('are blocked one and all by their own history, and no honest markdown is', async () => {
    const result = await auditStage({ offers: sale, history, previous: usual });
    expect(skusOf(result, 'deep-markdown', 'block')).toEqual(sorted(deepSkus));
    expect(blockedSkus(result)).toEqual(sorted(deepSkus));
  });

  it('are blocked or held by the list price alone, and no honest markdown is', async () => {
    const listed = sale.map((offer, index) => ({ ...offer, listPriceMinor: usual[index]?.priceMinor }));
    const result = await auditStage({ offers: listed });
    const stopped = [...skusOf(result, 'deep-markdown', 'block'), ...skusOf(result, 'deep-markdown', 'hold')];
    // From 80 % off a person must look; list prices are too inflated to block before 90 %.
    expect(sorted(stopped)).toEqual(sorted(deepSkus));
    expect(said(result, 'deep-0')).toContain('digit-shift block');
    expect(blockedSkus(result).filter((sku) => honestSkus.includes(sku))).toEqual([]);
  });

  it('cannot be told from cheap ones without history and list price, and the report says which rules were blind', async () => {
    const result = await auditStage({ offers: sale });
    expect(blockedSkus(result)).toEqual([]);
    const blind = result.summary.coverage.find(({ ruleId }) => ruleId === 'prior-price-floor');
    expect(blind).toMatchObject({ judged: 0, notJudged: sale.length, missing: ['history'] });
  });

  it('are still blocked the day after: a day at the wrong price does not become the reference', async () => {
    const yesterday = dayOf(TEST_NOW) - 1;
    const withBadDay = history.filter(({ day }) => day < yesterday).concat(sale.map(observedYesterday));
    const result = await auditStage({ offers: sale, history: withBadDay, previous: sale });
    expect(skusOf(result, 'deep-markdown', 'block')).toEqual(sorted(deepSkus));
  });

  it('pass again once they are corrected, although the wrong day stands in the history', async () => {
    const lastWeek = dayOf(TEST_NOW) - 7;
    const scarred = history.map((row) =>
      row.day === lastWeek && deepSkus.includes(row.sku)
        ? { ...row, priceMinor: Math.round(row.priceMinor / 10) }
        : row,
    );
    const result = await auditStage({ offers: usual, history: scarred, previous: usual });
    expect(worseThanInfo(result)).toEqual([]);
  });
});

function observedYesterday({ sku, currency, priceMinor }: OfferInit): HistoryRow {
  return { sku, priceList: 'default', currency, priceMinor, day: dayOf(TEST_NOW) - 1 };
}

function skusOf({ findings }: AuditResult, ruleId: string, severity: string): readonly string[] {
  return sorted(
    findings.filter((f) => f.ruleId === ruleId && f.severity === severity).map((f) => f.sku ?? 'batch'),
  );
}

function blockedSkus({ findings }: AuditResult): readonly string[] {
  return sorted([...new Set(findings.filter((f) => f.severity === 'block').map((f) => f.sku ?? 'batch'))]);
}

function worseThanInfo({ findings }: AuditResult): readonly string[] {
  return findings
    .filter((f) => f.severity !== 'info')
    .map((f) => `${f.sku ?? 'batch'}: ${f.ruleId} ${f.severity}`);
}

function sorted(skus: readonly string[]): readonly string[] {
  return [...skus].sort();
}
