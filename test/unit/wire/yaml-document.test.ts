import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/wire/yaml-document.js';

function told(text: string): readonly string[] {
  return readDocument(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('readDocument', () => {
  it('tells what YAML readers disagree about', () => {
    expect(told('a: 010')).toEqual([
      '1:4 010 reads as 10 here and otherwise elsewhere; write 10, or "010" in quotes if it is a text',
    ]);
    expect(told('a: 1_000')).toEqual([
      '1:4 1_000 is a number to some YAML readers and a text to others; write 1000',
    ]);
    expect(told('a: on')).toEqual([
      '1:4 on is true to some YAML readers and a text to others; write true, or "on" in quotes',
    ]);
    for (const source of ['0o10', '0x1f', '+5', '.5', '5.', '00', '-01'])
      expect(told(`a: ${source}`)).toHaveLength(1);
    for (const source of ['no', 'No', 'NO', 'yes', 'off', 'y', 'N'])
      expect(told(`a: [${source}]`)).toHaveLength(1);
    for (const source of ['.inf', '-.INF', '.nan', '1e999'])
      expect(told(`a: ${source}`)[0]).toContain('not a finite number');
    expect(told('a: 9007199254740993')).toEqual([
      '1:4 9007199254740993 is beyond 2^53 - 1 and would be rounded',
    ]);
  });

  it('leaves alone what has one meaning', () => {
    expect(
      told(`a: "010"\nb: 'no'\nc: 10\nd: -1.5e3\ne: 2026-08-01\nf: a_b\ng: 12:30\nh: True\ni: 0\nj: norway`),
    ).toEqual([]);
  });

  it.each([
    ['1: x', '1:1 1 is not a text; put the name in quotes: "1"'],
    ['true: x', '1:1 true is not a text; put the name in quotes: "true"'],
    ['no: x', '1:1 no is a boolean to some YAML readers; put the name in quotes'],
    ['? [a]\n: x', '1:3 a list or section as key; write a name'],
    ['a: { __proto__: { b: 1 } }', '1:6 __proto__ cannot be used as a name'],
    [': x', '1:1 a key without a name'],
  ])('refuses the key of %j', (text, message) => {
    expect(told(text)).toEqual([message]);
    expect(Object.getPrototypeOf(readDocument(text).value)).toBe(Object.prototype);
  });

  it.each([
    ['a: 1\nb: 2\na: 3\n', '3:1 this key stands here a second time; keep one'],
    ['{"a": 1, "a": 2}', '1:10 this key stands here a second time; keep one'],
    ['a:\n\tb: 1', '2:1 a tab in the indentation; YAML wants blanks'],
    [
      'a: 1\n---\na: 2\n',
      '2:1 a second document starts here; a file holds one: remove the --- line and what follows',
    ],
    ['%YAML 1.1\n---\na: no\n', '1:1 a % directive; remove it'],
    ['a: !secret x', '1:4 a tag (!…); write the value without it'],
    ['a: "x', '1:6 not valid YAML: missing closing "quote'],
    [
      'a: [1, 2',
      '1:9 not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['b: *nothing', '1:4 *nothing names no anchor before it'],
  ])('refuses %j', (text, message) => {
    expect(told(text)).toEqual([message]);
  });

  it('ends at a bomb of aliases, a cycle, endless nesting and an endless file', () => {
    const ten = (name: string): string => `[${Array.from({ length: 10 }, () => name).join(', ')}]`;
    const bomb = `a: &a ${ten('1')}\nb: &b ${ten('*a')}\nc: &c ${ten('*b')}\nd: &d ${ten('*c')}\n`;
    expect(told(bomb)[0]).toContain('more than 100 aliases');
    const wide = `a: &a [${'1, '.repeat(2000)}1]\nb: [${'*a, '.repeat(50)}*a]\n`;
    expect(told(wide)[0]).toContain('aliases make this file too large');
    expect(told('a: &a [*a]')[0]).toContain('aliases make this file too deep');
    for (const opener of ['[', '{a: ', '- ', '? ']) {
      expect(told(opener.repeat(30_000))).toEqual(['1:1 nested more than 32 levels deep']);
    }
    expect(told('#'.repeat(1_048_577))).toEqual(['1:1 longer than 1048576 characters']);
  });

  it('knows where a value stands, and the nearest place above for one that is not there', () => {
    const document = readDocument('a:\n  b:\n    - x: 1\n    - y\n');
    expect(document.placeOf(['a', 'b', 0, 'x'])).toEqual({ line: 3, column: 7 });
    expect(document.placeOf(['a', 'b', 1])).toEqual({ line: 4, column: 7 });
    expect(document.placeOf(['a', 'missing', 'deeper'])).toEqual({ line: 1, column: 1 });
  });
});
