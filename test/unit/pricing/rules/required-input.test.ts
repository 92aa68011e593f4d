import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../../src/core/errors.js';
import { OFFER_COLUMNS } from '../../../../src/catalog/offer.js';
import { requiredInput as rule } from '../../../../src/pricing/rules/required-input.js';
import { answer, finding, outcome, sentence } from './judging.js';

describe('required-input', () => {
  it('requires nothing by default', () => {
    expect(outcome(rule, { row: { priceMinor: 100 } })).toBe('pass');
  });

  it('holds a row that lacks a required column, and names all it lacks in the order of the policy', () => {
    const values = { columns: ['stock_to_sell', 'list_price', 'cost'] };
    const found = finding(rule, { row: { priceMinor: 100, listPriceMinor: 0 }, values });
    expect(found.severity).toBe('hold');
    expect(found.evidence).toEqual({ missingColumns: ['stock_to_sell', 'cost'] });
    expect(
      outcome(rule, { row: { priceMinor: 100, listPriceMinor: 200, costMinor: 0, stockToSell: 0 }, values }),
    ).toBe('pass');
  });

  it('finds every column in the offer it belongs to', () => {
    const values = { columns: OFFER_COLUMNS };
    const found = finding(rule, { row: { priceMinor: 100 }, values });
    const always = ['sku', 'price', 'currency'];
    expect(found.evidence['missingColumns']).toEqual(
      OFFER_COLUMNS.filter((column) => !always.includes(column)),
    );
  });

  it('counts a named price list as given', () => {
    const values = { columns: ['price_list'] };
    expect(outcome(rule, { row: { priceMinor: 100, priceList: 'genuine' }, values })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 100 }, values })).toBe('hold');
  });

  it.each(['lst_price', 'listPriceMinor', '__proto__', ''])('refuses %j, which is no column', (column) => {
    let thrown: unknown;
    try {
      answer(rule, { row: { priceMinor: 100 }, values: { columns: [column] } });
    } catch (error) {
      thrown = error;
    }
    expect(isGuardError(thrown, 'policy')).toBe(true);
    expect(String(thrown)).toContain('list_price');
  });

  it('names the columns', () => {
    const one = { row: { priceMinor: 100 }, values: { columns: ['list_price', 'cost'] } };
    expect(sentence(rule, 'en', one)).toBe(
      'The policy requires columns that this row leaves empty: list_price, cost.',
    );
    expect(sentence(rule, 'ko', one)).toBe('정책에서 필수로 정한 열이 비어 있습니다: list_price, cost.');
  });
});
