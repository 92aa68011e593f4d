import { describe, expect, it } from 'vitest';
import type { PreviousOffer } from '../../../../src/pricing/facts.js';
import { unitPack as rule } from '../../../../src/pricing/rules/unit-pack.js';
import { finding, outcome, reference, sentence, type Case, type Row } from './judging.js';

function after(before: Partial<PreviousOffer> & { readonly priceMinor: number }, row: Row): Case {
  const previous = { pack: undefined, content: undefined, contentUnit: undefined, ...before };
  return { row, facts: { previous, hasPreviousCatalogue: true } };
}

const triggerOf = (one: Case): unknown => finding(rule, one).evidence['trigger'];

describe('unit-pack, against the previous catalogue', () => {
  const grams = { priceMinor: 2600, content: 4500, contentUnit: 'g' };

  it('blocks 500 times the content at the same price', () => {
    const one = after(grams, { priceMinor: 2600, content: 4500, contentUnit: 'jin', currency: 'CNY' });
    expect(finding(rule, one)).toMatchObject({
      severity: 'block',
      evidence: { trigger: 'content-changed', amountFactor: 500 },
    });
    expect(sentence(rule, 'en', one)).toBe(
      'One sold unit was 4500 g at CNY 26.00 and is now 4500 jin at CNY 26.00: 500 times as much, and the price did not follow. Is the content or its unit wrong?',
    );
    expect(sentence(rule, 'ko', one)).toBe(
      '판매 단위: 이전 4500 g(CNY 26.00), 지금 4500 jin(CNY 26.00). 양은 500배로 늘었는데 가격은 그만큼 바뀌지 않았습니다. 용량이나 단위를 잘못 입력했는지 확인하세요.',
    );
  });

  it('blocks a pack that grew five times, also at an ordinary markdown', () => {
    expect(triggerOf(after({ priceMinor: 3800, pack: 1 }, { priceMinor: 3800, pack: 118 }))).toBe(
      'pack-changed',
    );
    expect(outcome(rule, after({ priceMinor: 10_000, pack: 2 }, { priceMinor: 7_000, pack: 10 }))).toBe(
      'block',
    );
  });

  it('blocks a pack that shrank at the price of the case', () => {
    const one = after({ priceMinor: 36_000, pack: 24 }, { priceMinor: 36_000, pack: 1 });
    expect(outcome(rule, one)).toBe('block');
    expect(sentence(rule, 'en', one)).toContain(
      '24 pieces at 36,000 won and is now 1 piece at 36,000 won: 24 times less',
    );
    expect(sentence(rule, 'ko', one)).toContain('양은 24분의 1로 줄었는데');
  });

  it('warns when the price for the same amount moved far, and passes when it followed', () => {
    expect(triggerOf(after({ priceMinor: 1000, pack: 1 }, { priceMinor: 1100, pack: 3 }))).toBe(
      'unit-price-moved',
    );
    expect(outcome(rule, after({ priceMinor: 1000, pack: 3 }, { priceMinor: 1000, pack: 1 }))).toBe('warn');
    expect(outcome(rule, after({ priceMinor: 1000, pack: 1 }, { priceMinor: 9000, pack: 10 }))).toBe('pass');
    expect(outcome(rule, after({ priceMinor: 1000, pack: 1 }, { priceMinor: 3000, pack: 10 }))).toBe('warn');
    expect(outcome(rule, after({ priceMinor: 1000, pack: 1 }, { priceMinor: 1000, pack: 2 }))).toBe('pass');
  });

  it('leaves a markdown on an unchanged amount to the rules about markdowns', () => {
    expect(outcome(rule, after({ priceMinor: 10_000, pack: 24 }, { priceMinor: 1_000, pack: 24 }))).toBe(
      'pass',
    );
    expect(outcome(rule, after(grams, { priceMinor: 2600, content: 4.5, contentUnit: 'kg' }))).toBe('pass');
    const keg = { priceMinor: 5000, pack: 1, content: 7.92, contentUnit: 'L' };
    const cans = { priceMinor: 5000, pack: 24, content: 330, contentUnit: 'ml' };
    expect(outcome(rule, after(keg, cans))).toBe('pass');
  });

  it('compares nothing that only one side states, nor grams with litres', () => {
    expect(outcome(rule, after({ priceMinor: 1000 }, { priceMinor: 1000, pack: 24 }))).toBe('pass');
    expect(outcome(rule, after(grams, { priceMinor: 2600, content: 4500, contentUnit: 'ml' }))).toBe('pass');
  });
});

describe('unit-pack, against the title', () => {
  it('blocks a title five times apart from the row, and warns below', () => {
    expect(outcome(rule, { row: { priceMinor: 3800, pack: 1, name: '종이컵 118개' } })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 3800, pack: 4, name: '종이컵 12입' } })).toBe('warn');
    expect(
      outcome(rule, { row: { priceMinor: 9000, content: 500, contentUnit: 'kg', name: '커피 500g' } }),
    ).toBe('block');
    expect(
      outcome(rule, { row: { priceMinor: 9000, content: 4500, contentUnit: 'g', name: '脐橙4500斤' } }),
    ).toBe('block');
  });

  it('agrees with any reading of the title', () => {
    const agrees = (row: Omit<Row, 'priceMinor'>): void => {
      expect(outcome(rule, { row: { priceMinor: 9000, ...row } }), row.name).toBe('pass');
    };
    agrees({ pack: 40, name: '생수 2박스 20개' });
    agrees({ pack: 2, name: '생수 2박스 20개' });
    agrees({ pack: 10, content: 100, contentUnit: '매', name: '물티슈 100매 x 10팩' });
    agrees({ pack: 1, content: 20, contentUnit: '개', name: '커피믹스 20개입' });
    agrees({ pack: 20, content: 500, contentUnit: 'ml', name: '생수 500ml x 20개' });
    agrees({ pack: 1, content: 600, contentUnit: 'ml', name: '샴푸 500ml + 100ml' });
    agrees({ pack: 1, content: 0.5, contentUnit: 'kg', name: '커피 500g' });
    agrees({ pack: 1, content: 1, contentUnit: 'lb', name: 'Coffee 454g' });
    agrees({ pack: 1, name: '물티슈 100매' });
    agrees({ pack: 1, name: '소니 WH-1000XM5' });
  });

  it('only warns when the title states several contents and none fits', () => {
    const row = { priceMinor: 9000, content: 60, contentUnit: 'g', name: '단백질 20g 초코바 1.2kg' };
    expect(outcome(rule, { row })).toBe('warn');
  });

  it('tells what each side says', () => {
    const cups: Case = { row: { priceMinor: 3800, pack: 1, name: '종이컵 118개' } };
    expect(sentence(rule, 'en', cups)).toBe(
      'The title says 118 pieces, the row 1 piece: which one does the customer get for this price?',
    );
    expect(sentence(rule, 'ko', cups)).toBe(
      '상품명에는 118개로 적혀 있는데 수량 정보는 1개입니다. 고객이 이 가격에 어느 쪽을 받게 되는지 확인하세요.',
    );
    const coffee: Case = { row: { priceMinor: 9000, content: 500, contentUnit: 'kg', name: '커피 500g' } };
    expect(sentence(rule, 'en', coffee)).toBe(
      'The title says 500g, the row 500 kg: 1000 times apart. Is the unit wrong?',
    );
    expect(sentence(rule, 'ko', coffee)).toBe(
      '상품명의 용량 표기는 500g인데 용량 정보는 500 kg입니다. 1000배 차이이니 단위를 확인하세요.',
    );
  });
});

describe('unit-pack, against the usual price', () => {
  const usually = (priceMinor: number, referenceMinor: number, row: Omit<Row, 'priceMinor'> = {}): Case => ({
    row: { priceMinor, ...row },
    facts: { reference: reference(referenceMinor) },
  });

  it('blocks a pack at the price of one piece, stated by the row or by its title', () => {
    const cups = usually(3_800, 448_400, { name: '종이컵 118개' });
    expect(outcome(rule, cups)).toBe('block');
    expect(outcome(rule, usually(3_800, 448_400, { pack: 118 }))).toBe('block');
    expect(sentence(rule, 'en', cups)).toBe(
      '3,800 won is one 118th of its usual price of 448,400 won: it looks like the price of one piece on a pack of 118.',
    );
    expect(sentence(rule, 'ko', cups)).toBe(
      '3,800원은 평소 가격 448,400원의 118분의 1입니다. 118개 묶음에 낱개 가격이 들어간 것으로 보입니다.',
    );
  });

  it('holds a single piece at the price of a case, also when nothing states the case', () => {
    const can = usually(36_000, 1_500, { pack: 1 });
    expect(finding(rule, can)).toMatchObject({ severity: 'hold', evidence: { pack: 24, isStated: false } });
    expect(outcome(rule, usually(33_000, 1_500, { name: '캔맥주 22캔' }))).toBe('hold');
    expect(outcome(rule, usually(33_000, 1_500, { pack: 1 }))).toBe('pass');
    expect(sentence(rule, 'ko', can)).toContain('낱개 상품에 24개들이 박스 가격이 들어간 것으로 보입니다.');
  });

  it('answers more softly where an ordinary markdown looks the same', () => {
    expect(outcome(rule, usually(5_000, 10_000, { pack: 2 }))).toBe('warn');
    const list = (priceMinor: number, pack: number): Case => ({
      row: { priceMinor, pack },
      facts: { reference: reference(120_000, 'list-price') },
    });
    expect(outcome(rule, list(10_000, 12))).toBe('block');
    expect(outcome(rule, list(20_000, 6))).toBe('hold');
    expect(outcome(rule, list(40_000, 3))).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 4_000, pack: 3 }, facts: { formerPriceMinor: 12_000 } })).toBe(
      'hold',
    );
  });

  it('does not measure against an estimate from peers', () => {
    const facts = { reference: reference(448_400, 'peer-estimate') };
    expect(outcome(rule, { row: { priceMinor: 3_800, pack: 118 }, facts })).toBe('not-judged');
  });
});

describe('unit-pack', () => {
  it('is not judged without an amount, or with nothing to compare it with', () => {
    expect(outcome(rule, { row: { priceMinor: 1000, name: '종이컵 118개' } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 1000, pack: 12 } })).toBe('not-judged');
    expect(outcome(rule, { row: { priceMinor: 0, pack: 12, name: '생수 12개' } })).toBe('pass');
  });

  it('gives the worst of what it finds', () => {
    const one = after({ priceMinor: 1000, pack: 1 }, { priceMinor: 1100, pack: 3, name: '컵 118개' });
    expect(finding(rule, one)).toMatchObject({ severity: 'block', evidence: { trigger: 'title-disagrees' } });
  });
});
