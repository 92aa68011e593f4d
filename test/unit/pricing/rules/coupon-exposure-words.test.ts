import { describe, expect, it } from 'vitest';
import { couponExposure as rule } from '../../../../src/pricing/rules/coupon-exposure.js';
import { TEST_NOW } from '../../../../src/testing/facts.js';
import { LANGS } from '../../../../src/text/lang.js';
import { BOUND_TERMS, buyGet, fixed, percent, toldOf } from './promotion-judging.js';

const english = (promotion: Parameters<typeof toldOf>[2]): string => toldOf(rule, 'en', promotion);
const korean = (promotion: Parameters<typeof toldOf>[2]): string => toldOf(rule, 'ko', promotion);

describe('the words of coupon-exposure', () => {
  it('name the minimum that would do', () => {
    const promotion = fixed({ ...BOUND_TERMS, amountMinor: 30_000 });
    expect(english(promotion)).toBe(
      'It takes 30,000 won off any order, so that one of this or less costs nothing: state a minSpend of 60,000 won or more, or name its goods under appliesTo.',
    );
    expect(korean(promotion)).toBe(
      '최소 구매 금액 없이 30,000원을 깎아 주어 그 금액 이하의 주문은 공짜가 됩니다. minSpend를 60,000원 이상으로 정하거나 appliesTo에 대상 상품을 적으세요.',
    );
  });

  it('tell every reason, each with its fix', () => {
    const promotion = percent({ isCoupon: true, rateBps: 5000 });
    expect(english(promotion)).toBe(
      'It takes 50 % off an order of any size: state a cap. One customer may use it any number of times: state perCustomerMax or usesMax. It has neither an end nor a number of uses in all, so it outlives the sale: state endsAt or usesMax. It holds for the smallest order: state a minSpend.',
    );
    expect(korean(promotion)).toBe(
      '주문 금액이 아무리 커도 50%를 깎아 줍니다. 최대 할인 금액(cap)을 정하세요. 한 고객이 몇 번이든 쓸 수 있습니다. perCustomerMax나 usesMax를 정하세요. 종료 시각도 전체 사용 횟수도 없어 행사가 끝난 뒤에도 남습니다. endsAt이나 usesMax를 정하세요. 최소 구매 금액이 없어 아주 적은 금액의 주문에도 적용됩니다. minSpend를 정하세요.',
    );
  });

  it('show the sum of a share', () => {
    const promotion = fixed({ ...BOUND_TERMS, amountMinor: 5000, minSpendMinor: 30_000, perOrderMax: 4 });
    expect(english(promotion)).toBe(
      'Used 4 times in one order it takes 20,000 won off an order of 30,000 won, 66.66 % of it, above the limit of 50 %: raise minSpend to 40,000 won, or lower the amount.',
    );
    expect(korean(promotion)).toBe(
      '한 주문에서 4번 쓰면 30,000원 주문에서 20,000원을 깎아 주어 할인율이 66.66%로 한도 50%를 넘습니다. minSpend를 40,000원까지 올리거나 할인 금액을 줄이세요.',
    );
    expect(english(percent({ rateBps: 9000 }))).toBe(
      'It takes 90 % off, above the limit of 50 %: is there a digit too many? Lower percent.',
    );
    expect(korean(percent({ rateBps: 9000 }))).toBe(
      '할인율이 90%로 한도 50%를 넘습니다. 숫자가 하나 더 들어가지 않았는지 보고 percent를 낮추세요.',
    );
  });

  it('ask whether buy and get are swapped only where that would mend it', () => {
    expect(english(buyGet({ buy: 1, get: 10 }))).toBe(
      'Of every 11 units, 10 cost nothing: 90.9 % off all of them, above the limit of 50 %: are buy and get swapped?',
    );
    expect(korean(buyGet({ buy: 1, get: 10, offBps: 8000 }))).toBe(
      '11개 중 10개를 80% 깎아 주어 전체 할인율이 72.72%로 한도 50%를 넘습니다. buy와 get이 뒤바뀌지 않았는지 확인하세요.',
    );
  });

  it('say how many uses a budget pays for', () => {
    const terms = { ...BOUND_TERMS, amountMinor: 5000, minSpendMinor: 30_000, usesMax: 5000 };
    const promotion = fixed({ ...terms, budgetMinor: 20_000_001 });
    expect(english(promotion)).toBe(
      '5,000 uses of 5,000 won come to 25,000,000 won, above the budget of 20,000,001 won: lower usesMax to 4,000, or raise the budget.',
    );
    expect(korean(promotion)).toBe(
      '5,000원씩 5,000번이면 25,000,000원으로 예산 20,000,001원을 넘습니다. usesMax를 4,000으로 줄이거나 예산을 늘리세요.',
    );
    expect(english(fixed({ ...terms, budgetMinor: 4999 }))).toContain(
      'not one use fits in it; raise the budget.',
    );
  });

  it('say when a promotion ended', () => {
    const promotion = percent({
      ...BOUND_TERMS,
      rateBps: 1000,
      capMinor: 1,
      minSpendMinor: 1,
      endsAt: TEST_NOW,
    });
    expect(english(promotion)).toBe(
      'It ended at 2026-07-31 15:00 UTC and is still in the file: take it out, or give it new dates.',
    );
    expect(korean(promotion)).toBe(
      '2026-07-31 15:00 UTC에 끝났는데 파일에 남아 있습니다. 빼거나 기간을 다시 정하세요.',
    );
  });

  it('do without amounts beyond the safe integers', () => {
    const promotion = fixed({
      ...BOUND_TERMS,
      amountMinor: Number.MAX_SAFE_INTEGER,
      minSpendMinor: Number.MAX_SAFE_INTEGER,
      perOrderMax: 2,
      budgetMinor: 1,
    });
    for (const lang of LANGS) expect(toldOf(rule, lang, promotion)).not.toMatch(/NaN|null|undefined/);
  });
});
