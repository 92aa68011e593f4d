import { describe, expect, it } from 'vitest';
import { singleEdit } from '../../../src/pricing/single-edit.js';

describe('singleEdit', () => {
  it.each([
    ['1099', '199', { kind: 'lost', digit: '0' }],
    ['199', '1099', { kind: 'added', digit: '0' }],
    ['1000', '100', { kind: 'lost', digit: '0' }],
    ['99', '9', { kind: 'lost', digit: '9' }],
    ['1', '', { kind: 'lost', digit: '1' }],
    ['909', '109', { kind: 'changed', meant: '9', typed: '1' }],
    ['910', '190', { kind: 'swapped', first: '9', second: '1' }],
    ['190', '109', { kind: 'swapped', first: '9', second: '0' }],
  ])('reads %s typed as %s', (meant, typed, edit) => {
    expect(singleEdit(meant, typed)).toEqual(edit);
  });

  it.each([
    ['199', '199'],
    ['', ''],
    ['1099', '99'],
    ['123', '321'],
    ['1234', '2143'],
    ['123', '245'],
    ['1234', '134 '],
  ])('finds no single edit from %s to %s', (meant, typed) => {
    expect(singleEdit(meant, typed)).toBeUndefined();
  });
});
