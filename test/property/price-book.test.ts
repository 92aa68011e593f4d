import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnoseEntry } from '../../src/book/diagnose-entry.js';
import { EntryScanner } from '../../src/book/entry-scanner.js';
import { loadPriceBook } from '../../src/book/load-price-book.js';
import { PriceLists } from '../../src/book/price-lists.js';
import { RawEntry } from '../../src/book/raw-entry.js';
import { verifyPriceBook } from '../../src/book/verify-price-book.js';
import { defaultStockKey, type PriceBookEntry } from '../../src/catalog/price-book.js';
import { canonicalJson } from '../../src/seal/canonical-json.js';
import { bookBytes, HEADER, inPieces, SEALER } from '../unit/book/sample-book.js';

const TRUST = { publicKeys: [SEALER.publicKey] };
const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;
const SOURCES = ['history-median', 'history-minimum', 'list-price', 'peer-estimate'] as const;
/** As the catalogue says it: nothing that cannot be seen. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;

const identifier = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom('a', 'B', '0', ' ', '-', '"', '\\', '/', '가', '😀', 'é', '\uffee'),
      minLength: 1,
      maxLength: 12,
    }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom('__proto__', 'default', '가'.repeat(42), 'x'.repeat(128)),
  )
  .filter((text) => isIdentifier(text));

function isIdentifier(text: unknown): text is string {
  if (typeof text !== 'string' || text === '' || HIDDEN.test(text)) return false;
  return Buffer.byteLength(text) <= 128;
}

const amount = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, AMOUNT_MAX));
const quantity = fc.oneof(fc.integer({ min: 1, max: 1_000_000_000 }), fc.constantFrom(1, 1_000_000_000));
const components = fc
  .uniqueArray(fc.record({ stockKey: identifier, quantity }), {
    minLength: 1,
    maxLength: 4,
    selector: (each) => each.stockKey,
  })
  .map((list) => list as PriceBookEntry['components']);

/** Entries as any shop may have them, each with a key of its own. */
const entries: fc.Arbitrary<readonly PriceBookEntry[]> = fc.uniqueArray(entryArbitrary(), {
  maxLength: 12,
  selector: ({ sku, priceList, currency }) => JSON.stringify([sku, priceList, currency]),
});

function entryArbitrary(): fc.Arbitrary<PriceBookEntry> {
  return fc
    .record({
      sku: identifier,
      priceList: fc.oneof(fc.constant('default'), identifier),
      currency: fc.constantFrom('KRW' as const, 'USD' as const, 'JPY' as const),
      amounts: fc.tuple(amount, amount),
      reference: fc.option(fc.record({ minor: amount, source: fc.constantFrom(...SOURCES) }), {
        nil: undefined,
      }),
      stockKey: fc.option(identifier, { nil: undefined }),
      allotment: fc.option(fc.oneof(quantity, fc.constant(0)), { nil: undefined }),
      perCustomerMax: fc.option(quantity, { nil: undefined }),
      components: fc.option(components, { nil: undefined }),
      isGift: fc.boolean(),
    })
    .map(({ amounts, reference, stockKey, ...rest }) => {
      const [priceMinor, floorMinor] = amounts[0] >= amounts[1] ? amounts : [amounts[1], amounts[0]];
      return {
        ...rest,
        priceMinor,
        floorMinor,
        isGift: rest.isGift || priceMinor === 0,
        referenceMinor: reference === undefined ? undefined : Math.max(1, reference.minor),
        referenceSource: reference?.source,
        stockKey: stockKey ?? defaultStockKey(rest.sku, rest.priceList),
      };
    })
    .filter(({ stockKey }) => isIdentifier(stockKey));
}

async function seal(list: readonly PriceBookEntry[]): Promise<Buffer> {
  const sharedStockKeys = new Set(list.map(({ stockKey }) => stockKey));
  return Buffer.from(await bookBytes(list, { sharedStockKeys }));
}

/** Whether checkout would take the bytes, in whichever way it reads them. */
async function isTaken(bytes: Uint8Array, pieceBytes: number): Promise<boolean> {
  const verified = await verifyPriceBook(inPieces(bytes, pieceBytes), TRUST);
  const loaded = await loadPriceBook(inPieces(bytes), TRUST);
  expect(loaded.kind === 'loaded').toBe(verified.kind === 'verified');
  return verified.kind === 'verified';
}

const pieceBytes = fc.integer({ min: 1, max: 700 });

describe('a sealed price book', () => {
  it('gives back exactly what was sealed, in ascending order, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(entries, pieceBytes, async (list, size) => {
        const bytes = await seal(list);
        const loaded = await loadPriceBook(inPieces(bytes, size), TRUST);
        expect(loaded.kind).toBe('loaded');
        if (loaded.kind !== 'loaded') return;
        const byKey = [...list].sort((left, right) => Buffer.compare(keyBytes(left), keyBytes(right)));
        expect([...loaded.book.entries()]).toEqual(byKey);
        for (const entry of list)
          expect(loaded.book.find(entry.sku, entry.priceList, entry.currency)).toEqual(entry);
      }),
    );
  });

  it('finds what a Map finds, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), identifier)),
        async (list, others) => {
          const loaded = await loadPriceBook(inPieces(await seal(list)), TRUST);
          if (loaded.kind !== 'loaded') throw new Error(loaded.message);
          const known = new Map(
            list.map((entry) => [JSON.stringify([entry.sku, entry.priceList, entry.currency]), entry]),
          );
          const skus = [...list.map(({ sku }) => sku), ...others.map(([sku]) => sku)];
          const lists = [
            'default',
            ...list.map(({ priceList }) => priceList),
            ...others.map(([, name]) => name),
          ];
          for (const sku of skus)
            for (const priceList of lists)
              expect(loaded.book.find(sku, priceList, 'KRW')).toEqual(
                known.get(JSON.stringify([sku, priceList, 'KRW'])),
              );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('has the same bytes in whatever order its entries came', async () => {
    const shuffled = entries.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([list, other]) => {
        expect((await seal(other)).equals(await seal(list))).toBe(true);
      }),
    );
  });

  it('is refused with any one byte changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        pieceBytes,
        async (list, at, change, size) => {
          const bytes = await seal(list);
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ change;
          expect(await isTaken(bytes, size)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused with a byte taken out or put in', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), fc.nat({ max: 255 }), pieceBytes, async (list, at, byte, size) => {
        const bytes = await seal(list);
        const place = at % bytes.length;
        const without = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)]);
        const within = Buffer.concat([bytes.subarray(0, place), Buffer.of(byte), bytes.subarray(place)]);
        expect(await isTaken(without, size)).toBe(false);
        expect(await isTaken(within, size)).toBe(false);
        expect(await isTaken(Buffer.concat([bytes, Buffer.of(byte)]), size)).toBe(false);
      }),
    );
  });

  it('is refused cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), pieceBytes, async (list, at, size) => {
        const bytes = await seal(list);
        expect(await isTaken(bytes.subarray(0, at % bytes.length), size)).toBe(false);
      }),
    );
  });

  it('is refused with two lines swapped, a line twice, or a line gone', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), fc.nat(), async (list, one, two) => {
        const lines = (await seal(list)).toString('utf8').split('\n').slice(0, -1);
        const [first, second] = [one % lines.length, two % lines.length];
        const swapped = lines.map((line, at) =>
          at === first ? lines[second] : at === second ? lines[first] : line,
        );
        const twice = lines.flatMap((line, at) => (at === first ? [line, line] : [line]));
        const gone = lines.filter((_, at) => at !== first);
        for (const changed of first === second ? [twice, gone] : [swapped, twice, gone])
          expect(await isTaken(Buffer.from(`${changed.join('\n')}\n`), 256)).toBe(false);
      }),
    );
  });
});

function keyBytes({ sku, priceList, currency }: PriceBookEntry): Buffer {
  return Buffer.from(`${sku}\u001f${priceList}\u001f${currency}`);
}

/** What a line of an entry may be, said once more: by JSON.parse, canonical JSON, and a table of members. */
function isEntryByJson(line: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const value: unknown = JSON.parse(text);
    if (canonicalJson(value) !== text || typeof value !== 'object' || value === null || Array.isArray(value))
      return false;
    return isEntry(new Map<string, unknown>(Object.entries(value)));
  } catch {
    return false;
  }
}

const isAmount = (least: number, most: number) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
const MEMBERS = new Map<string, (value: unknown) => boolean>([
  ['allotment', isAmount(0, 1e9)],
  ['components', isComponents],
  ['currency', (value) => value === 'USD' || value === 'JPY' || value === 'EUR'],
  ['floorMinor', isAmount(0, AMOUNT_MAX)],
  ['gift', (value) => value === true],
  ['perCustomerMax', isAmount(1, 1e9)],
  ['priceList', (value) => isIdentifier(value) && value !== 'default'],
  ['priceMinor', isAmount(0, AMOUNT_MAX)],
  ['referenceMinor', isAmount(1, AMOUNT_MAX)],
  ['referenceSource', (value) => SOURCES.some((source) => source === value)],
  ['sku', isIdentifier],
  ['stockKey', isIdentifier],
]);

function isEntry(members: ReadonlyMap<string, unknown>): boolean {
  for (const [name, value] of members) if (MEMBERS.get(name)?.(value) !== true) return false;
  if (!['floorMinor', 'priceMinor', 'sku'].every((name) => members.has(name))) return false;
  if (members.has('referenceMinor') !== members.has('referenceSource')) return false;
  const price = Number(members.get('priceMinor'));
  if (Number(members.get('floorMinor')) > price || (price === 0 && !members.has('gift'))) return false;
  const usual = defaultStockKey(
    String(members.get('sku')),
    members.has('priceList') ? String(members.get('priceList')) : 'default',
  );
  return members.has('stockKey') ? members.get('stockKey') !== usual : isIdentifier(usual);
}

function isComponents(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > 100) return false;
  const goods = value as readonly Readonly<Record<string, unknown>>[];
  const keys = goods.map((each) => each['stockKey']);
  return (
    new Set(keys).size === keys.length &&
    goods.every(
      (each) =>
        Object.keys(each).join() === 'quantity,stockKey' &&
        isAmount(1, 1e9)(each['quantity']) &&
        isIdentifier(each['stockKey']),
    )
  );
}

/** Pieces of JSON that are put into a good line, or of which a line is made. */
const fragment = fc.constantFrom(
  '"',
  '\\',
  '\\"',
  '\\\\',
  '\\/',
  '\\u0041',
  '\\ud800',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '0',
  '00',
  '1',
  '-',
  '.',
  'e3',
  '1e3',
  ' ',
  '\t',
  '\r',
  '\u0000',
  '\u200b',
  '\ufeff',
  '가',
  '😀',
  'true',
  'false',
  'null',
  '"sku":"x"',
  '"gift":true,',
  '"gift":false,',
  ',"gift":true',
  ',"priceList":"default"',
  ',"priceList":"vip"',
  ',"stockKey":"A"',
  '"currency":"KRW",',
  '"currency":"EUR",',
  '"allotment":0,',
  '"components":[],',
  '"components":[{"quantity":1,"stockKey":"x"}],',
  ',"referenceMinor":5',
  ',"referenceSource":"list-price"',
  '9007199254740991',
  '9007199254740992',
);
const line = entryArbitrary()
  .chain((entry) =>
    fc.tuple(
      fc.constant(lineOf(entry)),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fragment), { maxLength: 3 }),
    ),
  )
  .map(([text, edits]) => {
    let edited = text;
    for (const [at, gone, put] of edits) {
      const place = at % (edited.length + 1);
      edited = edited.slice(0, place) + put + edited.slice(place + gone);
    }
    return Buffer.from(edited, 'utf8');
  });

function lineOf(entry: PriceBookEntry): string {
  const { isGift, priceList, currency, stockKey, ...rest } = entry;
  const stated = {
    ...rest,
    gift: isGift ? true : undefined,
    priceList: priceList === 'default' ? undefined : priceList,
    currency: currency === 'KRW' ? undefined : currency,
    stockKey: stockKey === defaultStockKey(entry.sku, priceList) ? undefined : stockKey,
  };
  return canonicalJson(JSON.parse(JSON.stringify(stated)));
}

describe('the scanner of entries', () => {
  const scan = (bytes: Uint8Array): boolean =>
    new EntryScanner(new PriceLists(HEADER.currency)).scan(bytes, 0, bytes.length, new RawEntry());

  it('takes exactly the lines that JSON.parse and canonical JSON take', () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(line, (bytes) => {
        const isGood = isEntryByJson(bytes);
        if (isGood) taken++;
        else refused++;
        expect(scan(bytes)).toBe(isGood);
        // What is refused can be told why.
        if (!isGood) expect(diagnoseEntry(bytes, HEADER.currency).message).not.toBe('it is no entry');
      }),
      { numRuns: 3_000 },
    );
    // Neither half of the property is empty.
    expect(Math.min(taken, refused)).toBeGreaterThan(100);
  });

  it('reads nothing beyond the end of its line', () => {
    fc.assert(
      fc.property(
        line,
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        (bytes, before, after) => {
          const around = Buffer.concat([before, bytes, after]);
          const scanner = new EntryScanner(new PriceLists(HEADER.currency));
          const isTakenWithin = scanner.scan(
            around,
            before.length,
            before.length + bytes.length,
            new RawEntry(),
          );
          expect(isTakenWithin).toBe(scan(bytes));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes UTF-8 as it is defined and nothing else', () => {
    const start = Buffer.from('{"floorMinor":1,"priceMinor":1,"sku":"');
    const end = Buffer.from('"}');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 4 }),
          fc
            .tuple(
              fc.integer({ min: 0xc0, max: 0xff }),
              fc.array(fc.integer({ min: 0x7f, max: 0xc0 }), { maxLength: 3 }),
            )
            .map(([first, rest]) => Uint8Array.of(first, ...rest)),
        ),
        (bytes) => {
          const whole = Buffer.concat([start, bytes, end]);
          expect(scan(whole)).toBe(isEntryByJson(whole));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
