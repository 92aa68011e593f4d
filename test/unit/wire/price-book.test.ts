import { describe, expect, it } from 'vitest';
import type { PriceBookHeader } from '../../../src/catalog/price-book.js';
import { isGuardError } from '../../../src/core/errors.js';
import {
  printBookHeader,
  printBookTrailer,
  readBookHeader,
  readBookTrailer,
} from '../../../src/wire/price-book.js';
import { HEADER } from '../book/sample-book.js';

const LINE = printBookHeader(HEADER);
const TRAILER = {
  count: 3,
  keyId: '0123456789abcdef',
  sha256: 'c'.repeat(64),
  signature: `${'A'.repeat(86)}==`,
};

describe('the header of a price book', () => {
  it('is read back as it was written, with every member present', () => {
    const full: PriceBookHeader = { ...HEADER, promotionsSha256: 'd'.repeat(64), lossBudgetMinor: 0 };
    const bare: PriceBookHeader = { ...HEADER, lossBudgetMinor: undefined, channels: [], approvalIds: [] };
    for (const header of [HEADER, full, bare]) {
      expect(readBookHeader(printBookHeader(header))).toEqual({ kind: 'read', value: header });
    }
    const read = readBookHeader(LINE);
    expect(read.kind === 'read' && 'promotionsSha256' in read.value).toBe(true);
  });

  it.each([
    ['saleId', '"saleId":"chuseok-2026"', '"saleId":"a b"'],
    ['epoch', '"epoch":3', '"epoch":1.5'],
    ['endsAt', '"endsAt":1790294400000', '"endsAt":1'],
    ['currency', '"currency":"KRW"', '"currency":"krw"'],
    ['policyHash', 'aaaaaaaa"', 'aaaaaaaA"'],
    ['lossBudgetMinor', '"lossBudgetMinor":50000000', '"lossBudgetMinor":-1'],
    ['channels[0].paymentMs', '600000', '999'],
    [
      'channels',
      '{"id":"web","paymentMs":600000}',
      '{"id":"web","paymentMs":600000},{"id":"web","paymentMs":1000}',
    ],
    ['approvalIds', '"00000000000000aa"', '"00000000000000ac"'],
    ['approvalIds', '"00000000000000aa"', '"00000000000000ab"'],
    ['batchDigest', '"batchDigest"', '"batchDigestX"'],
  ])('names the member that is wrong: %s', (member, from, to) => {
    const line = LINE.replace(from, to);
    expect(line).not.toBe(LINE);
    const read = readBookHeader(line);
    expect(['invalid', 'unknown-schema']).toContain(read.kind);
    expect(read.kind !== 'read' && read.message).toContain(member);
  });

  it('of a newer release is not half understood', () => {
    const more = [
      LINE.replace('"saleId"', '"region":"EU","saleId"'),
      LINE.replace('{"id":"web"', '{"fee":1,"id":"web"'),
      LINE.replace('price-book/1', 'price-book/12'),
    ];
    for (const line of more) expect(readBookHeader(line).kind).toBe('unknown-schema');
    expect(readBookHeader(LINE.replace('"saleId"', '"__proto__":{},"saleId"')).kind).not.toBe('read');
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"saleguard/price-book/1"',
    '{"schema":1}',
    '{"schema":"saleguard/approval/1"}',
  ])('is not seen in %s', (line) => {
    expect(readBookHeader(line).kind).toBe('foreign');
  });

  it('has one spelling', () => {
    const spellings = [
      LINE.replace('"epoch":3', '"epoch": 3'),
      LINE.replace('"epoch":3', '"epoch":3.0'),
      LINE.replace('"epoch":3', '"epoch":2,"epoch":3'),
      LINE.replace('chuseok', '\\u0063huseok'),
      `${LINE} `,
    ];
    for (const line of spellings) expect(readBookHeader(line).kind).toBe('not-canonical');
  });

  it('that may not be as it is cannot be written', () => {
    const header = { ...HEADER, endsAt: HEADER.startsAt };
    expect(() => printBookHeader(header)).toThrow('endsAt: the sale ends before it starts');
    const more = { ...HEADER, note: 'x' };
    expect(() => printBookHeader(more)).toThrow('note');
    try {
      printBookHeader(header);
    } catch (error) {
      expect(isGuardError(error, 'invalid-argument')).toBe(true);
    }
  });
});

describe('the trailer of a price book', () => {
  it('is read back as it was written', () => {
    expect(readBookTrailer(printBookTrailer(TRAILER))).toEqual({ kind: 'read', value: TRAILER });
  });

  it.each([
    ['count', '"count":3', '"count":-1'],
    ['keyId', '"0123456789abcdef"', '"0123456789ABCDEF"'],
    ['sha256', 'cccc"', 'ccc"'],
    ['signature', '=="', '"'],
  ])('names the member that is wrong: %s', (member, from, to) => {
    const read = readBookTrailer(printBookTrailer(TRAILER).replace(from, to));
    expect(read).toMatchObject({ kind: 'invalid' });
    expect(read.kind === 'invalid' && read.message).toContain(member);
  });

  it('is never longer than a reader takes', () => {
    const longest = printBookTrailer({ ...TRAILER, count: Number.MAX_SAFE_INTEGER });
    expect(longest.length).toBeLessThan(256);
  });
});
