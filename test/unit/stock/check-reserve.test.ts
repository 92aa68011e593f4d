import { describe, expect, it } from 'vitest';
import type { CanonicalReserve, Checked } from '../../../src/stock/canonical.js';
import { checkReserve, checkSupersede } from '../../../src/stock/check-reserve.js';
import type { ReserveRequest, SupersedeRequest } from '../../../src/stock/request.js';

const GOOD = { id: 'a', owners: ['kim'], lines: [{ stockKey: 'A', quantity: 1 }] };

/** Checks a good request in which some fields hold anything, as JavaScript may hand in. */
function check(change: Record<string, unknown>): Checked<CanonicalReserve> {
  return checkReserve({ ...GOOD, ...change });
}

/** The one line of a good request, with another stock key. */
function key(stockKey: unknown): Record<string, unknown> {
  return { lines: [{ stockKey, quantity: 1 }] };
}

function quantity(units: unknown): Record<string, unknown> {
  return { lines: [{ stockKey: 'A', quantity: units }] };
}

const lines = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({ stockKey: `A-${index}`, quantity: 1 }));

describe('checkReserve', () => {
  it('fills in what was left out', () => {
    expect(checkReserve(GOOD)).toEqual({
      ok: true,
      value: {
        ...GOOD,
        scopes: [],
        ttlMs: undefined,
        epoch: undefined,
        markdownMinor: 0,
        fingerprint: undefined,
        previousId: undefined,
        review: undefined,
        counted: { flagged: undefined, deepScopes: [], buyer: GOOD.owners[0] },
        note: undefined,
      },
    });
  });

  it('sums, sorts by UTF-16 code units and drops doubles', () => {
    const change = {
      // The emoji is two surrogates, which sort before U+FB01 by code units and after it by code points.
      lines: ['b', '\u{1F600}', 'B', '\uFB01', 'b', 'a', 'b'].map((stockKey) => ({ stockKey, quantity: 2 })),
      owners: ['b', 'a', 'b'],
      scopes: ['z', 'a', 'a'],
    };
    expect(check(change)).toMatchObject({
      value: {
        lines: [
          { stockKey: 'B', quantity: 2 },
          { stockKey: 'a', quantity: 2 },
          { stockKey: 'b', quantity: 6 },
          { stockKey: '\u{1F600}', quantity: 2 },
          { stockKey: '\uFB01', quantity: 2 },
        ],
        owners: ['a', 'b'],
        scopes: ['a', 'z'],
      },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['an id of 64 characters', { id: 'x'.repeat(64) }],
    ['an id of all kinds of characters', { id: 'AZaz09_.:-' }],
    ['the id __proto__', { id: '__proto__' }],
    ['eight owners', { owners: ['1', '2', '3', '4', '5', '6', '7', '8'] }],
    ['200 lines', { lines: lines(200) }],
    ['10^9 units', quantity(1_000_000_000)],
    ['the stock key __proto__', key('__proto__')],
    ['a stock key that looks like a record', key('a=1,b|"\\{}')],
    ['a stock key in Hangul', key('이어폰 100')],
    ['a stock key of 128 bytes', key('가'.repeat(42) + 'xx')],
    ['32 emoji as a stock key: 128 bytes', key('\u{1F600}'.repeat(32))],
    ['U+FFFD and U+FFFF', key('\uFFFD\uFFFF')],
    ['the shortest ttl', { ttlMs: 1_000 }],
    ['the longest ttl', { ttlMs: 604_800_000 }],
    ['the epoch 0', { epoch: 0 }],
    ['the greatest markdown', { markdownMinor: Number.MAX_SAFE_INTEGER }],
    ['32 scopes', { scopes: Array.from({ length: 32 }, (_, index) => `s-${index}`) }],
    ['the scope of the longest stock key', { scopes: [`sku:${'x'.repeat(128)}`] }],
    ['undefined for what may be left out', { ttlMs: undefined, epoch: undefined, scopes: undefined }],
  ])('takes %s', (_, change) => {
    expect(check(change)).toMatchObject({ ok: true });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no id', { id: undefined }, 'id'],
    ['an empty id', { id: '' }, 'id'],
    ['an id of 65 characters', { id: 'x'.repeat(65) }, 'id'],
    ['an id with a blank', { id: 'a b' }, 'id'],
    ['an id with a line end', { id: 'a\n' }, 'id'],
    ['a number as id', { id: 5 }, 'id'],
    ['an array as id', { id: ['a'] }, 'id'],
    ['no owners', { owners: undefined }, 'owners'],
    ['zero owners', { owners: [] }, 'owners'],
    ['nine owners', { owners: Array.from({ length: 9 }, () => 'kim') }, 'owners'],
    ['a text as owners', { owners: 'kim' }, 'owners'],
    ['an owner that is none', { owners: ['kim', null] }, 'owners[1]'],
    ['an e-mail address as owner', { owners: ['kim@example.com'] }, 'owners[0]'],
    ['no lines', { lines: undefined }, 'lines'],
    ['null as lines', { lines: null }, 'lines'],
    ['zero lines', { lines: [] }, 'lines'],
    ['201 lines', { lines: lines(201) }, 'lines'],
    ['201 lines of one stock key', { lines: Array.from({ length: 201 }, () => GOOD.lines[0]) }, 'lines'],
    ['an object with a length as lines', { lines: { length: 1, 0: GOOD.lines[0] } }, 'lines'],
    ['a hole in the lines', { lines: new Array(1) }, 'lines[0]'],
    ['an array as line', { lines: [['A', 1]] }, 'lines[0]'],
    ['a foreign field in a line', { lines: [{ ...GOOD.lines[0], price: 1 }] }, 'lines[0].price'],
    ['no stock key', key(undefined), 'lines[0].stockKey'],
    ['an empty stock key', key(''), 'lines[0].stockKey'],
    ['a number as stock key', key(100), 'lines[0].stockKey'],
    ['a stock key of 129 bytes', key('가'.repeat(43)), 'lines[0].stockKey'],
    ['a stock key of 129 characters', key('x'.repeat(129)), 'lines[0].stockKey'],
    ['NUL in a stock key', key('A\u0000'), 'lines[0].stockKey'],
    ['DEL in a stock key', key('A\u007f'), 'lines[0].stockKey'],
    ['a C1 control in a stock key', key('A\u0085'), 'lines[0].stockKey'],
    ['a line separator in a stock key', key('A\u2028'), 'lines[0].stockKey'],
    ['a direction mark in a stock key', key('A\u202e'), 'lines[0].stockKey'],
    ['a zero-width space in a stock key', key('A\u200b'), 'lines[0].stockKey'],
    ['a high surrogate alone', key('A\ud83d'), 'lines[0].stockKey'],
    ['a low surrogate alone', key('\ude00A'), 'lines[0].stockKey'],
    ['no quantity', quantity(undefined), 'lines[0].quantity'],
    ['zero units', quantity(0), 'lines[0].quantity'],
    ['minus zero units', quantity(-0), 'lines[0].quantity'],
    ['minus five units', quantity(-5), 'lines[0].quantity'],
    ['one and a half units', quantity(1.5), 'lines[0].quantity'],
    ['a text as quantity', quantity('1'), 'lines[0].quantity'],
    ['a bigint as quantity', quantity(1n), 'lines[0].quantity'],
    ['NaN units', quantity(NaN), 'lines[0].quantity'],
    ['infinite units', quantity(Infinity), 'lines[0].quantity'],
    ['10^9 + 1 units', quantity(1_000_000_001), 'lines[0].quantity'],
    ['2^53 units', quantity(2 ** 53), 'lines[0].quantity'],
    [
      'too many units of one key in all',
      { lines: [{ stockKey: 'A', quantity: 1e9 }, GOOD.lines[0]] },
      'lines',
    ],
    ['a ttl that is too short', { ttlMs: 999 }, 'ttlMs'],
    ['a ttl that is too long', { ttlMs: 604_800_001 }, 'ttlMs'],
    ['null as ttl', { ttlMs: null }, 'ttlMs'],
    ['a negative epoch', { epoch: -1 }, 'epoch'],
    ['minus zero as epoch', { epoch: -0 }, 'epoch'],
    ['an epoch of 2^53', { epoch: 2 ** 53 }, 'epoch'],
    ['a negative markdown', { markdownMinor: -1 }, 'markdownMinor'],
    ['a fraction of a markdown', { markdownMinor: 0.5 }, 'markdownMinor'],
    ['null as markdown', { markdownMinor: null }, 'markdownMinor'],
    ['an empty fingerprint', { fingerprint: '' }, 'fingerprint'],
    ['33 scopes', { scopes: Array.from({ length: 33 }, () => 's') }, 'scopes'],
    ['an empty scope', { scopes: [''] }, 'scopes[0]'],
    ['the scope of no stock key', { scopes: ['sku:'] }, 'scopes[0]'],
    ['a scope of 129 bytes', { scopes: ['x'.repeat(129)] }, 'scopes[0]'],
    ['the scope of a stock key of 129 bytes', { scopes: [`sku:${'x'.repeat(129)}`] }, 'scopes[0]'],
    ['a foreign field', { ttl: 1 }, 'ttl'],
    ['a foreign field that is undefined', { ttl: undefined }, 'ttl'],
    ['previousId, which only supersede has', { previousId: 'b' }, 'previousId'],
  ])('refuses %s', (_, change, field) => {
    expect(check(change)).toMatchObject({
      ok: false,
      refusal: { kind: 'refused', reason: 'invalid_request', field },
    });
  });

  it('refuses an own field called __proto__', () => {
    const request = JSON.parse('{"id":"a","owners":["kim"],"lines":[],"__proto__":{}}') as ReserveRequest;
    expect(checkReserve(request)).toMatchObject({ refusal: { field: '__proto__' } });
  });

  it.each([undefined, null, 5, 'text', [], () => GOOD, Symbol('s')])('refuses %s as a request', (request) => {
    expect(checkReserve(request as unknown as ReserveRequest)).toMatchObject({
      refusal: { field: 'request' },
    });
  });

  it.each([
    [quantity(-0), 'got -0, expected a whole number from 1 to 1000000000'],
    [quantity('1'), 'got "1", expected a whole number from 1 to 1000000000'],
    [key('A\u202e\u0000'), String.raw`got "A\u202e\u0000", expected a text without control`],
    [key(['A']), 'got an array of 1, expected a text'],
    [{ ttl: 1 }, 'is no field here, expected only id, owners, lines, ttlMs'],
    [{ lines: [] }, 'got an array of 0, expected 1 to 200'],
  ])('says of %o what it got and what it expects', (change, message) => {
    expect(check({ ...change })).toMatchObject({
      refusal: { message: expect.stringContaining(message) as string },
    });
  });

  it('never repeats an id: it may be personal data', () => {
    const message =
      'got a text of 15 characters with "@" at position 3, expected 1 to 64 of A-Z a-z 0-9 _ . : -';
    expect(check({ owners: ['kim@example.com'] })).toMatchObject({ refusal: { message } });
  });

  it('repeats at most 40 characters of anything', () => {
    const long = '\u{1F600}x'.repeat(10_000);
    for (const change of [{ id: long }, key(long), { [long]: 1 }, quantity(long), { ttlMs: long }]) {
      const checked = check({ ...change });
      const told = checked.ok ? '' : checked.refusal.field + checked.refusal.message;
      expect([...told].filter((character) => character === 'x').length).toBeLessThanOrEqual(40);
      expect([...told].length).toBeLessThan(300);
    }
  });

  it('copies lists, so that a later change of the request changes nothing', () => {
    const request = { ...GOOD, lines: [{ stockKey: 'A', quantity: 1 }], owners: ['kim'], scopes: ['s'] };
    const checked = checkReserve(request);
    const before = structuredClone(checked);
    Object.assign(request.lines[0] ?? {}, { quantity: 9 });
    request.lines.length = request.owners.length = request.scopes.length = 0;
    expect(checked).toEqual(before);
  });

  it('reads each field once: what was checked is what is used', () => {
    let reads = 0;
    const line = {
      stockKey: 'A',
      get quantity() {
        reads += 1;
        return reads === 1 ? 1 : -5;
      },
    };
    expect(check({ lines: [line] })).toMatchObject({ value: { lines: [{ quantity: 1 }] } });
    expect(reads).toBe(1);
  });
});

describe('checkSupersede', () => {
  const check = (previousId: unknown): Checked<CanonicalReserve> =>
    checkSupersede({ ...GOOD, previousId } as SupersedeRequest);

  it('keeps the id of the older reservation', () => {
    expect(check('b')).toMatchObject({ ok: true, value: { id: 'a', previousId: 'b' } });
  });

  it.each([undefined, null, '', 'b c', 'a'])('refuses %o as the older one of "a"', (previousId) => {
    expect(check(previousId)).toMatchObject({ ok: false, refusal: { field: 'previousId' } });
  });
});
