import { describe, expect, it } from 'vitest';
import type { TripRule } from '../../../../src/catalog/trip.js';
import { STOCK_LIMITS } from '../../../../src/stock/limits.js';
import type { StockStore } from '../../../../src/stock/store.js';
import type { SaleActivity } from '../../../../src/stock/verdict.js';
import { memoryStock } from '../../../../src/stores/memory/memory-stock.js';

const OPS = { actor: 'ops', approver: 'boss', reason: 'test' };

/** A rule that stops a scope with the first rejected order. */
function rule(change: Partial<TripRule>): TripRule {
  return {
    id: 'rule',
    measure: 'count',
    events: ['rejected'],
    of: [],
    scope: 'sku',
    windowMs: 60_000,
    limit: 0,
    minimum: 0,
    mode: 'drain',
    ...change,
  };
}

async function openWith(...tripRules: readonly TripRule[]): Promise<StockStore> {
  const stock = memoryStock({ saleId: 'sale', now: () => 1_000_000 });
  await stock.open({ allotments: [{ stockKey: 'A', quantity: 5 }], tripRules });
  return stock;
}

async function activityOf(stock: StockStore): Promise<SaleActivity> {
  const verdict = await stock.activity();
  if (verdict.kind !== 'found') throw new Error(`activity answered ${verdict.kind}`);
  return verdict.activity;
}

describe('trips of a memory store', () => {
  it('stop the whole sale when no other scope can be held', async () => {
    const stock = await openWith(rule({}));
    for (let at = 0; at < STOCK_LIMITS.scopedModesMax; at += 1) {
      await stock.setMode({ ...OPS, mode: 'closed', scope: `category:${at}` });
    }
    await stock.signal({ id: 's', scopes: ['sku:A'], rejected: true });
    const { trips, mode } = await activityOf(stock);
    expect(trips).toMatchObject([{ number: 1, ruleId: 'rule', scope: 'sale', mode: 'drain' }]);
    expect(mode).toBe('drain');
    // It stands on the sale: it is not placed a second time.
    await stock.signal({ id: 's', scopes: ['sku:B'], rejected: true });
    expect((await activityOf(stock)).trips).toHaveLength(1);
  });

  it('are shown up to the last 64, and numbered on', async () => {
    const stock = await openWith(rule({}));
    for (let at = 1; at <= STOCK_LIMITS.tripsKept + 1; at += 1) {
      await stock.signal({ id: 's', scopes: [`sku:${at}`], rejected: true });
    }
    const { trips } = await activityOf(stock);
    expect(trips).toHaveLength(STOCK_LIMITS.tripsKept);
    expect(trips[0]).toMatchObject({ number: 2, scope: 'sku:2' });
  });

  it('say how often a scope could not be counted', async () => {
    const stock = await openWith(rule({ limit: 1 }));
    const scopes = Array.from({ length: 200 }, (_, at) => at);
    for (let page = 0; page < STOCK_LIMITS.countersMax / 200; page += 1) {
      await stock.signal({ id: 's', scopes: scopes.map((at) => `sku:${page}-${at}`), rejected: true });
    }
    expect((await activityOf(stock)).uncountedScopes).toBe(0);
    for (let time = 0; time < 3; time += 1) {
      await stock.signal({ id: 's', scopes: ['sku:one more'], rejected: true });
    }
    const { uncountedScopes, trips } = await activityOf(stock);
    expect(uncountedScopes).toBe(3);
    expect(trips).toEqual([]);
    // Those that are counted go on to be.
    await stock.signal({ id: 's', scopes: ['sku:0-0'], rejected: true });
    expect((await activityOf(stock)).trips).toMatchObject([{ scope: 'sku:0-0' }]);
  });
});
