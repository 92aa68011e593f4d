import { describe, expect, it } from 'vitest';
import { isInCategory, pathsUpFrom, topCategory } from '../../../src/catalog/category-path.js';

describe('a category', () => {
  it.each([
    ['Audio', 'Audio', true],
    ['Audio > Earphones', 'Audio', true],
    ['Audio > Earphones > Wired', 'Audio > Earphones', true],
    ['Audio', 'Audio > Earphones', false],
    ['Audiobooks', 'Audio', false],
    [undefined, 'Audio', false],
  ])('%s is in %s: %s', (category, path, isIn) => {
    expect(isInCategory(category, path)).toBe(isIn);
  });

  it('is in exactly the paths up from it', () => {
    const category = 'Audio > Earphones > Wired';
    expect(pathsUpFrom(category)).toEqual([category, 'Audio > Earphones', 'Audio']);
    expect(pathsUpFrom(category).every((path) => isInCategory(category, path))).toBe(true);
    expect(pathsUpFrom('Audio')).toEqual(['Audio']);
  });

  it('has a highest one', () => {
    expect([topCategory('Audio > Earphones > Wired'), topCategory('Audio')]).toEqual(['Audio', 'Audio']);
  });
});
