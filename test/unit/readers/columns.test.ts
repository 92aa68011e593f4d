import { describe, expect, it } from 'vitest';
import type { OfferColumn } from '../../../src/catalog/offer.js';
import { isGuardError } from '../../../src/core/errors.js';
import { offerVocabulary } from '../../../src/readers/catalog-parser.js';
import { planColumns, type ColumnPlan } from '../../../src/readers/columns.js';
import { formatOf } from './read-all.js';

function plan(headers: string, changes: Parameters<typeof formatOf>[0] = {}): ColumnPlan<OfferColumn> {
  return planColumns('tomorrow.csv', headers.split(','), offerVocabulary(formatOf(changes)));
}

function refusal(headers: string, changes: Parameters<typeof formatOf>[0] = {}): string {
  try {
    plan(headers, changes);
  } catch (error) {
    if (isGuardError(error, 'input')) return error.message;
    throw error;
  }
  throw new Error('the headers were accepted');
}

const korean = { preset: 'korean', currency: 'KRW' } as const;

describe('the columns of a header', () => {
  it('are known by their names, trimmed and whatever their case', () => {
    expect(plan(' SKU ,Price,CURRENCY,list_price').columns).toEqual([
      'sku',
      'price',
      'currency',
      'list_price',
    ]);
  });

  it('are ignored where nothing is meant, and named for a notice', () => {
    const { columns, ignored } = plan('sku,memo,price,currency,,__proto__,');
    expect(columns).toEqual(['sku', undefined, 'price', 'currency', undefined, undefined, undefined]);
    expect(ignored).toEqual(['memo', '__proto__']);
  });

  it('are known by declared headers', () => {
    const columns = new Map<string, OfferColumn>([
      ['Artikel', 'sku'],
      ['Preis', 'price'],
    ]);
    expect(plan('Artikel,Preis,currency', { columns }).columns).toEqual(['sku', 'price', 'currency']);
  });

  it('let a declared header win over a known one, which is then ignored', () => {
    const { columns, ignored } = plan('sku,price,sale_price,currency', {
      columns: new Map([['sale_price', 'price']]),
    });
    expect(columns).toEqual(['sku', undefined, 'price', 'currency']);
    expect(ignored).toEqual(['price']);
  });

  it('name declared headers that the file does not have', () => {
    expect(plan('sku,price,currency', { columns: new Map([['listprice', 'list_price']]) }).absent).toEqual([
      'listprice',
    ]);
  });

  it('are known in Korean with the preset, with blanks and in either Unicode form', () => {
    expect(plan('상품코드,상품명,판매가,정가,재고 수량', korean).columns).toEqual([
      'sku',
      'name',
      'price',
      'list_price',
      'stock_to_sell',
    ]);
    expect(plan('상품코드,판매가'.normalize('NFD'), korean).columns).toEqual(['sku', 'price']);
  });

  it.each(['수량', '판매수량', '공급가', '단가', '상태', '등급', '과세구분'])(
    'leave %s alone, which means several things',
    (header) => {
      expect(plan(`상품코드,판매가,${header}`, korean).ignored).toEqual([header]);
    },
  );

  it.each([
    ['a header twice', 'sku,price,currency,memo,memo', ['"memo"', 'rename']],
    [
      'two headers for one column',
      'sku,price,currency,PRICE',
      ['"price"', '"PRICE"', 'both mean price', '--columns'],
    ],
    [
      'a missing column with a near name',
      'sku,prise,currency',
      ['no column price', '"prise"', '--columns prise=price'],
    ],
    [
      'several missing columns',
      'a,b',
      ['no column sku, price, currency', '<header of sku>=sku', '--currency KRW'],
    ],
    ['Korean headers without the preset', '상품코드,판매가', ['--preset korean', '"상품코드"']],
  ])('are refused for %s', (_, headers, words) => {
    const message = refusal(headers);
    for (const word of ['tomorrow.csv', ...words]) expect(message).toContain(word);
  });

  it('are refused in Korean when two may be the price', () => {
    expect(refusal('상품코드,판매가,할인가', korean)).toContain('"판매가" and "할인가" both mean price');
  });

  it('show hidden characters of a header in the message', () => {
    expect(refusal('sku,pri\u202ece,currency')).toContain('pri\\u202ece');
  });

  it('need no currency where the format names one', () => {
    expect(plan('sku,price', { currency: 'KRW' }).columns).toEqual(['sku', 'price']);
  });
});
