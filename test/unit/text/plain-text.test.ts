import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/text/plain-text.js';

describe('plainText', () => {
  it('keeps letters, marks, emoji and punctuation of every script', () => {
    const text = '이어폰 · Ω “90 %” é 👨‍👩‍👧 語';
    expect(plainText(text)).toBe(text);
  });

  it('takes out what moves the cursor or recolours a terminal', () => {
    expect(plainText('a\u001b[31mb\u0007c\u009b2Jd\u007f')).toBe('a[31mbc2Jd');
  });

  it('takes out what turns the reading direction or hides text', () => {
    expect(plainText('\u202e99.2\u202c \u2066x\u2069\u200b\ufeff\u{e0041}')).toBe('99.2 x');
  });

  it('turns line ends and tabs into one blank', () => {
    expect(plainText('two\r\nlines\tand\u2028more')).toBe('two lines and more');
  });

  it('takes out half a surrogate pair', () => {
    expect(plainText('a\ud83db')).toBe('ab');
  });
});
