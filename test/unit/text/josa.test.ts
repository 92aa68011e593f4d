import { describe, expect, it } from 'vitest';
import { withJosa, type Josa } from '../../../src/text/josa.js';

describe('withJosa', () => {
  it.each<[string, Josa, string]>([
    ['136,000원', '은/는', '136,000원은'],
    ['136,000원', '으로/로', '136,000원으로'],
    ['정가', '이/가', '정가가'],
    ['평소 가격', '과/와', '평소 가격과'],
    ['원가', '을/를', '원가를'],
    ['서울', '으로/로', '서울로'],
    ['90%', '을/를', '90%를'],
  ])('gives %s with %s as %s', (word, josa, expected) => {
    expect(withJosa(word, josa)).toBe(expected);
  });

  it.each([
    ['0', '으로'],
    ['1', '로'],
    ['2', '로'],
    ['3', '으로'],
    ['4', '로'],
    ['5', '로'],
    ['6', '으로'],
    ['7', '로'],
    ['8', '로'],
    ['9', '로'],
  ])('reads the digit %s as it is spoken: %s', (digit, josa) => {
    expect(withJosa(`USD 12.9${digit}`, '으로/로')).toBe(`USD 12.9${digit}${josa}`);
  });

  it('reads capital letters by their names', () => {
    expect(withJosa('USD', '은/는')).toBe('USD는');
    expect(withJosa('EUR', '은/는')).toBe('EUR은');
    expect(withJosa('EUR', '으로/로')).toBe('EUR로');
    expect(withJosa('VATM', '이/가')).toBe('VATM이');
  });

  it('looks through closing quotes and brackets', () => {
    expect(withJosa('“정가”', '은/는')).toBe('“정가”는');
    expect(withJosa('가격 (원)', '이/가')).toBe('가격 (원)이');
  });

  it('writes both forms where the sound is unknown', () => {
    expect(withJosa('price', '은/는')).toBe('price은(는)');
    expect(withJosa('', '으로/로')).toBe('(으)로');
    expect(withJosa('가ㅋ', '을/를')).toBe('가ㅋ을(를)');
  });
});
