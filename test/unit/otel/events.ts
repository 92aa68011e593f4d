import type { CallEvent } from '../../../src/guard/events.js';
import type { SaleActivity } from '../../../src/stock/verdict.js';

/** A call that took 8 ms, 5 of them in the store. */
export function call<Verdict>(verdict: Verdict, init: Partial<CallEvent<Verdict>> = {}): CallEvent<Verdict> {
  return {
    saleId: 'earphones-0801',
    mode: 'enforce',
    startedAt: 1_785_542_400_000.5,
    durationMs: 8,
    storeMs: 5,
    epoch: 3,
    channel: 'web',
    verdict,
    ...init,
  };
}

export function activity(init: Partial<SaleActivity> = {}): SaleActivity {
  return {
    at: 1_785_542_400_000,
    mode: 'open',
    seq: 10,
    holds: [],
    trips: [],
    totals: {
      reserved: 9,
      reviewing: 1,
      paying: 5,
      committed: 4,
      released: 2,
      expired: 1,
      restored: 0,
      signalled: 3,
      rejected: 2,
      refused: {
        mode: 1,
        epoch: 0,
        regressed: 0,
        unknown_sku: 0,
        insufficient: 7,
        customer_limit: 2,
        loss_budget: 1,
        owner_key: 0,
      },
    },
    tripRules: [],
    uncountedScopes: 0,
    lossBudgetMinor: 100_000,
    lossSpentMinor: 40_000,
    ...init,
  };
}
