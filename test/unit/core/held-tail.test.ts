import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldTail } from '../../../src/core/held-tail.js';

function handedOn(pieces: readonly Uint8Array[], bytesMax: number, closingBytes: number): number[] {
  const bytes: number[] = [];
  const tail = new HeldTail({ bytesMax, handOn: (piece) => bytes.push(...piece) });
  for (const piece of pieces) {
    const own = new Uint8Array(piece);
    tail.push(own);
    // A reader uses its buffer again.
    own.fill(0xff);
  }
  tail.finish(closingBytes);
  return bytes;
}

describe('a held tail', () => {
  it('hands on everything but the closing bytes, however the stream is cut into pieces', () => {
    const piece = fc.uint8Array({ maxLength: 12, max: 0xfe });
    fc.assert(
      fc.property(fc.array(piece), fc.nat({ max: 8 }), fc.nat({ max: 8 }), (pieces, bytesMax, wish) => {
        const whole = pieces.flatMap((one) => [...one]);
        const closingBytes = Math.min(wish, bytesMax, whole.length);
        const expected = whole.slice(0, whole.length - closingBytes);
        expect(handedOn(pieces, bytesMax, closingBytes)).toEqual(expected);
      }),
    );
  });

  it('refuses a closing line longer than what it holds', () => {
    const pieces = [Uint8Array.of(1, 2, 3, 4)];
    expect(() => handedOn(pieces, 3, 4)).toThrow(/closing line/);
    expect(handedOn(pieces, 3, 3)).toEqual([1]);
  });
});
