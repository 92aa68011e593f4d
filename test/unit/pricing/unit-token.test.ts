import { describe, expect, it } from 'vitest';
import { readTitle, unitMeaning } from '../../../src/pricing/unit-token.js';

const packs = (title: string): readonly number[] => readTitle(title).packs;
const contents = (title: string): readonly number[] => readTitle(title).contents.map((token) => token.amount);

describe('readTitle', () => {
  it.each([
    ['종이컵 118개', [118]],
    ['종이컵 x118', [118]],
    ['종이컵 x 118', [118]],
    ['종이컵 １１８개', [118]],
    ['Heineken 24 pack', [24]],
    ['Heineken 24-pack', [24]],
    ['Heineken, pack of 24', [24]],
    ['커피믹스 12입', [12]],
    ['생수 (1박스 20개)', [1, 20]],
    ['생수 500ml x 20개', [20]],
    ['즉석밥 210g*12봉', [12]],
    ['6x330ml Cola', [6]],
    ['샴푸 1+1', []],
    ['矿泉水 24瓶', [24]],
  ])('reads the packs of %s', (title, expected) => {
    expect(packs(title)).toEqual(expected);
  });

  it.each([
    ['脐橙4500斤包邮', [2_250_000]],
    ['오렌지 4,500g', [4500]],
    ['쌀 10kg', [10_000]],
    ['생수 1.5L', [1500]],
    ['6x330ml Cola', [330]],
    ['사과 3 jin', [1500]],
    ['샴푸 500ml + 리필 300 밀리리터', [500, 300]],
  ])('reads the contents of %s', (title, expected) => {
    expect(contents(title)).toEqual(expected);
  });

  it('tells pieces that may stand inside a pack from packs', () => {
    expect(readTitle('물티슈 100매 x 10팩')).toMatchObject({ packs: [10], pieces: [100] });
    expect(readTitle('두루마리 휴지 30롤')).toMatchObject({ packs: [], pieces: [30] });
  });

  it.each([
    '소니 WH-1000XM5',
    '베이어다이나믹 DT-240 Pro 250Ω',
    'AKG T5p 2nd Generation',
    'iPhone 15 Pro Max5',
    'BMW X5',
    'Xbox Series X 500',
    '모니터 1920x1080',
    '웹캠 1080p',
    '러그 100 x 200cm',
    '무이자 6개월',
    '5개국어 사전',
    '100포인트 적립',
    '100정도',
    'USB 3.0',
  ])('takes nothing in %s for a pack', (title) => {
    expect(readTitle(title)).toMatchObject({ packs: [], pieces: [] });
  });

  it('does not swear to numbers that may be read in two ways', () => {
    expect(contents('오렌지 1,29kg')).toEqual([]);
    expect(contents('오렌지 1.290,00g')).toEqual([]);
  });

  it('says nothing of titles that are lists', () => {
    expect(packs(`컵 118개 ${'가'.repeat(300)}`)).toEqual([]);
    expect(packs('1개 2개 3개 4개 5개 6개 7개 8개 9개')).toEqual([]);
  });

  it.each([
    '1'.repeat(300),
    '1,'.repeat(150),
    '1x'.repeat(150),
    'x 1'.repeat(100),
    '1+'.repeat(150),
    'ﷺ'.repeat(300),
  ])('answers for hostile text %#', (title) => {
    expect(readTitle(title).contents).toEqual([]);
  });
});

describe('unitMeaning', () => {
  it('knows units whatever their case or width', () => {
    expect(unitMeaning('KG')).toEqual({ dimension: 'mass', factor: 1000 });
    expect(unitMeaning('ｍｌ')).toEqual({ dimension: 'volume', factor: 1 });
    expect(unitMeaning('㎏')).toEqual({ dimension: 'mass', factor: 1000 });
    expect(unitMeaning('매')).toEqual({ dimension: 'piece', factor: 1 });
    expect(unitMeaning('斤')).toEqual({ dimension: 'mass', factor: 500 });
  });

  it('does not know others', () => {
    expect(unitMeaning('근')).toBeUndefined();
    expect(unitMeaning('')).toBeUndefined();
    expect(unitMeaning('__proto__')).toBeUndefined();
    expect(unitMeaning('g'.repeat(30))).toBeUndefined();
  });
});
