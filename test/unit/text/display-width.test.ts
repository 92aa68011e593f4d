import { describe, expect, it } from 'vitest';
import { displayWidth, graphemes } from '../../../src/text/display-width.js';

describe('displayWidth', () => {
  it.each([
    ['EP-100', 6],
    ['이어폰', 6],
    ['가격 1원', 8],
    ['ＡＢ', 4],
    ['語', 2],
    ['é', 1],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['🇰🇷', 2],
    ['', 0],
  ])('of %s is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is the same for a Hangul syllable written in parts, as file names of a Mac are', () => {
    expect(displayWidth('한글'.normalize('NFD'))).toBe(displayWidth('한글'));
  });
});

describe('graphemes', () => {
  it('keeps a letter and its marks together', () => {
    expect(graphemes('e\u0301한'.normalize('NFD'))).toEqual(['e\u0301', '한'.normalize('NFD')]);
  });
});
