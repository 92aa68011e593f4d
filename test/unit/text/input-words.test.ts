import { describe, expect, it } from 'vitest';
import { inputName } from '../../../src/text/input-words.js';

describe('the name of an input', () => {
  it('says how to hand the input in', () => {
    expect(inputName('list-price', 'en')).toBe('list price (column list_price)');
    expect(inputName('former-price', 'en')).toBe('former price (--previous, or column previous_price)');
    expect(inputName('history', 'ko')).toBe('가격 이력(--history)');
  });

  it('is the id where nobody has named the input', () => {
    expect(inputName('moon-phase', 'ko')).toBe('moon-phase');
    expect(inputName('constructor', 'en')).toBe('constructor');
  });
});
