import type { Redis } from 'ioredis';
import type { TripRule } from '../../../src/catalog/trip.js';
import { openSale, type TestSale } from '../scripts/sale.js';

/** Rules that count everything these tests do, and are never passed. */
const RULES: readonly TripRule[] = [
  {
    id: 'velocity',
    measure: 'count',
    events: ['reserved'],
    of: [],
    scope: 'sku',
    windowMs: 60_000,
    limit: 1_000_000,
    minimum: 0,
    mode: 'drain',
  },
  {
    id: 'rejected-share',
    measure: 'share',
    events: ['rejected'],
    of: ['judged'],
    scope: 'sale',
    windowMs: 60_000,
    limit: 9_999,
    minimum: 1_000_000,
    mode: 'freeze',
  },
];

/** A sale in the middle of its life: orders reserved, paying, bought and lapsed, so that every key is there. */
export async function soldSale(client: Redis): Promise<TestSale> {
  const sale = await openSale(client, {
    allotments: [
      { stockKey: 'EP-100', quantity: 50, perCustomer: 40, markdownMinor: 100 },
      { stockKey: 'EP-200', quantity: 50 },
    ],
    epoch: 7,
    keyId: 'k1',
    lossBudgetMinor: 100_000,
    tripRules: RULES,
  });
  const { stock } = sale;
  const lines = [{ stockKey: 'EP-100', quantity: 2 }];
  const owners = ['k1.ann'];
  await stock.reserve({ id: 'lapsed', owners, lines, ttlMs: 1_000 });
  await sale.advance(1_000);
  for (const id of ['reserved', 'paying', 'bought'])
    await stock.reserve({
      id,
      owners,
      lines,
      markdownMinor: 200,
      epoch: 7,
      fingerprint: 'fp',
      scopes: ['channel:app'],
    });
  await stock.reserve({ id: 'waiting', owners, lines, review: true, note: 'a note' });
  await stock.beginPayment({ id: 'paying', ttlMs: 60_000 });
  await stock.commit({ id: 'bought', paymentRef: 'p1' });
  await stock.setMode({ mode: 'drain', scope: 'channel:web', actor: 'kim', reason: 'a test' });
  return sale;
}
