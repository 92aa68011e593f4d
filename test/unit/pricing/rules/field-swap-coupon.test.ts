import { describe, expect, it } from 'vitest';
import { fieldSwap as rule } from '../../../../src/pricing/rules/field-swap.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { BOUND_TERMS, fixed, judged, percent, toldOf } from './promotion-judging.js';

const swapped = { ...BOUND_TERMS, amountMinor: 50_000, minSpendMinor: 5000 };

describe('field-swap: the minimum spend and the discount of a coupon', () => {
  it('blocks where more comes off than has to be spent', () => {
    expect(judged(rule, fixed(swapped))).toMatchObject({
      severity: 'block',
      evidence: { kind: 'minimum-and-discount-swapped', amountMinor: 50_000, minSpendMinor: 5000 },
    });
    expect(judged(rule, fixed({ ...swapped, minSpendMinor: 49_999 }))?.severity).toBe('block');
  });

  it('blocks what the cart gives by itself and what comes off each unit, too', () => {
    expect(judged(rule, fixed({ ...swapped, isCoupon: false }))?.severity).toBe('block');
    expect(judged(rule, fixed({ ...swapped, per: 'unit' }))?.severity).toBe('block');
  });

  it.each([
    ['an amount equal to the minimum', fixed({ ...swapped, minSpendMinor: 50_000 })],
    ['a minimum above the amount', fixed({ ...swapped, minSpendMinor: 100_000 })],
    ['a minimum of nothing', fixed({ ...swapped, minSpendMinor: 0 })],
    ['no minimum', fixed({ ...swapped, minSpendMinor: undefined })],
    ['a cap above the minimum', percent({ rateBps: 1000, capMinor: 100_000, minSpendMinor: 30_000 })],
  ])('says nothing of %s', (_, promotion) => {
    expect(judged(rule, promotion)).toBeUndefined();
  });

  it('only warns of one that is over', () => {
    expect(judged(rule, fixed({ ...swapped, endsAt: TEST_NOW }))?.severity).toBe('warn');
    expect(rule.severities).toContain('warn');
  });

  it('says what was meant', () => {
    expect(toldOf(rule, 'en', fixed(swapped))).toBe(
      'It takes 50,000 won off from 5,000 won spent: minimum and discount look swapped. Was 5,000 won off from 50,000 won meant?',
    );
    expect(toldOf(rule, 'ko', fixed(swapped))).toBe(
      '5,000원 이상 구매하면 50,000원을 깎아 줍니다. 최소 구매 금액과 할인 금액이 뒤바뀐 것으로 보입니다. 50,000원 이상 구매 시 5,000원 할인이 맞는지 확인하세요.',
    );
  });
});
