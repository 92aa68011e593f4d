import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNote, writeNote, type NotedLine, type OrderNote } from '../../../src/guard/note.js';
import type { StockLine } from '../../../src/stock/reservation.js';

function noted(sku: string, overlay: Partial<NotedLine> = {}): NotedLine {
  const unitPriceMinor = overlay.unitPriceMinor ?? 12_900;
  const quantity = overlay.quantity ?? 1;
  const payableMinor = overlay.payableMinor ?? unitPriceMinor * quantity;
  return {
    sku,
    priceList: 'default',
    quantity,
    unitPriceMinor,
    payableMinor,
    judgedMinor: payableMinor,
    ...overlay,
  };
}

function noteOf(lines: readonly NotedLine[]): OrderNote & { readonly lines: readonly NotedLine[] } {
  return {
    placedAt: 1_789_830_000_000,
    currency: 'KRW',
    taxBasis: 'included',
    shippingMinor: 0,
    buyerIndex: 0,
    lines,
  };
}

function stockOf(lines: readonly NotedLine[]): readonly StockLine[] {
  return lines.map(({ sku, quantity }) => ({ stockKey: sku, quantity }));
}

const texts = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 4 })
  .filter((text) => !/\p{Surrogate}/u.test(text));
const amounts = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const lineArbitrary: fc.Arbitrary<NotedLine> = fc.record({
  sku: texts,
  priceList: fc.oneof(fc.constant('default'), texts),
  quantity: fc.integer({ min: 1, max: 1_000 }),
  unitPriceMinor: fc.nat({ max: 1_000_000_000 }),
  payableMinor: amounts,
  judgedMinor: fc.oneof(amounts, fc.integer({ min: -1_000_000, max: 0 })),
});

describe('the note of a reservation', () => {
  it('takes about 20 characters for one line', () => {
    const lines = [noted('EP-100')];
    expect(writeNote(noteOf(lines), stockOf(lines))).toBe('1;mu8ikio0;KRWi;;;9yc');
  });

  it('is read back as it was written, whatever the order', () => {
    fc.assert(
      fc.property(
        // Few enough to fit: a character may take 12.
        fc.array(lineArbitrary, { minLength: 1, maxLength: 8 }),
        fc.array(fc.record({ stockKey: texts, quantity: fc.integer({ min: 1, max: 1_000 }) }), {
          maxLength: 12,
        }),
        fc.boolean(),
        fc.record({
          placedAt: amounts,
          currency: fc.constantFrom('KRW' as const, 'USD' as const),
          taxBasis: fc.constantFrom('included' as const, 'excluded' as const),
          shippingMinor: amounts,
          buyerIndex: fc.nat({ max: 7 }),
        }),
        (lines, foreign, isOwn, head) => {
          const stock = isOwn ? stockOf(lines) : foreign;
          const text = writeNote({ ...head, lines }, stock);
          expect(text).toMatch(/^[\x20-\x7e]{1,2000}$/);
          expect(readNote(text, stock)).toEqual({ ...head, lines });
        },
      ),
    );
  });

  it('holds an order of 200 lines', () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      noted(`SKU-${String(index).padStart(6, '0')}`, { unitPriceMinor: 99_900 + index, quantity: 2 }),
    );
    const text = writeNote(noteOf(lines), stockOf(lines));
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(readNote(text, stockOf(lines))?.lines).toEqual(lines);
  });

  it('says that an order is too large for it, and keeps the rest', () => {
    const lines = Array.from({ length: 200 }, (_, index) => noted(`이어폰 ${index}`, { priceList: '도매' }));
    const note = readNote(writeNote(noteOf(lines), []), []);
    expect(note).toMatchObject({ placedAt: 1_789_830_000_000, lines: undefined });
  });

  it.each([
    undefined,
    '',
    'x',
    '2;mu8ikio0;KRWi;;;9yc',
    '1;mu8ikio0;XXXi;;;9yc',
    '1;mu8ikio0;KRWx;;;9yc',
    '1;mu8ikio0;KRWi;;;',
    '1;mu8ikio0;KRWi;;;9yc;',
    '1;-1;KRWi;;;9yc',
    '1;mu8ikio0;KRWi;;;9yc*zzzzzzzzzzz',
    '1;mu8ikio0;KRWi;;;%zz:9yc*1',
    '1;mu8ikio0;KRWi;;;%ff:9yc*1',
    '1;mu8ikio0;KRWi;;;EP:9yc',
    '1;mu8ikio0;KRWi;;;9yc,9yc',
    `1;mu8ikio0;KRWi;;;${'9'.repeat(2_001)}`,
  ])('that is none of this version is not read: %s', (text) => {
    expect(readNote(text, [{ stockKey: 'EP-100', quantity: 1 }])).toBeUndefined();
  });
});
