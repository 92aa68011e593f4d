import { describe, expect, it } from 'vitest';
import { priceJump as rule } from '../../../../src/pricing/rules/price-jump.js';
import { finding, history, outcome, sentence, type Case } from './judging.js';

const from100 = (priceMinor: number, more: Partial<Case> = {}): Case => ({
  row: { priceMinor },
  facts: { history: history(100_000), formerPriceMinor: 100_000 },
  ...more,
});

describe('price-jump', () => {
  it.each([
    // score = 1.25 x |ln ratio| for a price that was steady at 100,000
    [50_600, 'hold'],
    [50_700, 'warn'],
    [67_000, 'warn'],
    [67_100, 'pass'],
    [149_100, 'pass'],
    [149_200, 'hold'],
  ])('of a price steady at 100,000, %i is %s', (priceMinor, expected) => {
    expect(outcome(rule, from100(priceMinor))).toBe(expected);
  });

  it('takes a price that was there before for no news', () => {
    const seen = { ...history(100_000), minimum30Minor: 40_000 };
    expect(
      outcome(rule, { row: { priceMinor: 40_000 }, facts: { history: seen, formerPriceMinor: 40_000 } }),
    ).toBe('pass');
    expect(
      outcome(rule, { row: { priceMinor: 40_000 }, facts: { history: seen, formerPriceMinor: 100_000 } }),
    ).toBe('pass');
    expect(
      outcome(rule, { row: { priceMinor: 20_000 }, facts: { history: seen, formerPriceMinor: 40_000 } }),
    ).toBe('hold');
  });

  it('counts a lost or added digit as twice as far', () => {
    expect(finding(rule, from100(10_000)).evidence).toMatchObject({ isSlip: true, direction: 'fell' });
    expect(finding(rule, from100(1_000_000)).evidence).toMatchObject({ isSlip: true, direction: 'rose' });
    expect(finding(rule, from100(45_000)).evidence).toMatchObject({ isSlip: false });
  });

  it('takes neither an unchanged price nor a return to a price of this window for a slip', () => {
    const campaign = { ...history(19_900), minimum30Minor: 9_900, lastMinor: 9_900 };
    const facts = { history: campaign, formerPriceMinor: 9_900 };
    expect(outcome(rule, { row: { priceMinor: 9_900 }, facts })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 19_900 }, facts })).toBe('pass');
  });

  it('follows the limits it is handed', () => {
    expect(outcome(rule, from100(70_000, { values: { warnScoreDown: 0.4, holdScoreDown: 0.44 } }))).toBe(
      'hold',
    );
    expect(outcome(rule, from100(400_000, { values: { holdScoreUp: 3 } }))).toBe('pass');
  });

  it('is not judged without history, without a former price, or for a price of nothing', () => {
    expect(outcome(rule, { row: { priceMinor: 1_000 }, facts: { formerPriceMinor: 100_000 } })).toBe(
      'not-judged',
    );
    expect(outcome(rule, { row: { priceMinor: 1_000 }, facts: { history: history(100_000) } })).toBe(
      'not-judged',
    );
    expect(outcome(rule, from100(0))).toBe('not-judged');
  });

  it('never grows kinder as the price falls below everything seen', () => {
    const rank = { pass: 0, warn: 1, hold: 2 } as Readonly<Record<string, number>>;
    let last = 0;
    for (let priceMinor = 99_000; priceMinor > 0; priceMinor -= 1_000) {
      const now = rank[outcome(rule, from100(priceMinor))] ?? -1;
      // A slip of one digit may stand out among its neighbours; apart from those the severity only rises.
      const { isSlip } = now > 0 ? finding(rule, from100(priceMinor)).evidence : { isSlip: false };
      if (isSlip === true) continue;
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
    expect(last).toBe(2);
  });

  it('tells where the price came from and the range it left', () => {
    expect(sentence(rule, 'en', from100(45_000))).toBe(
      'The price fell at once from 100,000 won to 45,000 won; lately it lay between 100,000 won and 100,000 won.',
    );
    expect(sentence(rule, 'ko', from100(1_000_000))).toBe(
      '가격이 100,000원에서 1,000,000원으로 한 번에 올랐습니다. 최근에는 100,000원~100,000원 사이였습니다. 숫자 한 자리가 빠지거나 더 붙은 것으로 보입니다.',
    );
  });
});
