import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleBytes, visibleText } from '../../../src/readers/shown-text.js';
import { identifierProblem, isShortEnough, nameProblem } from '../../../src/readers/text-checks.js';
import { ownText, TextMemory } from '../../../src/readers/text-memory.js';
import { utf8Text } from '../../../src/readers/utf8-text.js';

describe('a text shown in a problem', () => {
  it.each([
    ['129000', '129000'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u0000\u001b[31m', '\\u0000\\u001b[31m'],
    ['a\u202eb\ufeff', 'a\\u202eb\\ufeff'],
    ['\ud800', '\\ud800'],
    ['🎧', '🎧'],
  ])('makes of %j the visible %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('is cut to 80 characters, never inside one', () => {
    expect(visibleText('🎧'.repeat(81))).toBe(`${'🎧'.repeat(80)}…`);
    expect(visibleText('x'.repeat(80))).toBe('x'.repeat(80));
    expect(visibleText('x'.repeat(1_000_000))).toHaveLength(81);
  });

  it('shows bytes that are no UTF-8 as what they are', () => {
    expect(visibleBytes(Buffer.from('A,\xb0\xa1,한\n', 'latin1'))).toContain('A,\\xb0\\xa1,');
    expect(visibleBytes(Buffer.from('한🎧'))).toBe('한🎧');
    expect(visibleBytes(Buffer.alloc(1_000_000, 0xff)).length).toBeLessThan(100);
  });
});

describe('identifiers and names', () => {
  it.each(['EP-100', 'EP 100/B', '이어폰', '=1+1', '__proto__', '🎧'])('%j may be both', (text) => {
    expect([identifierProblem(text), nameProblem(text)]).toEqual([undefined, undefined]);
  });

  it.each(['a\u202eb', '\u200b', '\ufeffA', 'a\nb', 'a\tb', '\u2028'])('%j may be a name alone', (text) => {
    expect([identifierProblem(text), nameProblem(text)]).toEqual(['control-character', undefined]);
  });

  it.each(['\u0000', '\u001b', '\u007f', '\u0085'])('%j may be neither', (text) => {
    expect([identifierProblem(text), nameProblem(text)]).toEqual(['control-character', 'control-character']);
  });

  it('hold no half of a character', () => {
    expect([identifierProblem('a\udc00'), nameProblem('a\ud800b')]).toEqual(['bad-encoding', 'bad-encoding']);
  });

  it('are measured in bytes of UTF-8', () => {
    expect(['x'.repeat(128), 'x'.repeat(129), '한'.repeat(42), '한'.repeat(43)].map(isShortEnough)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('texts from bytes', () => {
  it('are decoded as Node does, at any length', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });
    const property = fc.property(anyText, anyText, (before, text) => {
      const bytes = Buffer.from(before + text);
      const start = Buffer.byteLength(before);
      expect(utf8Text(bytes, start, bytes.length)).toBe(text);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('are remembered by their bytes, and one text is shared', () => {
    const memory = new TextMemory();
    let made = 0;
    const get = (text: string): string => {
      const bytes = Buffer.from(`<${text}>`);
      return memory.get(bytes, 1, bytes.length - 1, () => {
        made++;
        return text;
      });
    };
    expect([get('web'), get('app'), get('web'), get('app')]).toEqual(['web', 'app', 'web', 'app']);
    expect(made).toBe(2);
  });

  it('are never mixed up, however many there are', () => {
    const property = fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '한'), maxLength: 6 })),
      (texts) => {
        const memory = new TextMemory();
        for (const text of texts) {
          const bytes = Buffer.from(text);
          expect(memory.get(bytes, 0, bytes.length, () => text)).toBe(text);
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('are copied whole, whatever they hold', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(ownText(text)).toBe(text);
    });
    fc.assert(property);
    expect(ownText('\ud800 half')).toBe('\ud800 half');
  });
});
