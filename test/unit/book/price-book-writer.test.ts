import { describe, expect, it } from 'vitest';
import { PriceBookWriter } from '../../../src/book/price-book-writer.js';
import type { PriceBookEntry } from '../../../src/catalog/price-book.js';
import { isGuardError } from '../../../src/core/errors.js';
import { verifySignature } from '../../../src/seal/ed25519.js';
import { sha256Hex } from '../../../src/seal/digest.js';
import { entryOf, HEADER, SEALER, write } from './sample-book.js';

async function problemsOf(
  entries: readonly PriceBookEntry[],
  sharedStockKeys: readonly string[] = [],
): Promise<readonly (readonly [kind: string, sku: string | undefined])[]> {
  const { result, bytes } = await write(entries, { sharedStockKeys: new Set(sharedStockKeys) });
  expect(bytes).toHaveLength(result.kind === 'refused' ? 0 : bytes.length);
  return result.kind === 'refused' ? result.problems.map(({ kind, sku }) => [kind, sku] as const) : [];
}

describe('a written price book', () => {
  it('is header, entries in ascending order and trailer, each a line of canonical JSON', async () => {
    const { text } = await write([entryOf('B'), entryOf('A', { allotment: 10, perCustomerMax: 2 })]);
    const [header, first, second, trailer, ...rest] = text.split('\n');
    expect(header).toMatch(
      /^\{"approvalIds":\["00000000000000aa","00000000000000ab"\],"batchDigest":"b{64}",/,
    );
    expect(header).not.toContain('promotionsSha256');
    expect(first).toBe(
      '{"allotment":10,"floorMinor":11610,"perCustomerMax":2,"priceMinor":12900,"referenceMinor":19900,"referenceSource":"history-median","sku":"A"}',
    );
    expect(second).toBe(
      '{"floorMinor":11610,"priceMinor":12900,"referenceMinor":19900,"referenceSource":"history-median","sku":"B"}',
    );
    expect(trailer).toMatch(/^\{"count":2,"keyId":"[0-9a-f]{16}","sha256":"[0-9a-f]{64}","signature":"/);
    expect(rest).toEqual(['']);
  });

  it('states what is not at its default, and nothing else', async () => {
    const entry = entryOf('A', {
      priceList: 'vip',
      currency: 'USD',
      priceMinor: 0,
      floorMinor: 0,
      referenceMinor: undefined,
      referenceSource: undefined,
      stockKey: 'A',
      allotment: 0,
      isGift: true,
      components: [{ stockKey: 'x', quantity: 2 }],
    });
    const { text } = await write([entry]);
    expect(text.split('\n')[1]).toBe(
      '{"allotment":0,"components":[{"quantity":2,"stockKey":"x"}],"currency":"USD","floorMinor":0,"gift":true,"priceList":"vip","priceMinor":0,"sku":"A","stockKey":"A"}',
    );
  });

  it('is signed over the schema and the SHA-256 of every byte before the trailer', async () => {
    const { text, result } = await write([entryOf('A')]);
    expect(result.kind).toBe('written');
    if (result.kind !== 'written') return;
    const before = text.slice(0, text.indexOf('{"count"'));
    expect(result.trailer.sha256).toBe(sha256Hex(before));
    expect(result.bytes).toBe(Buffer.byteLength(text));
    const message = `saleguard/price-book/1\n${result.trailer.sha256}`;
    const { signature } = result.trailer;
    expect(verifySignature({ publicKey: SEALER.publicKey, message, signature })).toBe(true);
  });

  it('has the same bytes in whatever order its entries come', async () => {
    const entries = ['b', 'a', '가', 'Z', '😀', 'a b', 'aa', '\uffee'].map((sku) => entryOf(sku));
    const one = await write(entries);
    const other = await write([...entries].reverse());
    expect(other.text).toBe(one.text);
    // U+FFEE takes three bytes of UTF-8 and the emoji four, though its first UTF-16 unit is the smaller one.
    expect([...one.text.matchAll(/"sku":"(.*?)"/g)].map((match) => match[1])).toEqual([
      'Z',
      'a',
      'a b',
      'aa',
      'b',
      '가',
      '\uffee',
      '😀',
    ]);
  });

  it('may hold no entry at all', async () => {
    const { result } = await write([]);
    expect(result).toMatchObject({ kind: 'written', trailer: { count: 0 } });
  });

  it('hands each piece over for good and waits until it is taken', async () => {
    const writer = new PriceBookWriter({ header: HEADER });
    for (let at = 0; at < 5_000; at++) writer.add(entryOf(`SKU-${at}`));
    const pieces: Uint8Array[] = [];
    const copies: Uint8Array[] = [];
    let isBusy = false;
    const result = await writer.finish({
      key: SEALER,
      write: async (piece) => {
        expect(isBusy).toBe(false);
        isBusy = true;
        pieces.push(piece);
        copies.push(Uint8Array.from(piece));
        await new Promise((resolve) => setImmediate(resolve));
        isBusy = false;
      },
    });
    expect(result.kind).toBe('written');
    expect(pieces.length).toBeGreaterThan(4);
    expect(Buffer.concat(pieces).equals(Buffer.concat(copies))).toBe(true);
  });

  it('is not begun a second time', async () => {
    const writer = new PriceBookWriter({ header: HEADER });
    await writer.finish({ key: SEALER, write: () => undefined });
    expect(() => writer.add(entryOf('A'))).toThrow('finished');
    await expect(writer.finish({ key: SEALER, write: () => undefined })).rejects.toThrow('finished');
  });
});

describe('an entry that may not be as it is', () => {
  const wrong: readonly (readonly [what: string, entry: PriceBookEntry, said: string])[] = [
    ['a floor above the price', entryOf('A', { floorMinor: 12_901 }), 'above the price of 12900'],
    ['a negative price', entryOf('A', { priceMinor: -1, floorMinor: -1 }), 'priceMinor: got -1'],
    ['a price of minus zero', entryOf('A', { priceMinor: -0, floorMinor: 0, isGift: true }), 'priceMinor'],
    ['a fraction', entryOf('A', { priceMinor: 12_900.5 }), 'priceMinor: got 12900.5'],
    ['an unsafe integer', entryOf('A', { priceMinor: 2 ** 53 }), 'from 0 to 9007199254740991'],
    [
      'a price of nothing',
      entryOf('A', { priceMinor: 0, floorMinor: 0 }),
      'only an entry declared as a gift',
    ],
    ['an empty SKU', entryOf(''), 'sku: got ""'],
    ['a SKU with a line end', entryOf('A\n'), 'sku'],
    ['a SKU with a direction mark', entryOf('A\u202e'), 'sku'],
    ['a SKU with half of a surrogate pair', entryOf('A\ud800'), 'sku'],
    ['a SKU of 129 bytes', entryOf('가'.repeat(43)), 'expected 1 to 128 bytes'],
    ['a stock key of 129 bytes', entryOf('A', { stockKey: 'k'.repeat(129) }), 'stockKey'],
    [
      'a price list that makes the default stock key too long',
      entryOf('s'.repeat(100), { priceList: 'l'.repeat(28) }),
      'stockKey',
    ],
    ['no currency', entryOf('A', { currency: 'XXX' as 'KRW' }), 'currency: got "XXX"'],
    ['a reference without its source', entryOf('A', { referenceSource: undefined }), 'one is there without'],
    ['a reference of nothing', entryOf('A', { referenceMinor: 0 }), 'referenceMinor: got 0'],
    ['more units than stock can hold', entryOf('A', { allotment: 1_000_000_001 }), 'allotment'],
    ['a limit of no unit', entryOf('A', { perCustomerMax: 0 }), 'perCustomerMax'],
    ['a bundle of nothing', entryOf('A', { components: [] }), 'a list of 1 to 100'],
    [
      'a bundle that names goods twice',
      entryOf('A', {
        components: [
          { stockKey: 'x', quantity: 1 },
          { stockKey: 'x', quantity: 2 },
        ],
      }),
      'stands there twice',
    ],
  ];

  it.each(wrong)('is refused: %s', async (_, entry, said) => {
    const writer = new PriceBookWriter({ header: HEADER });
    const problem = writer.add(entry);
    expect(problem?.kind).toBe('bad-entry');
    expect(problem?.message).toContain(said);
    const pieces: Uint8Array[] = [];
    const result = await writer.finish({ key: SEALER, write: (piece) => void pieces.push(piece) });
    expect(result).toEqual({ kind: 'refused', problems: [problem], problemCount: 1 });
    expect(pieces).toEqual([]);
  });

  it('is refused beside good ones, and the first hundred are told', async () => {
    const entries = Array.from({ length: 130 }, (_, at) => entryOf(`SKU-${at}`, { priceMinor: -1 }));
    const { result } = await write([entryOf('good'), ...entries]);
    expect(result.kind === 'refused' && [result.problems.length, result.problemCount]).toEqual([100, 130]);
  });
});

describe('entries that do not go together', () => {
  it('are refused when they have one SKU, price list and currency', async () => {
    const entries = [entryOf('A'), entryOf('B'), entryOf('A', { priceMinor: 20_000 })];
    expect(await problemsOf(entries)).toEqual([['duplicate-entry', 'A']]);
  });

  it('may have one SKU in several price lists', async () => {
    expect(await problemsOf([entryOf('A'), entryOf('A', { priceList: 'vip' })])).toEqual([]);
  });

  it('are refused when their stock key is one by chance', async () => {
    expect(await problemsOf([entryOf('A'), entryOf('B', { stockKey: 'A' })])).toEqual([
      ['stock-not-shared', 'A'],
    ]);
    expect(await problemsOf([entryOf('A@vip'), entryOf('A', { priceList: 'vip' })])).toEqual([
      ['stock-not-shared', 'A@vip'],
    ]);
    expect(
      await problemsOf([entryOf('A', { stockKey: 'pool' }), entryOf('B', { stockKey: 'pool' })]),
    ).toEqual([['stock-not-shared', 'B']]);
  });

  it('are refused when one SKU is sold in two currencies from one stock that nobody called shared', async () => {
    const entries = [entryOf('A'), entryOf('A', { currency: 'USD' })];
    expect(await problemsOf(entries)).toEqual([['stock-not-shared', 'A']]);
    expect(await problemsOf(entries, ['A'])).toEqual([]);
  });

  it('may share a stock key that the sale calls shared', async () => {
    const entries = [entryOf('A', { stockKey: 'pool' }), entryOf('B', { stockKey: 'pool' }), entryOf('pool')];
    expect(await problemsOf(entries, ['pool'])).toEqual([]);
  });
});

describe('a header that may not be as it is', () => {
  it('is a wrong call', () => {
    const header = { ...HEADER, epoch: 0 };
    const caught = catchError(() => new PriceBookWriter({ header }));
    expect(isGuardError(caught, 'invalid-argument')).toBe(true);
    expect(String(caught)).toContain('epoch: got 0');
  });
});

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
