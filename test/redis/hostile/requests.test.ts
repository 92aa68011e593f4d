import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendCommand, STOCK_OPERATIONS, type StockCommand } from '../../../src/testing/stock/command.js';
import { stockCommandArbitrary } from '../../../src/testing/stock/arbitraries.js';
import { hostileCommands } from '../../../src/testing/stock/hostile.js';
import { allKeys, allKeysButTotals } from '../scripts/raw-keys.js';
import { serveRedis, type ServedRedis } from '../scripts/server.js';
import type { TestSale } from '../scripts/sale.js';
import { mayHaveActed, outcomeOf } from './outcome.js';
import { soldSale } from './sold-sale.js';

let redis: ServedRedis;
let sale: TestSale;

beforeAll(async () => {
  redis = await serveRedis();
  sale = await soldSale(redis.client);
  // Nothing is left for the sweep inside a reserve, which is the one thing that a refusal for a shortage may do.
  await sale.stock.expire();
});
afterAll(() => redis.stop());

describe('a bad request', () => {
  it('is refused with the field and the reason, and changes no key: every one of the kit', async () => {
    const hostile = hostileCommands();
    expect(hostile.length).toBeGreaterThan(200);
    const before = await allKeys(redis.client);
    for (const { fault, command } of hostile) {
      const verdict = await sendCommand(sale.stock, command);
      expect(verdict, fault).toMatchObject({ kind: 'refused', reason: 'invalid_request' });
      if (verdict.kind !== 'refused' || verdict.reason !== 'invalid_request') continue;
      expect(verdict.field, fault).not.toBe('');
      expect(verdict.message, fault).not.toBe('');
    }
    expect(await allKeys(redis.client)).toEqual(before);
  });

  it.each([
    ['an unknown SKU', { lines: [{ stockKey: 'nobody', quantity: 1 }] }, 'unknown_sku'],
    ['one unknown SKU among others', { lines: [line('EP-100'), line('constructor')] }, 'unknown_sku'],
    ['an owner of another key', { owners: ['k1.ann', 'k2.ann'] }, 'owner_key'],
    ['an owner that only begins like the key', { owners: ['k10.ann'] }, 'owner_key'],
    ['another epoch', { epoch: 8 }, 'epoch'],
    ['more than there is', { lines: [line('EP-100', 51)] }, 'insufficient'],
    ['more than there is, on two lines', { lines: [line('EP-200', 26), line('EP-200', 25)] }, 'insufficient'],
    ['more than a customer may have', { lines: [line('EP-100', 35)] }, 'customer_limit'],
    [
      'more than a customer may have, on two lines',
      { lines: [line('EP-100', 17), line('EP-100', 18)] },
      'customer_limit',
    ],
    ['more than is left of the budget', { markdownMinor: 99_999 }, 'loss_budget'],
    ['a stopped channel', { scopes: ['channel:web'] }, 'mode'],
  ])('for %s has no effect', async (_, change, reason) => {
    const before = await allKeysButTotals(redis.client);
    const order = { id: 'refused', owners: ['k1.ann'], lines: [line('EP-100')], ...change };
    expect(await sale.stock.reserve(order)).toMatchObject({ kind: 'refused', reason });
    expect(await allKeysButTotals(redis.client)).toEqual(before);
  });

  it('under an id that was used for something else is a conflict, and has no effect', async () => {
    const before = await allKeys(redis.client);
    const order = { id: 'bought', owners: ['k1.bob'], lines: [line('EP-200', 3)] };
    expect(await sale.stock.reserve(order)).toEqual({
      kind: 'conflict',
      fields: ['lines', 'owners', 'scopes', 'epoch', 'markdownMinor', 'fingerprint'],
    });
    expect(await sale.stock.restock({ id: 'bought', lines: [line('EP-100')] })).toEqual({
      kind: 'conflict',
      fields: ['id'],
    });
    expect(await allKeys(redis.client)).toEqual(before);
  });
});

describe('anything JavaScript can hand in', () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    maxDepth: 2,
  });

  it('as a whole request changes no key', async () => {
    const before = await allKeys(redis.client);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...STOCK_OPERATIONS), anything, async (operation, request) => {
        const outcome = await outcomeOf(() => sale.stock[operation](request as never));
        // Some of it is a good request: an id to ask about, or everything left out.
        if (MAY_BE_ASKED_WITHOUT.includes(operation)) return;
        expect(outcome).toMatchObject({ verdict: { kind: 'refused', reason: 'invalid_request' } });
      }),
      { numRuns: 1_500 },
    );
    expect(await allKeys(redis.client)).toEqual(before);
  });

  it('in one field of a good request changes no key unless the verdict says so', async () => {
    let kept = await allKeysButTotals(redis.client);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(stockCommandArbitrary(), fc.nat(), anything, async (command, pick, value) => {
        const bad = withOneField(command, pick, value);
        const outcome = await outcomeOf(() => sendCommand(sale.stock, bad));
        const now = await allKeysButTotals(redis.client);
        if (outcome.kind === 'verdict' && outcome.verdict.kind === 'refused') refused += 1;
        if (!mayHaveActed(outcome)) expect(now).toEqual(kept);
        kept = now;
      }),
      { numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(200);
  });

  it('is never sent: what a request is refused for is said before anything leaves the process', async () => {
    const sent = await redis.client.info('commandstats');
    const evals = (text: string): string => /cmdstat_evalsha:calls=(\d+)/.exec(text)?.[1] ?? '';
    for (const { command } of hostileCommands()) await sendCommand(sale.stock, command);
    expect(evals(await redis.client.info('commandstats'))).toBe(evals(sent));
  });
});

/** Operations of which `undefined`, or any id, is a good request. */
const MAY_BE_ASKED_WITHOUT: readonly string[] = [
  'expire',
  'snapshot',
  'availability',
  'status',
  'activity',
  'journal',
  'reservations',
];

function line(stockKey: string, quantity = 1): { stockKey: string; quantity: number } {
  return { stockKey, quantity };
}

/** The command with one of its fields, or one of a line of it, replaced. */
function withOneField(command: StockCommand, pick: number, value: unknown): StockCommand {
  const names = Object.keys(command.request);
  const name = names[pick % Math.max(1, names.length)] ?? 'id';
  const isInLine = name === 'lines' && pick % 2 === 0;
  const bad = isInLine ? [{ stockKey: 'EP-100', quantity: value }] : value;
  const request = { ...command.request, [name]: bad };
  // What no type allows is what this is for.
  return { operation: command.operation, request } as unknown as StockCommand;
}
