import { describe, expect, it } from 'vitest';
import { hashTag } from '../../../../../src/stores/redis/doctor/client-routing.js';
import { integerField, readLines, readPairs } from '../../../../../src/stores/redis/doctor/fields.js';
import { shown } from '../../../../../src/stores/redis/doctor/shown.js';

describe('lines of INFO', () => {
  it('are read with either line end, headings and empty lines left out', () => {
    const fields = readLines('# Memory\r\nmaxmemory:0\nos:Linux 6: x\r\n\r\nno colon\r\n:nameless\r\n');
    expect([...fields]).toEqual([
      ['maxmemory', '0'],
      ['os', 'Linux 6: x'],
    ]);
  });

  it.each([[undefined], [null], [[]], [{}], [7]])('of %o are none', (reply) => {
    expect(readLines(reply).size).toBe(0);
  });

  it.each([
    ['12', 12],
    ['-1', -1],
    ['', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['9999999999999999', undefined],
  ])('hold the integer of "%s": %s', (text, value) => {
    expect(integerField(new Map([['n', text]]), 'n')).toBe(value);
  });
});

describe('pairs of CONFIG GET', () => {
  it.each([
    ['a list', ['save', '', 'odd']],
    ['bytes', [Buffer.from('save'), Buffer.from('')]],
    ['an object', { save: '' }],
    ['a map', new Map([['save', '']])],
  ])('are read from %s', (_, reply) => {
    expect([...readPairs(reply)]).toEqual([['save', '']]);
  });

  it.each([[null], ['text'], [3], [[]]])('of %o are none', (reply) => {
    expect(readPairs(reply).size).toBe(0);
  });
});

describe('text of a server', () => {
  it('is shown in one line, without what moves the cursor or turns the direction, and bounded', () => {
    expect(shown('a\u001b[31m\r\nb\u202ec')).toBe('a?[31m b?c');
    expect(shown('x'.repeat(500))).toHaveLength(203);
  });
});

describe('the hash tag', () => {
  it.each([
    ['saleguard:v3:{sale}:meta', 'sale'],
    ['a}b:{sale}:meta', 'sale'],
    ['{shop}:{sale}:meta', 'shop'],
    ['{}:{sale}:meta', undefined],
    ['a{b:{sale}:meta', 'b:{sale'],
    ['none', undefined],
    ['{open', undefined],
  ])('of %s is %s', (key, tag) => {
    expect(hashTag(key)).toBe(tag);
  });
});
