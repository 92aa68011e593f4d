import type { SaleActivity, SaleSnapshot, StockCounters } from '../../../../../src/stock/verdict.js';
import { BLOCKS } from '../../../../../src/cli/sale/watch/glyphs.js';
import type { Screen } from '../../../../../src/cli/sale/watch/screen.js';
import { startWatch, withAnswer, type WatchState } from '../../../../../src/cli/sale/watch/watch-state.js';

export const AT: number = Date.UTC(2026, 10, 26, 15, 3, 12);

/** One sale in full swing, `second` seconds after {@link AT}. */
export function activityAt(second: number, overlay: Partial<SaleActivity> = {}): SaleActivity {
  return {
    at: AT + second * 1_000,
    mode: 'open',
    seq: second,
    holds: [],
    trips: [],
    totals: {
      reserved: 120 * second,
      reviewing: 2,
      paying: 80 * second,
      committed: 70 * second,
      released: 3,
      expired: 0,
      restored: 1,
      signalled: 40,
      rejected: 12 * second,
      refused: {
        mode: 0,
        epoch: 0,
        regressed: 0,
        unknown_sku: 0,
        insufficient: 900 * second,
        customer_limit: 20,
        loss_budget: 1,
        owner_key: 0,
      },
    },
    tripRules: [
      {
        id: 'velocity.sku',
        measure: 'count',
        events: ['deep'],
        of: [],
        scope: 'sku',
        windowMs: 60_000,
        limit: 120,
        minimum: 0,
        mode: 'freeze',
      },
    ],
    uncountedScopes: 0,
    lossBudgetMinor: 50_000_000,
    lossSpentMinor: 4_200_000,
    ...overlay,
  };
}

export const COUNTERS: readonly StockCounters[] = Array.from({ length: 25 }, (_, index) => {
  const names = ['EP-100', 'TV-55 OLED/블랙', '무선 이어폰 프로 2세대 화이트 에디션 한정판'];
  const allotment = 500 - index * 10;
  const committed = Math.max(0, 500 - index * 25);
  const reserved = index === 0 ? 0 : 10;
  const available = allotment - committed - reserved;
  return {
    stockKey: names[index] ?? `SKU-${index}`,
    allotment,
    available,
    reserved,
    committed,
    quarantined: 0,
    perCustomer: 2,
  };
});

export function snapshotOf(
  counters: readonly StockCounters[],
  overlay: Partial<SaleSnapshot> = {},
): SaleSnapshot {
  return {
    mode: 'open',
    scopes: [],
    regressed: false,
    epoch: 3,
    overlap: undefined,
    generation: 1,
    seq: 1,
    ttlMs: 600_000,
    lossBudgetMinor: 50_000_000,
    lossSpentMinor: 4_200_000,
    counters,
    ...overlay,
  };
}

/** A view after so many seconds of the sale. */
export function watched(seconds: number, overlay: Partial<SaleActivity> = {}): WatchState {
  let state = startWatch('electronics-1127');
  for (let second = 0; second <= seconds; second++) {
    const activity = activityAt(second, second === seconds ? overlay : {});
    state = withAnswer(state, { activity, snapshot: snapshotOf(COUNTERS), at: activity.at });
  }
  return state;
}

/** A Korean terminal of 120 x 30 whose clock tells UTC. */
export function screenOf(overlay: Partial<Screen> = {}): Screen {
  return {
    columns: 120,
    rows: 30,
    lang: 'ko',
    glyphs: BLOCKS,
    currency: 'KRW',
    clock: (at) => new Date(at).toISOString().slice(11, 19),
    now: AT + 12_000,
    everyMs: 1_000,
    ...overlay,
  };
}
