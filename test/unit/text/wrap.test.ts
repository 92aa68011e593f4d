import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/text/display-width.js';
import { cutText, keepAmountsTogether, wrapText } from '../../../src/text/wrap.js';

describe('wrapText', () => {
  it('breaks at blanks so that no line is wider than the width', () => {
    const text =
      '13,600원은 평소 가격 136,000원에서 숫자 하나가 빠진 값으로 보입니다. Check the row and audit again.';
    const lines = wrapText(text, { width: 30, indent: 4 });
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      expect(displayWidth(line)).toBeLessThanOrEqual(30);
      expect(line).toMatch(/^ {4}\S/);
    }
    expect(lines.map((line) => line.trim()).join(' ')).toBe(text);
  });

  it('indents further lines by the hanging indent', () => {
    expect(wrapText('aaaa bbbb cccc dddd eeee ffff', { width: 24, indent: 1, hanging: 2 })).toEqual([
      ' aaaa bbbb cccc dddd',
      '   eeee ffff',
    ]);
  });

  it('breaks a word longer than a line between letters', () => {
    const lines = wrapText('가'.repeat(25), { width: 20, indent: 0 });
    expect(lines).toEqual(['가'.repeat(10), '가'.repeat(10), '가'.repeat(5)]);
  });

  it('keeps an amount and its unit on one line', () => {
    expect(wrapText('it is ninety and 90 % off', { width: 20, indent: 0 })).toEqual([
      'it is ninety and',
      '90 % off',
    ]);
    expect(wrapText('it costs all of USD 12.90', { width: 20, indent: 0 })).toEqual([
      'it costs all of',
      'USD 12.90',
    ]);
  });

  it('never breaks an endless line', () => {
    const text = 'word '.repeat(400).trim();
    expect(wrapText(text, { width: Infinity, indent: 0 })).toEqual([text]);
  });

  it('stays readable on a terminal that says it has no columns', () => {
    expect(wrapText('one two three four five', { width: 0, indent: 7 })).toEqual([
      '       one two three four',
      '       five',
    ]);
  });
});

describe('cutText', () => {
  it('leaves a text that fits as it is', () => {
    expect(cutText('이어폰', 6)).toBe('이어폰');
  });

  it('marks the end it took away and never takes half a letter', () => {
    expect(cutText('이어폰과 헤드폰', 6)).toBe('이어…');
  });
});

describe('keepAmountsTogether', () => {
  it('joins amounts and units with no-break blanks and touches nothing else', () => {
    expect(keepAmountsTogether('13,600 won is 90 % of USD 12.90 and a unit')).toBe(
      '13,600\u00a0won is 90\u00a0% of USD\u00a012.90 and a unit',
    );
  });
});
