import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PROMOTION_KINDS } from '../../../src/catalog/promotion.js';
import { isGuardError } from '../../../src/core/errors.js';
import { promotionsJsonSchema } from '../../../src/wire/json-schemas.js';
import { readPromotions } from '../../../src/wire/promotions.js';
import { FIELDS_OF_KIND } from '../../../src/wire/promotions-shape.js';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  promotionsJsonSchema(),
);

function isRead(text: string): boolean {
  try {
    readPromotions(text, { file: 'p.yaml', sha256: '' });
    return true;
  } catch (error) {
    if (isGuardError(error, 'input')) return false;
    throw error;
  }
}

const file = (promotion: string): string => `{ version: 1, currency: KRW, promotions: [{ ${promotion} }] }`;

describe('the JSON Schema of a promotions file', () => {
  it.each([
    'id: A, kind: percent, percent: 10, cap: 5000, coupon: true, minSpend: 0, group: g, excludes: [B]',
    `id: A, kind: percent, percent: '0.5', budget: '1', usesMax: 1, perCustomerMax: 1, quantityMin: 2`,
    'id: A, kind: fixed, amount: 5000, per: unit, startsAt: 2026-08-01T00:00:00+09:00',
    'id: A, kind: buy-x-get-y, buy: 1, get: 1, percentOff: 50, exclusive: true',
    'id: A, kind: tier-price, steps: [{ quantityMin: 2, price: 900 }]',
    'id: A, kind: free-shipping, appliesTo: { listedOnly: true, skus: [A], categories: [B] }',
  ])('takes { %s }', (promotion) => {
    expect(validate(parse(file(promotion))), JSON.stringify(validate.errors)).toBe(true);
    expect(isRead(file(promotion.replace(', excludes: [B]', '')))).toBe(true);
  });

  it.each([
    'id: A',
    'kind: free-shipping',
    'id: A, kind: bogo',
    'id: A, kind: percent',
    'id: A, kind: percent, percent: 0',
    'id: A, kind: percent, percent: 101',
    `id: A, kind: percent, percent: '100.01'`,
    'id: A, kind: percent, percent: 10, amount: 5',
    'id: A, kind: fixed, amount: 5000',
    `id: A, kind: fixed, amount: '5,000', per: order`,
    'id: A, kind: fixed, amount: -1, per: order',
    'id: A B, kind: free-shipping',
    'id: A, kind: free-shipping, excludes: []',
    'id: A, kind: free-shipping, unknown: 1',
    'id: A, kind: tier-price, steps: []',
    'id: A, kind: buy-x-get-y, buy: 0, get: 1',
    'id: A, kind: free-shipping, appliesTo: { sku: [A] }',
  ])('refuses what the reader refuses: { %s }', (promotion) => {
    expect(validate(parse(file(promotion)))).toBe(false);
    expect(isRead(file(promotion))).toBe(false);
  });

  it('describes every field to editors', () => {
    const text = JSON.stringify(promotionsJsonSchema());
    for (const kind of PROMOTION_KINDS) {
      expect(text).toContain(`"const":"${kind}"`);
      for (const field of FIELDS_OF_KIND[kind]) expect(text).toMatch(new RegExp(`"${field}":{[^}]*`));
    }
    expect(text.match(/"description":"[^"]{5,}/g)?.length).toBeGreaterThan(60);
  });
});
