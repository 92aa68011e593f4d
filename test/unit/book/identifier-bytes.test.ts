import { describe, expect, it } from 'vitest';
import { compareBytes, encodeIdentifier, isHidden } from '../../../src/book/identifier-bytes.js';
import { identifierProblem } from '../../../src/readers/text-checks.js';
import { textMessage } from '../../../src/stock/field-checks.js';

const into = new Uint8Array(128);

describe('an identifier of a price book', () => {
  it('may hold exactly the characters that one of a catalogue and one of stock may hold', () => {
    const differing: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      // Above the basic plane nothing is hidden: a sample will do.
      if (code > 0x10000 && code % 1_009 !== 0) continue;
      const text = String.fromCodePoint(code);
      const isGood = encodeIdentifier(`A${text}B`, into) > 0;
      const isGoodInCatalogue = identifierProblem(`A${text}B`) === undefined;
      const isGoodInStock = textMessage(`A${text}B`, 128) === undefined;
      if (isGood !== isGoodInCatalogue || isGood !== isGoodInStock || isGood === isHidden(code))
        differing.push(code.toString(16));
    }
    expect(differing).toEqual([]);
  });

  it('is written as UTF-8', () => {
    for (const text of ['A', 'é', '가', '😀', 'a/b "c" \\', `${'x'.repeat(124)}😀`, '가'.repeat(42)]) {
      const length = encodeIdentifier(text, into);
      expect(Buffer.from(into.subarray(0, length)).toString('utf8')).toBe(text);
      expect(length).toBe(Buffer.byteLength(text));
    }
  });

  it.each([
    '',
    'x'.repeat(129),
    `${'x'.repeat(125)}😀`,
    '가'.repeat(43),
    '\ud800',
    'a\udc00',
    '\ud800\ud800',
  ])('is not %j', (text) => {
    expect(encodeIdentifier(text, into)).toBe(0);
  });

  it('is compared byte by byte, a shorter one first', () => {
    const order = (left: string, right: string): number => {
      const [a, b] = [Buffer.from(left), Buffer.from(right)];
      return Math.sign(compareBytes(a, a.length, b, b.length));
    };
    expect([order('a', 'b'), order('b', 'a'), order('a', 'a'), order('a', 'aa'), order('', 'a')]).toEqual([
      -1, 1, 0, -1, -1,
    ]);
    expect(order('\uffee', '😀')).toBe(-1);
  });
});
