import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from '../../../src/core/edit-distance.js';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['199', '1099', 1],
    ['1099', '199', 1],
    ['12', '21', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('from %j to %j is %i', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
  });
});

describe('nearestName', () => {
  const known = ['price', 'list_price', 'stock_to_sell', 'currency'];

  it('suggests what was most likely meant', () => {
    expect(nearestName('listPrice', known)).toBe('list_price');
    expect(nearestName('curency', known)).toBe('currency');
    expect(nearestName('prcie', known)).toBe('price');
  });

  it('stays silent when nothing is near', () => {
    expect(nearestName('colour', known)).toBeUndefined();
    expect(nearestName('x'.repeat(10_000), known)).toBeUndefined();
  });
});
