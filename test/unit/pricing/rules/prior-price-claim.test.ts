import { describe, expect, it } from 'vitest';
import { priorPriceClaim as rule } from '../../../../src/pricing/rules/prior-price-claim.js';
import { finding, history, outcome, sentence, type Case } from './judging.js';

const claimed = (claimedMarkdownBps: number, more: Partial<Case> = {}): Case => ({
  row: { priceMinor: 80_000, claimedMarkdownBps },
  facts: { history: history(100_000, 90_000) },
  ...more,
});

describe('prior-price-claim', () => {
  it('compares the advertised markdown with the lowest price of the last 30 days', () => {
    // 80,000 is 11.11 % below 90,000.
    expect(outcome(rule, claimed(1_111))).toBe('pass');
    expect(outcome(rule, claimed(1_211))).toBe('pass');
    expect(outcome(rule, claimed(1_212))).toBe('warn');
    expect(outcome(rule, claimed(1_212, { values: { toleranceBps: 200 } }))).toBe('pass');
  });

  it('blocks the same under the EU profile', () => {
    expect(outcome(rule, claimed(2_000, { values: { euStrict: true } }))).toBe('block');
  });

  it('warns of any markdown advertised on a price that is none', () => {
    const facts = { history: history(100_000, 70_000) };
    expect(finding(rule, claimed(1_000, { facts })).evidence).toMatchObject({ trigger: 'claim-too-high' });
    expect(sentence(rule, 'en', claimed(1_000, { facts }))).toBe(
      'The page advertises 10 % off, but the lowest price of the last 30 days was 70,000 won: 80,000 won is no saving at all.',
    );
  });

  it('warns, where asked to, of a list price that was never asked, once the history is long enough', () => {
    const row = { priceMinor: 80_000, listPriceMinor: 150_000 };
    const values = { formerPriceClaims: true };
    const usual = history(100_000);
    expect(outcome(rule, { row, values, facts: { history: usual } })).toBe('warn');
    expect(outcome(rule, { row, facts: { history: usual } })).toBe('not-judged');
    expect(outcome(rule, { row, values, facts: { history: { ...usual, maximumMinor: 150_000 } } })).toBe(
      'pass',
    );
    expect(outcome(rule, { row, values, facts: { history: { ...usual, dayCount: 29 } } })).toBe('not-judged');
    expect(outcome(rule, { row: { ...row, priceMinor: 150_000 }, values, facts: { history: usual } })).toBe(
      'pass',
    );
  });

  it('is not judged without history or without anything claimed', () => {
    expect(outcome(rule, { row: { priceMinor: 80_000, claimedMarkdownBps: 2_000 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 80_000 }, facts: { history: history(100_000) } })).toBe(
      'not-judged',
    );
    const unseen = { history: { ...history(100_000), minimum30Minor: undefined } };
    expect(outcome(rule, claimed(9_000, { facts: unseen }))).toBe('not-judged');
  });

  it('tells it in words', () => {
    expect(sentence(rule, 'ko', claimed(2_000))).toBe(
      '표시 할인율은 20%인데 최근 30일 최저가가 90,000원이어서 실제 할인율은 11.11%입니다(판매가 80,000원).',
    );
    const row = { priceMinor: 80_000, listPriceMinor: 150_000 };
    expect(
      sentence(rule, 'ko', {
        row,
        values: { formerPriceClaims: true },
        facts: { history: history(100_000) },
      }),
    ).toBe('관측된 60일 동안 정가 150,000원으로 판 적이 없습니다. 가장 높았던 가격은 100,000원입니다.');
  });
});
