import { describe, expect, it } from 'vitest';
import { fieldSwap as rule } from '../../../../src/pricing/rules/field-swap.js';
import { finding, history, outcome, reference, sentence, type Case } from './judging.js';

describe('field-swap: the discount stands as the price', () => {
  it('blocks a price equal to the discount where the list price says otherwise', () => {
    const row = { priceMinor: 2_100, discountMinor: 2_100, listPriceMinor: 14_100 };
    expect(finding(rule, { row })).toMatchObject({ severity: 'block', evidence: { meantMinor: 12_000 } });
    expect(outcome(rule, { row: { ...row, priceMinor: 12_000 } })).toBe('pass');
  });

  it('lets an honest half price through, rounded either way', () => {
    const half = (priceMinor: number, listPriceMinor: number): Case => ({
      row: { priceMinor, discountMinor: priceMinor, listPriceMinor },
    });
    expect(outcome(rule, half(50_000, 100_000))).toBe('pass');
    expect(outcome(rule, half(50_000, 99_999))).toBe('pass');
    expect(outcome(rule, half(50_500, 100_000))).toBe('pass');
    expect(outcome(rule, half(50_501, 100_000))).toBe('block');
    expect(outcome(rule, half(49_500, 100_000))).toBe('pass');
    expect(outcome(rule, half(49_499, 100_000))).toBe('block');
  });

  it('takes what the offer cost before where there is no list price', () => {
    const row = { priceMinor: 2_100, discountMinor: 2_100 };
    expect(outcome(rule, { row, facts: { history: history(12_000) } })).toBe('block');
    expect(outcome(rule, { row, facts: { formerPriceMinor: 4_200 } })).toBe('pass');
    expect(outcome(rule, { row, facts: { history: history(2_100) } })).toBe('pass');
  });

  it('holds where nothing tells a swap from half price', () => {
    const row = { priceMinor: 2_100, discountMinor: 2_100 };
    expect(outcome(rule, { row })).toBe('hold');
    expect(outcome(rule, { row: { ...row, claimedMarkdownBps: 5000 } })).toBe('pass');
  });

  it('holds where the price is the usual one and only the discount is odd', () => {
    const row = { priceMinor: 30_000, discountMinor: 30_000, listPriceMinor: 100_000 };
    expect(outcome(rule, { row, facts: { history: history(30_000) } })).toBe('hold');
  });

  it('says what the price should be', () => {
    const one = { row: { priceMinor: 2_100, discountMinor: 2_100, listPriceMinor: 14_100 } };
    expect(sentence(rule, 'en', one)).toBe(
      '2,100 won is also the discount of this row: the discount looks registered as the price. 14,100 won less 2,100 won would be 12,000 won.',
    );
    expect(sentence(rule, 'ko', one)).toBe(
      '판매가 2,100원이 할인 금액과 같습니다. 할인 금액이 판매가로 등록된 것으로 보입니다. 정가 14,100원에서 할인 금액을 빼면 12,000원입니다.',
    );
    const alone = { row: { priceMinor: 2_100, discountMinor: 2_100 } };
    expect(sentence(rule, 'en', alone)).toBe(
      '2,100 won is also the discount of this row: the discount looks registered as the price.',
    );
    expect(sentence(rule, 'ko', alone)).toBe(
      '판매가 2,100원이 할인 금액과 같습니다. 할인 금액이 판매가로 등록된 것으로 보입니다.',
    );
  });
});

describe('field-swap: the amount saved stands as the price', () => {
  const bestBuy: Case = {
    row: { currency: 'USD', priceMinor: 500, listPriceMinor: 5_999, discountMinor: 5_499 },
    facts: { history: history(5_499) },
  };

  it('blocks list price less usual or former price, exactly', () => {
    expect(finding(rule, bestBuy)).toMatchObject({ severity: 'block', evidence: { kind: 'saved-as-price' } });
    const row = { priceMinor: 2_100, listPriceMinor: 14_100 };
    expect(outcome(rule, { row, facts: { formerPriceMinor: 12_000 } })).toBe('block');
    expect(outcome(rule, { row, facts: { reference: reference(12_000) } })).toBe('block');
    expect(outcome(rule, { row, facts: { history: history(12_001) } })).toBe('pass');
  });

  it('holds where a deeper sale meets the same sum by chance', () => {
    const row = { priceMinor: 40_000, listPriceMinor: 100_000 };
    expect(outcome(rule, { row, facts: { history: history(60_000) } })).toBe('hold');
    const half = { priceMinor: 30_000, listPriceMinor: 90_000 };
    expect(outcome(rule, { row: half, facts: { history: history(60_000) } })).toBe('block');
  });

  it('lets the usual price through at half of the list price', () => {
    const row = { priceMinor: 50_000, listPriceMinor: 100_000 };
    expect(outcome(rule, { row, facts: { history: history(50_000) } })).toBe('pass');
    expect(outcome(rule, { row, facts: { history: history(50_000), formerPriceMinor: 60_000 } })).toBe(
      'pass',
    );
    expect(outcome(rule, { row, facts: { formerPriceMinor: 50_000 } })).toBe('pass');
  });

  it('still blocks on the second day, when the former price holds the same mistake', () => {
    const row = { priceMinor: 2_100, listPriceMinor: 14_100 };
    expect(outcome(rule, { row, facts: { history: history(12_000), formerPriceMinor: 2_100 } })).toBe(
      'block',
    );
  });

  it('shows the sum', () => {
    expect(sentence(rule, 'en', bestBuy)).toBe(
      'USD 5.00 is exactly what its usual price of USD 54.99 saves on the list price of USD 59.99: the amount saved stands where the price should.',
    );
    expect(sentence(rule, 'ko', bestBuy)).toBe(
      'USD 5.00은 정가 USD 59.99에서 평소 가격 USD 54.99를 뺀 금액과 정확히 같습니다. 할인 금액이 판매가 자리에 들어간 것으로 보입니다.',
    );
  });
});

describe('field-swap: list price and price changed places', () => {
  const swapped: Case = {
    row: { priceMinor: 159_000, listPriceMinor: 129_000 },
    facts: { history: history(129_000) },
  };

  it('blocks a price above a list price that is the usual or former price', () => {
    expect(finding(rule, swapped)).toMatchObject({
      severity: 'block',
      evidence: { kind: 'list-and-price-swapped' },
    });
    expect(outcome(rule, { row: swapped.row, facts: { formerPriceMinor: 129_000 } })).toBe('block');
    expect(outcome(rule, { row: swapped.row, facts: { history: history(128_000) } })).toBe('pass');
    const same = { priceMinor: 129_000, listPriceMinor: 129_000 };
    expect(outcome(rule, { row: same, facts: { history: history(129_000) } })).toBe('pass');
  });

  it('says which price stands as the list price', () => {
    expect(sentence(rule, 'en', swapped)).toBe(
      '159,000 won is above the list price of 129,000 won, which is its usual price: list price and price look swapped.',
    );
    expect(sentence(rule, 'ko', swapped)).toBe(
      '판매가 159,000원이 정가 129,000원보다 비싼데, 이 정가는 평소 가격과 같습니다. 정가와 판매가가 뒤바뀐 것으로 보입니다.',
    );
    const former = { row: swapped.row, facts: { formerPriceMinor: 129_000 } };
    expect(sentence(rule, 'en', former)).toContain('which is its price before this change');
    expect(sentence(rule, 'ko', former)).toContain('이 정가는 변경 전 가격과 같습니다');
  });
});

describe('field-swap', () => {
  it('answers not-judged where no two amounts could have been swapped', () => {
    expect(outcome(rule, { row: { priceMinor: 100 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 100, listPriceMinor: 200 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 100 }, facts: { history: history(200) } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 100, discountMinor: 0 } })).toBe('not-judged');
    const row = { priceMinor: 0, discountMinor: 0, listPriceMinor: 200 };
    expect(outcome(rule, { row, facts: { history: history(200) } })).toBe('not-judged');
    const estimate = { reference: reference(150, 'peer-estimate') };
    expect(outcome(rule, { row: { priceMinor: 50, listPriceMinor: 200 }, facts: estimate })).toBe(
      'not-judged',
    );
  });
});
