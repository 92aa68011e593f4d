import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { Cp949ToUtf8 } from '../../../src/readers/cp949.js';
import { Utf8Input } from '../../../src/readers/encoding.js';

function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function decode(bytes: Uint8Array, size = bytes.length): Buffer {
  const decoder = new Cp949ToUtf8();
  const parts = inPieces(bytes, Math.max(1, size)).map((piece) => Buffer.from(decoder.push(piece)));
  return Buffer.concat([...parts, decoder.end()]);
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

describe('CP949', () => {
  it.each([
    ['\xb0\xa1\xb3\xaa\xb4\xd9', '가나다'],
    ['\x8c\x63', '똠'],
    ['\xc5\xfa\xc6\x52', '툽힣'],
    ['\x81\x41', '갂'],
    ['\xa2\xe6', '€'],
    ['\xa1\xa1', '\u3000'],
    ['EP-100,\xc0\xcc\xbe\xee\xc6\xf9\n', 'EP-100,이어폰\n'],
    ['\xca\xa1', '伽'],
  ])('reads %j as %j', (encoded, text) => {
    expect(decode(bytes(encoded)).toString()).toBe(text);
  });

  it('knows every Hangul syllable once', () => {
    const pairs: number[] = [];
    for (let lead = 0x81; lead <= 0xfd; lead++)
      for (let trail = 0x41; trail <= 0xfe; trail++) pairs.push(lead, trail);
    const syllables = Array.from(
      decode(Uint8Array.from(pairs))
        .toString()
        .matchAll(/[가-힣]/gu),
      ([text]) => text,
    );
    expect(syllables).toHaveLength(11_172);
    expect(new Set(syllables).size).toBe(11_172);
  });

  it.each([
    ['a pair that means nothing', '\xc9\xa1', 'ff'],
    ['a lead byte before ASCII, which is kept', '\xb0,', 'ff2c'],
    ['a byte that leads nothing', '\x80A', 'ff41'],
    ['the last byte of all', '\xff', 'ff'],
    ['half a character at the end', 'A\xb0', '41ff'],
  ])('marks %s as no text', (_, encoded, hex) => {
    expect(decode(bytes(encoded)).toString('hex')).toBe(hex);
  });

  it('reads the same in pieces of any size', () => {
    const encoded = bytes('A\xb0\xa1,\xb0\x2c\x8c\x63\xc9\xa1B\xb0');
    const whole = decode(encoded);
    for (let size = 1; size <= encoded.length; size++) expect(decode(encoded, size)).toEqual(whole);
  });
});

function readAll(content: Uint8Array, encoding: 'utf-8' | 'euc-kr', size: number): string {
  const input = new Utf8Input('catalog.csv', encoding, 'start');
  const parts = inPieces(content, size).map((piece) => Buffer.from(input.push(piece)));
  return Buffer.concat([...parts, input.end()]).toString('latin1');
}

describe('the start of a file', () => {
  it.each([1, 2, 3, 100])('gives up its UTF-8 mark in pieces of %i bytes', (size) => {
    expect(readAll(Buffer.from('\ufeffsku,price'), 'utf-8', size)).toBe('sku,price');
  });

  it.each(['', 's', 'sk', 'sku'])('may be as short as %j', (text) => {
    expect(readAll(Buffer.from(text), 'utf-8', 1)).toBe(text);
  });

  it('keeps a mark that stands in the middle, for the row to be judged', () => {
    expect(readAll(Buffer.from('sku\ufeff'), 'utf-8', 100)).toBe('sku\xef\xbb\xbf');
  });

  it('is not looked at in a piece from the middle', () => {
    const input = new Utf8Input('catalog.csv', 'utf-8', 'middle');
    expect(input.push(Buffer.from('\ufeffA')).length).toBe(4);
  });

  it.each([
    ['utf-16le', Buffer.from('\ufeffsku', 'utf16le'), 'utf-8'],
    ['utf-16be', Buffer.from('\ufeffsku', 'utf16le').swap16(), 'utf-8'],
    ['utf-16le', Buffer.from('sku', 'utf16le'), 'euc-kr'],
    ['utf-32le', Buffer.from([0xff, 0xfe, 0, 0, 0x73, 0, 0, 0]), 'utf-8'],
    ['utf-32be', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x73]), 'utf-8'],
    ['utf-8', Buffer.from('\ufeffsku'), 'euc-kr'],
  ] as const)('names %s when it is not what was declared', (found, content, declared) => {
    let caught: unknown;
    try {
      readAll(content, declared, 100);
    } catch (error) {
      caught = error;
    }
    expect(isGuardError(caught, 'input')).toBe(true);
    expect(caught).toMatchObject({ data: { file: 'catalog.csv', found, declared } });
  });
});
