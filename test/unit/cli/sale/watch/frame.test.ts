import { describe, expect, it } from 'vitest';
import { frameOf } from '../../../../../src/cli/sale/watch/frame.js';
import { PLAIN_SIGNS } from '../../../../../src/cli/sale/watch/glyphs.js';
import { lineText, lineWidth } from '../../../../../src/cli/sale/watch/line.js';
import { paintFrame } from '../../../../../src/cli/sale/watch/paint.js';
import { plainLine } from '../../../../../src/cli/sale/watch/plain-line.js';
import { startWatch, withSilence } from '../../../../../src/cli/sale/watch/watch-state.js';
import type { ModeHold } from '../../../../../src/stock/mode.js';
import { AT, screenOf, watched } from './sample-sale.js';

const HOLD: ModeHold = {
  scope: 'sale',
  holder: 'kim-17',
  mode: 'drain',
  seq: 12,
  at: AT,
  reason: 'EP-100 가격 확인 중\u001b[2J',
  sampleLeft: undefined,
};
const TRIPPED = {
  mode: 'drain',
  holds: [HOLD, { ...HOLD, scope: 'sku:EP-100', holder: 'trip:velocity.sku', mode: 'freeze', seq: 9 }],
  trips: [
    {
      number: 1,
      ruleId: 'velocity.sku',
      scope: 'sku:EP-100',
      mode: 'freeze',
      at: AT,
      measured: 152,
      sample: 0,
      limit: 120,
    },
  ],
  lossSpentMinor: 46_200_000,
} as const;

function textOf(...given: Parameters<typeof frameOf>): string {
  return frameOf(...given)
    .map((line) => lineText(line).trimEnd())
    .join('\n');
}

describe('frame', () => {
  it.each([
    [120, 30],
    [80, 24],
    [200, 60],
    [100, 20],
    [99, 20],
    [40, 10],
    [39, 9],
    [1, 1],
  ])('fills %i x %i exactly, in both languages, whatever goes on', (columns, rows) => {
    const states = [
      startWatch('s'),
      watched(12),
      watched(12, TRIPPED),
      withSilence(watched(3), { at: AT, why: 'cut' }),
    ];
    for (const lang of ['ko', 'en'] as const) {
      for (const state of states) {
        const lines = frameOf(state, screenOf({ columns, rows, lang }));
        expect(lines).toHaveLength(rows);
        expect(lines.map(lineWidth)).toEqual(Array.from({ length: rows }, () => columns));
      }
    }
  });

  it('shows mode, rates, budget, stock, refusals, holds, trips and alarms in Korean', () => {
    const text = textOf(watched(12, TRIPPED), screenOf());
    for (const piece of [
      'electronics-1127  신규 중단   에포크 3',
      '예약 120건/초   구매 70건/초   거절 912건/초',
      '46,200,000원 / 50,000,000원 (92.4%)',
      '전체 25개',
      '품절',
      '재고 부족                                  10,800',
      '15:03:12 동결 sku:EP-100, velocity 규칙',
      '15:03:12 velocity sku:EP-100: 동결 (152 > 120)',
      '! 전체 판매 신규 중단 (kim-17): EP-100 가격 확인 중',
      '- 손실 한도의 92.4% 소진',
      '외 9개',
    ])
      expect(text).toContain(piece);
  });

  it('lets nothing through that a terminal would obey', () => {
    const painted = paintFrame(frameOf(watched(2, TRIPPED), screenOf()), { colours: 'none' });
    expect(painted.replaceAll('\u001b[K', '').replace('\u001b[H', '')).not.toContain('\u001b');
  });

  it('keeps the mode of a narrow screen and one line for each section', () => {
    const text = textOf(watched(12, TRIPPED), screenOf({ columns: 80, rows: 24, lang: 'en' }));
    expect(text).toContain('Holds  15:03:12 DRAIN the sale, kim-17 + 1 more');
    expect(text).toContain('Last trips  15:03:12 velocity on sku:EP-100: FREEZE (152 > 120)');
    expect(text).toContain('Refused  too few units 10,800, price 144');
  });

  it('draws with plain characters where asked to', () => {
    const text = textOf(watched(12), screenOf({ glyphs: PLAIN_SIGNS, lang: 'en', currency: 'USD' }));
    expect(text).not.toMatch(/[█▒░─│…]/);
    expect(text).toContain('USD 42,000.00 / USD 500,000.00');
  });

  it('says that the store is away, since when, and keeps the last figures', () => {
    const lost = withSilence(watched(12), { at: AT + 20_000, why: 'nothing within 2000 ms' });
    const text = textOf(lost, screenOf({ lang: 'en', now: AT + 30_000 }));
    expect(text).toContain('! no answer from the store for 18 s (nothing within 2000 ms): figures are old');
    expect(text).toContain('reserved 1,440');
  });

  it('tells a log the same in one line', () => {
    const line = plainLine(watched(12, TRIPPED), screenOf({ lang: 'en' }));
    expect(line).toContain('electronics-1127  DRAIN  reserved 1,440  bought 840  refused 10,965');
    expect(line).toContain('[sale-held] the sale: DRAIN by kim-17');
    expect(line).not.toContain('\n');
  });
});
