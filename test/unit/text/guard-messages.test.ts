import { describe, expect, it } from 'vitest';
import { GUARD_MESSAGES } from '../../../src/text/guard-messages.js';

describe('what a customer is told of an order', () => {
  it.each(Object.entries(GUARD_MESSAGES))('is a whole sentence in both languages: %s', (_, { en, ko }) => {
    expect(en).toMatch(/^[A-Z][^{}]+\.$/);
    expect(ko).toMatch(/^[가-힣0-9][^{}]+(?:다|요)\.$/);
  });

  it.each(Object.entries(GUARD_MESSAGES))(
    'names no rule, budget, scope or other customer: %s',
    (_, { en, ko }) => {
      expect(en).not.toMatch(/rule|budget|breaker|scope|threshold|fraud|other customers|sku/i);
      expect(ko).not.toMatch(/규칙|예산|차단|다른 고객|의심/);
    },
  );

  it('cannot be changed by whoever was handed one', () => {
    expect(Object.values(GUARD_MESSAGES).every(Object.isFrozen)).toBe(true);
  });
});
