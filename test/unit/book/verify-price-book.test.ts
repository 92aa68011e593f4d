import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadPriceBook } from '../../../src/book/load-price-book.js';
import { verifyPriceBook } from '../../../src/book/verify-price-book.js';
import type { BookRefusal } from '../../../src/catalog/price-book.js';
import { sha256Hex } from '../../../src/seal/digest.js';
import { printBookTrailer } from '../../../src/wire/price-book.js';
import { bookBytes, entryOf, HEADER, inPieces, SEALER, STRANGER } from './sample-book.js';

const TRUST = { publicKeys: [SEALER.publicKey] };
const ENTRIES = [
  entryOf('A', { allotment: 10 }),
  entryOf('B"\\', { priceList: 'vip' }),
  entryOf('한글-1', { currency: 'USD' }),
  entryOf('😀', { components: [{ stockKey: 'x', quantity: 2 }] }),
];
const BOOK = Buffer.from(await bookBytes(ENTRIES)).toString('utf8');
const LINES = BOOK.split('\n').slice(0, -1);
const HEADER_LINE = LINES[0] ?? '';
const A_LINE = LINES[1] ?? '';

/** A book whose digest, count and signature are right whatever its lines are: only its content can be wrong. */
function sealed(lines: readonly string[], count: number = lines.length - 1): string {
  const body = lines.map((line) => `${line}\n`).join('');
  const sha256 = sha256Hex(body);
  const signature = SEALER.sign(`saleguard/price-book/1\n${sha256}`);
  return `${body}${printBookTrailer({ count, sha256, keyId: SEALER.keyId, signature })}\n`;
}

async function verdict(book: string | Uint8Array): Promise<readonly [refusal: string, line: number]> {
  const bytes = typeof book === 'string' ? Buffer.from(book, 'utf8') : book;
  const verified = await verifyPriceBook(inPieces(bytes, 50), TRUST);
  const loaded = await loadPriceBook(inPieces(bytes), TRUST);
  if (verified.kind === 'verified') {
    expect(loaded.kind).toBe('loaded');
    return ['none', 0];
  }
  // Both ways of reading, and both ways of cutting, say the same.
  expect(loaded).toEqual(verified);
  expect(verified.message).toMatch(/;.*\b(fetch|give|seal|sealed|update)\b/);
  return [verified.refusal, verified.line];
}

describe('a sealed book', () => {
  it('is verified, with its header and trailer', async () => {
    const result = await verifyPriceBook(inPieces(Buffer.from(BOOK)), TRUST);
    expect(result).toMatchObject({ kind: 'verified', count: 4, header: HEADER });
    expect(result.kind === 'verified' && result.trailer.keyId).toBe(SEALER.keyId);
  });

  it('is verified by any one of several keys', async () => {
    const publicKeys = [STRANGER.publicKey, SEALER.publicKey];
    const result = await verifyPriceBook(inPieces(Buffer.from(BOOK)), { publicKeys });
    expect(result.kind).toBe('verified');
  });

  it.each([1, 2, 3, 7, 64, 511, 512, 513, 514, 1000])('is verified in pieces of %i bytes', async (size) => {
    expect((await verifyPriceBook(inPieces(Buffer.from(BOOK), size), TRUST)).kind).toBe('verified');
  });

  it('is verified though empty pieces come between', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      for await (const piece of inPieces(Buffer.from(BOOK), 100)) {
        yield new Uint8Array(0);
        yield piece;
      }
      yield new Uint8Array(0);
    }
    expect((await verifyPriceBook(source(), TRUST)).kind).toBe('verified');
  });

  it('is verified though every piece comes in the same memory', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      const memory = Buffer.alloc(90);
      for await (const piece of inPieces(Buffer.from(BOOK), memory.length)) {
        memory.fill(0);
        memory.set(piece);
        yield memory.subarray(0, piece.length);
      }
    }
    const loaded = await loadPriceBook(source(), TRUST);
    expect(loaded.kind === 'loaded' && [...loaded.book.entries()]).toEqual(ENTRIES);
  });
});

describe('a book that was tampered with', () => {
  const without = (index: number): string =>
    sealed(
      LINES.slice(0, -1).filter((_, at) => at !== index),
      4,
    );
  const instead = (line: string): string => sealed([HEADER_LINE, line]);

  const cases: readonly (readonly [what: string, book: string | Uint8Array, BookRefusal, line: number])[] = [
    ['an empty file', '', 'not-a-book', 1],
    ['another file', 'sku,price\nA,100\n', 'not-a-book', 1],
    ['another file without a line end', 'PNG', 'not-a-book', 1],
    ['a report', '{"schemaVersion":1}\n', 'not-a-book', 1],
    ['a gzip', gzipSync(BOOK), 'not-a-book', 1],
    ['a byte-order mark', `\ufeff${BOOK}`, 'not-canonical', 1],
    ['UTF-16', Buffer.from(BOOK, 'utf16le'), 'not-a-book', 1],
    ['line ends of Windows', BOOK.replaceAll('\n', '\r\n'), 'not-canonical', 1],
    ['one such line end, further down', BOOK.replace(`${A_LINE}\n`, `${A_LINE}\r\n`), 'not-canonical', 2],
    ['a blank line', sealed([HEADER_LINE, '']), 'not-canonical', 2],
    ['a newer schema', BOOK.replace('price-book/1"', 'price-book/2"'), 'unknown-schema', 1],
    [
      'a header with a member more',
      BOOK.replace('{"approvalIds"', '{"a":1,"approvalIds"'),
      'unknown-schema',
      1,
    ],
    ['a header with a wrong member', BOOK.replace('"epoch":3', '"epoch":0'), 'bad-header', 1],
    ['a header with a blank', BOOK.replace('"epoch":3', '"epoch": 3'), 'not-canonical', 1],
    [
      'a header in another order',
      BOOK.replace(/^\{("approvalIds":\[.*?\]),/, '{"epoch":3,$1,'),
      'not-canonical',
      1,
    ],
    ['a header cut', BOOK.slice(0, 40), 'truncated', 1],
    ['an entry cut', BOOK.slice(0, HEADER_LINE.length + 20), 'truncated', 2],
    ['no trailer', `${LINES.slice(0, -1).join('\n')}\n`, 'truncated', 6],
    ['no end of the last line', BOOK.slice(0, -1), 'truncated', 6],
    ['an entry left out', without(2), 'count-differs', 5],
    ['an entry twice', sealed([HEADER_LINE, A_LINE, A_LINE]), 'duplicate-entry', 3],
    ['entries in another order', sealed([HEADER_LINE, LINES[2] ?? '', A_LINE]), 'out-of-order', 3],
    ['a line behind the trailer', `${BOOK}${A_LINE}\n`, 'after-trailer', 7],
    ['a blank line behind the trailer', `${BOOK}\n`, 'after-trailer', 7],
    ['a byte behind the trailer', `${BOOK}x`, 'after-trailer', 7],
    ['two trailers', `${BOOK}${LINES.at(-1) ?? ''}\n`, 'after-trailer', 7],
    ['a price changed', BOOK.replace('"priceMinor":12900', '"priceMinor":12901'), 'digest-differs', 6],
    ['a count changed', BOOK.replace('"count":4', '"count":5'), 'count-differs', 6],
    ['a count with a leading zero', BOOK.replace('"count":4', '"count":04'), 'bad-trailer', 6],
    ['a trailer with a member more', BOOK.replace('{"count":4,', '{"count":4,"a":1,'), 'bad-trailer', 6],
    [
      'a trailer that goes on and on',
      BOOK.replace('{"count":4,', `{"count":4${' '.repeat(600)},`),
      'bad-trailer',
      6,
    ],
    ['a trailer with a blank', BOOK.replace('{"count":4', '{"count": 4'), 'not-canonical', 6],
    ['another key', BOOK.replace(SEALER.keyId, STRANGER.keyId), 'unknown-key', 6],
    ['bytes that are not UTF-8', Buffer.from(BOOK.replace('한', '\u00ff'), 'latin1'), 'bad-entry', 4],
    ['a number with an exponent', instead(A_LINE.replace('12900', '129e2')), 'not-canonical', 2],
    ['a number with a leading zero', instead(A_LINE.replace('12900', '012900')), 'bad-entry', 2],
    ['a number with a fraction', instead(A_LINE.replace('12900', '12900.0')), 'not-canonical', 2],
    ['a negative number', instead(A_LINE.replace('11610', '-1')), 'bad-entry', 2],
    ['a minus zero', instead(A_LINE.replace('11610', '-0')), 'not-canonical', 2],
    ['a number beyond 2^53', instead(A_LINE.replace('12900', '9007199254740992')), 'bad-entry', 2],
    ['a number of 400 digits', instead(A_LINE.replace('12900', '9'.repeat(400))), 'not-canonical', 2],
    ['a number in quotes', instead(A_LINE.replace('12900', '"12900"')), 'bad-entry', 2],
    ['an escape where none is needed', instead(A_LINE.replace('"A"', '"\\u0041"')), 'not-canonical', 2],
    ['an escaped slash', instead(A_LINE.replace('"A"', '"A\\/B"')), 'not-canonical', 2],
    ['half of a surrogate pair', instead(A_LINE.replace('"A"', '"\\ud800"')), 'not-canonical', 2],
    ['a control character', instead(A_LINE.replace('"A"', '"A\\u001fB"')), 'bad-entry', 2],
    ['an unknown member', instead(A_LINE.replace('"sku"', '"shop":1,"sku"')), 'bad-entry', 2],
    ['a member twice', instead(A_LINE.replace('"sku"', '"priceMinor":1,"sku"')), 'not-canonical', 2],
    [
      'the currency of the book stated',
      instead(A_LINE.replace('"floor', '"currency":"KRW","floor')),
      'not-canonical',
      2,
    ],
    [
      'the default price list stated',
      instead(A_LINE.replace('"priceM', '"priceList":"default","priceM')),
      'not-canonical',
      2,
    ],
    [
      'the default stock key stated',
      instead(A_LINE.replace('"A"}', '"A","stockKey":"A"}')),
      'not-canonical',
      2,
    ],
    ['a gift that is none', instead(A_LINE.replace(',"priceM', ',"gift":false,"priceM')), 'not-canonical', 2],
    ['a floor above the price', instead(A_LINE.replace('11610', '12901')), 'bad-entry', 2],
    ['a price of nothing', instead(A_LINE.replace('11610', '0').replace('12900', '0')), 'bad-entry', 2],
    ['a reference of nowhere', instead(A_LINE.replace('history-median', 'hearsay')), 'bad-entry', 2],
    ['an unknown currency', instead(A_LINE.replace('"floor', '"currency":"XXX","floor')), 'bad-entry', 2],
    ['no SKU', instead(A_LINE.replace(',"sku":"A"', '')), 'bad-entry', 2],
    ['a list', instead(`[${A_LINE}]`), 'bad-entry', 2],
    ['__proto__', instead(A_LINE.replace('{', '{"__proto__":{},')), 'bad-entry', 2],
    [
      'a bundle named twice',
      instead(
        A_LINE.replace(
          '"floor',
          '"components":[{"quantity":1,"stockKey":"x"},{"quantity":1,"stockKey":"x"}],"floor',
        ),
      ),
      'bad-entry',
      2,
    ],
    ['a bundle of null', instead(A_LINE.replace('"floor', '"components":[null],"floor')), 'bad-entry', 2],
    ['nesting without end', instead('['.repeat(60_000)), 'bad-entry', 2],
    ['an entry of 70,000 bytes', instead(A_LINE.replace('"A"', `"${'A'.repeat(70_000)}"`)), 'too-large', 2],
  ];

  it.each(cases)('is refused: %s', async (_, book, refusal, line) => {
    expect(await verdict(book)).toEqual([refusal, line]);
  });

  it('is refused under the key of a stranger, though all else is right', async () => {
    const bytes = await bookBytes(ENTRIES, { key: STRANGER });
    const result = await verifyPriceBook(inPieces(bytes), TRUST);
    expect(result).toMatchObject({ kind: 'refused', refusal: 'unknown-key', line: 6 });
    expect(result.kind === 'refused' && result.message).toContain(STRANGER.keyId);
  });

  it('is refused when a stranger signed it in the name of another', async () => {
    const body = `${LINES.slice(0, -1).join('\n')}\n`;
    const sha256 = sha256Hex(body);
    const signature = STRANGER.sign(`saleguard/price-book/1\n${sha256}`);
    const trailer = printBookTrailer({ count: 4, sha256, keyId: SEALER.keyId, signature });
    expect(await verdict(`${body}${trailer}\n`)).toEqual(['bad-signature', 6]);
  });

  it('is refused when the signature was made for something else', async () => {
    const body = `${LINES.slice(0, -1).join('\n')}\n`;
    const sha256 = sha256Hex(body);
    const trailer = printBookTrailer({
      count: 4,
      sha256,
      keyId: SEALER.keyId,
      signature: SEALER.sign(sha256),
    });
    expect(await verdict(`${body}${trailer}\n`)).toEqual(['bad-signature', 6]);
  });
});

describe('a source', () => {
  it('with a line that never ends is left after a mebibyte', async () => {
    let given = 0;
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          given += 65_536;
          yield await Promise.resolve(Buffer.alloc(65_536, 0x20));
        }
      } finally {
        isClosed = true;
      }
    }
    const result = await verifyPriceBook(endless(), TRUST);
    expect(result).toMatchObject({ kind: 'refused', refusal: 'too-large', line: 1 });
    expect(given).toBeLessThan(1_300_000);
    expect(isClosed).toBe(true);
  });

  it('is left at the limit of bytes or of entries that was set', async () => {
    const bytes = Buffer.from(BOOK);
    const read = (limits: object) => verifyPriceBook(inPieces(bytes, 100), { ...TRUST, limits });
    expect(await read({ bytesMax: bytes.length - 1 })).toMatchObject({ refusal: 'too-large' });
    expect(await read({ bytesMax: bytes.length })).toMatchObject({ kind: 'verified' });
    expect(await read({ entriesMax: 3 })).toMatchObject({ refusal: 'too-large', line: 5 });
    expect(await read({ entriesMax: 4 })).toMatchObject({ kind: 'verified' });
    await expect(read({ entriesMax: 0 })).rejects.toThrow('limits.entriesMax');
    await expect(read({ bytesMax: 2 ** 40 })).rejects.toThrow('limits.bytesMax');
  });

  it('that fails passes its error on', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(BOOK.slice(0, 100)));
      throw new Error('the disk is gone');
    }
    await expect(verifyPriceBook(failing(), TRUST)).rejects.toThrow('the disk is gone');
  });

  it('of texts is a wrong call', async () => {
    async function* texts(): AsyncGenerator<string> {
      yield await Promise.resolve(BOOK);
    }
    const source = texts() as unknown as AsyncIterable<Uint8Array>;
    await expect(verifyPriceBook(source, TRUST)).rejects.toThrow('without an encoding');
  });
});

describe('keys', () => {
  it('that are none are a wrong call, and so is no key', async () => {
    const read = (publicKeys: readonly string[]) =>
      verifyPriceBook(inPieces(Buffer.from(BOOK)), { publicKeys });
    await expect(read([])).rejects.toThrow('no public key');
    await expect(read([SEALER.publicKey, 'abc'])).rejects.toThrow('publicKeys[1]');
    // Under 32 zero bytes anybody can sign.
    await expect(read([Buffer.alloc(32).toString('base64')])).rejects.toThrow('publicKeys[0]');
  });
});
