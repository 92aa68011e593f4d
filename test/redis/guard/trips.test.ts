import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PriceBook } from '../../../src/book/price-book.js';
import { compileBreaker } from '../../../src/breaker/compile-breaker.js';
import { BREAKER_RULES, type BreakerRuleId } from '../../../src/breaker/policy.js';
import type { Trip } from '../../../src/catalog/trip.js';
import type { Guard } from '../../../src/guard/guard.js';
import type { Regression } from '../../../src/guard/options.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { loadPolicyText, type Policy } from '../../../src/wire/policy.js';
import { SILENT } from '../../support/guard-orders.js';
import { allotmentsOf, bookOf, ENTRIES, lineOf, orderOf } from '../../unit/guard/guard-world.js';
import { openShop, startShopServer, type Shop, type ShopServer } from './shop.js';

const LOSS_BUDGET_MINOR = 300_000;

let place: ShopServer;
let book: PriceBook;
let shop: Shop;

beforeAll(async () => {
  place = await startShopServer();
  book = await bookOf(ENTRIES, { lossBudgetMinor: LOSS_BUDGET_MINOR });
});

afterEach(async () => {
  await shop.close();
});

afterAll(async () => {
  await place.stop();
});

/** A policy with this one rule on. */
function only(rule: BreakerRuleId, settings: string): Policy {
  const rules = BREAKER_RULES.map((id) => `    ${id}: ${id === rule ? settings : '{ enabled: false }'}`);
  const text = ['version: 1', 'breaker:', '  deepFromBps: 3000', '  rules:', ...rules].join('\n');
  return loadPolicyText(text, { file: 'policy.yaml' });
}

async function times(count: number, run: (at: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < count; at++) await run(at);
}

/** How a rule is made to trip, by one process alone, and what it puts to which mode. */
interface Cause {
  readonly rule: BreakerRuleId;
  readonly settings: string;
  readonly scope: 'sale' | 'sku:EP-100';
  readonly mode: 'drain' | 'freeze';
  readonly bring: (guard: Guard) => Promise<void>;
}

function wrongPrice(guard: Guard, at: number): Promise<unknown> {
  return guard.admit(orderOf(`wrong-${at}`, { lines: [lineOf('EP-100', { unitPriceMinor: 100 + at })] }));
}

const CAUSES: readonly Cause[] = [
  {
    rule: 'velocity',
    settings: '{ enabled: true, limit: 1 }',
    scope: 'sku:EP-100',
    mode: 'drain',
    bring: (guard) => times(26, (at) => guard.admit(orderOf(`deep-${at}`, { customer: [`k1.${at}`] }))),
  },
  {
    rule: 'anomaly-share',
    settings: '{ minimum: 5 }',
    scope: 'sale',
    mode: 'freeze',
    bring: (guard) => times(3, (at) => wrongPrice(guard, at)),
  },
  {
    rule: 'rejected-share',
    settings: '{ minimum: 5 }',
    scope: 'sku:EP-100',
    mode: 'freeze',
    bring: (guard) => times(3, (at) => wrongPrice(guard, at)),
  },
  {
    rule: 'unapproved-prices',
    settings: '{ limit: 2 }',
    scope: 'sale',
    mode: 'freeze',
    bring: (guard) => times(3, (at) => wrongPrice(guard, at)),
  },
  {
    rule: 'concentration',
    settings: '{ minimum: 5 }',
    scope: 'sku:EP-100',
    mode: 'drain',
    bring: (guard) => times(3, (at) => guard.admit(orderOf(`grabbed-${at}`))),
  },
  {
    rule: 'abandon-rate',
    settings: '{ minimum: 4 }',
    scope: 'sale',
    mode: 'drain',
    bring: (guard) =>
      times(4, async (at) => {
        await guard.admit(orderOf(`left-${at}`));
        await guard.release({ id: `left-${at}` });
      }),
  },
  {
    rule: 'budget-spent',
    settings: '{ enabled: true, limit: 5000 }',
    scope: 'sale',
    mode: 'drain',
    bring: (guard) => times(20, (at) => guard.admit(orderOf(`spent-${at}`))),
  },
];

/** Two guards, and what the one that causes nothing hears. */
function watched(policy: Policy): {
  readonly causing: Guard;
  readonly other: Guard;
  readonly trips: Trip[];
  readonly regressions: Regression[];
} {
  const trips: Trip[] = [];
  const regressions: Regression[] = [];
  const on = {
    ...SILENT,
    trip: (trip: Trip) => void trips.push(trip),
    regression: (regression: Regression) => void regressions.push(regression),
  };
  return {
    causing: shop.guard(0, { policy }),
    other: shop.guard(1, { policy, on }),
    trips,
    regressions,
  };
}

function until(what: string, isSo: () => boolean): Promise<true> {
  return waitUntil({ what, timeoutMs: 10_000 }, () => (isSo() ? true : undefined));
}

describe('a trip that one process causes', () => {
  it.each(CAUSES)('of $rule stops the other at once, and it hears why', async (cause) => {
    const policy = only(cause.rule, cause.settings);
    shop = await openShop(place, { book, open: { tripRules: compileBreaker(policy.breaker) } });
    const { causing, other, trips } = watched(policy);
    const all = ['reserved', 'paying'];
    for (const id of all) expect(await other.admit(orderOf(id))).toMatchObject({ kind: 'admitted' });
    await other.beginPayment({ id: 'paying', channel: 'web' });
    await cause.bring(causing);
    // What its price rejects is told to the store without the verdict waiting for it.
    await causing.close();

    const refused = await other.admit(orderOf('after'));
    expect(refused).toMatchObject({
      kind: 'rejected',
      reason: 'sale_closed',
      refusal: { reason: 'mode', mode: cause.mode, scope: cause.scope },
    });
    const commits = await Promise.all(all.map((id) => other.commit({ id, paymentRef: `pay-${id}` })));
    const paying = cause.mode === 'drain' ? 'committed' : 'refused';
    expect(commits.map(({ kind }) => kind)).toEqual(['refused', paying]);
    const elsewhere = await other.admit(orderOf('cable', { lines: [lineOf('CABLE')] }));
    expect(elsewhere.kind).toBe(cause.scope === 'sale' ? 'rejected' : 'admitted');
    await until('the trip is heard', () => trips.length > 0);
    const [kind = ''] = cause.scope.split(':');
    expect(trips).toMatchObject([{ number: 1, ruleId: `${cause.rule}.${kind}`, scope: cause.scope }]);
  });

  it('by using up the loss budget stops the other at once', async () => {
    const allotments = allotmentsOf(ENTRIES).map((each) => ({ ...each, markdownMinor: 7_000 }));
    shop = await openShop(place, { book, open: { allotments, lossBudgetMinor: 21_000 } });
    const { causing, other, trips } = watched(only('velocity', '{ enabled: false }'));
    await times(3, (at) => causing.admit(orderOf(`spent-${at}`)));
    expect(await other.admit(orderOf('after'))).toMatchObject({
      reason: 'sale_closed',
      refusal: { mode: 'drain' },
    });
    await until('the trip is heard', () => trips.length > 0);
    expect(trips).toMatchObject([{ ruleId: 'loss_budget', scope: 'sale', mode: 'drain' }]);
  });
});

describe('a store that lost what it had acknowledged', () => {
  it('stops both processes at the first call of the one that knows, and both hear of it', async () => {
    shop = await openShop(place, { book });
    const { causing, other, trips, regressions } = watched(only('velocity', '{ enabled: false }'));
    await causing.admit(orderOf('kept'));
    const [client] = place.clients;
    const keys = await client.keys('shop-*');
    const saved = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
    await causing.admit(orderOf('lost'));
    for (const [at, key] of keys.entries()) {
      const bytes = saved[at];
      if (bytes !== undefined) await client.restore(key, 0, bytes, 'REPLACE');
    }
    expect(await causing.commit({ id: 'kept', paymentRef: 'pay-1' })).toMatchObject({ reason: 'regressed' });
    expect(await other.admit(orderOf('after'))).toMatchObject({
      reason: 'sale_closed',
      refusal: { reason: 'regressed' },
    });
    await until('the regression is heard', () => regressions.length > 0);
    expect(trips).toMatchObject([{ ruleId: 'regressed', mode: 'freeze' }]);
    expect(await shop.stocks[1].status('kept')).toMatchObject({ reservation: { state: 'reserved' } });
  });
});
