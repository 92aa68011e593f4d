import { describe, expect, it } from 'vitest';
import type { PeerFeature, Peers } from '../../../../src/pricing/facts.js';
import { peerOutlier as rule } from '../../../../src/pricing/rules/peer-outlier.js';
import { finding, history, outcome, sentence, type Case } from './judging.js';

/** Peers whose feature has a geometric mean and a spread; features left out are unknown. */
function peersAround(
  means: Partial<Record<PeerFeature, number>>,
  deviationLn = 0.3,
  category = 'Audio > Headphones',
): Peers {
  return {
    of(_offer, feature, countMin) {
      const mean = means[feature];
      if (mean === undefined || countMin > 40) return undefined;
      return { category, count: 40, meanLn: Math.log(mean), deviationLn };
    },
  };
}

const newOffer = (row: Case['row'], peers: Peers | undefined): Case => ({ row, facts: { peers } });

describe('peer-outlier', () => {
  it('warns of a new offer far from its peers, and names feature, direction and category', () => {
    const one = newOffer(
      { priceMinor: 9_900, listPriceMinor: 199_000 },
      peersAround({ 'price-to-list': 0.7, price: 90_000 }),
    );
    expect(finding(rule, one)).toMatchObject({
      severity: 'warn',
      evidence: { feature: 'price-to-list', direction: 'low', category: 'Audio > Headphones', peerCount: 40 },
    });
    expect(outcome(rule, newOffer({ priceMinor: 900_000 }, peersAround({ price: 90_000 })))).toBe('warn');
  });

  it('names the feature that stands out most', () => {
    const peers = peersAround({ 'price-to-cost': 1.4, price: 90_000 });
    const one = newOffer({ priceMinor: 9_000, costMinor: 90_000 }, peers);
    expect(finding(rule, one).evidence['feature']).toBe('price-to-cost');
  });

  it('takes no deviation below the floor', () => {
    // ln 0.5 = -0.69: 13.9 deviations of 0.05, but 3.5 of the floor 0.2.
    expect(outcome(rule, newOffer({ priceMinor: 50_000 }, peersAround({ price: 100_000 }, 0.05)))).toBe(
      'pass',
    );
    expect(outcome(rule, newOffer({ priceMinor: 44_000 }, peersAround({ price: 100_000 }, 0.05)))).toBe(
      'warn',
    );
  });

  it('leaves offers with their own history to the rules that use it', () => {
    const one = newOffer({ priceMinor: 900 }, peersAround({ price: 90_000 }));
    expect(outcome(rule, { ...one, facts: { ...one.facts, history: history(90_000) } })).toBe('pass');
    expect(
      outcome(rule, { ...one, facts: { ...one.facts, history: { ...history(90_000), dayCount: 9 } } }),
    ).toBe('warn');
  });

  it('is not judged without peers, without a feature, or for a price without a logarithm', () => {
    expect(outcome(rule, newOffer({ priceMinor: 900 }, undefined))).toBe('not-judged');
    expect(outcome(rule, newOffer({ priceMinor: 900 }, peersAround({})))).toBe('not-judged');
    expect(outcome(rule, newOffer({ priceMinor: 0 }, peersAround({ price: 90_000 })))).toBe('not-judged');
    const many = {
      ...newOffer({ priceMinor: 900 }, peersAround({ price: 90_000 })),
      values: { peerCountMin: 41 },
    };
    expect(outcome(rule, many)).toBe('not-judged');
  });

  it('tells it in words', () => {
    const one = newOffer({ priceMinor: 9_000 }, peersAround({ price: 90_000 }));
    expect(sentence(rule, 'en', one)).toBe(
      'A new offer, and its price is unusually low for Audio > Headphones: 9,000 won, where 40 peers lie around 90,000 won (7.68 deviations).',
    );
    const root = newOffer({ priceMinor: 9_000 }, peersAround({ price: 90_000 }, 0.3, ''));
    expect(sentence(rule, 'ko', root)).toBe(
      '가격 이력이 없는 상품인데 가격이 전체 카탈로그 상품들보다 유난히 낮습니다. 9,000원은 비교 상품 40개의 평균 90,000원에서 편차의 7.68배만큼 떨어져 있습니다.',
    );
  });
});
