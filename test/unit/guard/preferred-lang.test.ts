import { describe, expect, it } from 'vitest';
import { preferredLang } from '../../../src/guard/preferred-lang.js';

describe('preferredLang', () => {
  it.each([
    ['ko', 'ko'],
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    ['en-US,en;q=0.9,ko;q=0.8', 'en'],
    ['ja,ko;q=0.5', 'ko'],
    ['en;q=0.3, ko;q=0.7', 'ko'],
    ['KO-kr', 'ko'],
    ['en;q=0.5,ko;q=0.5', 'en'],
    ['zh-Hans-CN , ko ; Q=0.1', 'ko'],
  ])('reads %s as %s', (header, lang) => {
    expect(preferredLang(header)).toBe(lang);
  });

  it('takes a weight of 0 for "not this one"', () => {
    expect(preferredLang('ko;q=0', { otherwise: 'en' })).toBe('en');
    expect(preferredLang('ko;q=0.000,en;q=0.001', { otherwise: 'ko' })).toBe('en');
  });

  it.each([[undefined], [''], ['*'], ['fr'], ['korean'], ['ko;level=1'], ['ko;q=2'], [',,;;'], ['kó']])(
    'falls back where %j names none of its languages',
    (header) => {
      expect(preferredLang(header)).toBe('en');
      expect(preferredLang(header, { otherwise: 'ko' })).toBe('ko');
    },
  );

  it('reads a hostile header in no time', () => {
    expect(preferredLang('ko-'.repeat(20_000) + ';'.repeat(20_000), { otherwise: 'ko' })).toBe('ko');
  });
});
