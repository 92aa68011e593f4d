import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayStateAmount } from '../../../src/pricing/title-scan.js';
import { readTitleFully } from '../../../src/pricing/unit-token.js';

const pieces = fc.constantFrom(
  ...'0 1 5 12 118 500 4,500 1.5 1080 ① ㎏ ㎖ ３ x X × * + - . , / ( ) [ ] 컵 of OF pack set 개 개입 매 정 斤 克 毫升 g G kg KG ml l L oz lb jin cc cl dl p pk pcs pieces ea count ct cans bottles sheets tablets capsules rolls pairs lbs'.split(
    ' ',
  ),
  ' ',
  '  ',
);

describe('mayStateAmount', () => {
  it('never hides a title that states an amount', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
        const title = parts.join('');
        const tokens = readTitleFully(title);
        const states = tokens.packs.length + tokens.pieces.length + tokens.contents.length > 0;
        if (states) expect(mayStateAmount(title)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(['Product 12 model 7', 'WH-1000XM5', 'Model 40 Dark', 'AirPods 3'])('passes over %j', (title) => {
    expect(mayStateAmount(title)).toBe(false);
  });
});
