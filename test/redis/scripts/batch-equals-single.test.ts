import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendCommand, type StockCommand, type StockVerdict } from '../../../src/testing/stock/command.js';
import { stockCommandArbitrary } from '../../../src/testing/stock/arbitraries.js';
import { stockSaleArbitrary } from '../../../src/testing/stock/arbitraries/sales.js';
import { hashOf } from './raw-keys.js';
import { newSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

/** Reads and openings stand alone: they are never part of a batch. */
const ALONE: readonly string[] = [
  'open',
  'status',
  'snapshot',
  'availability',
  'activity',
  'journal',
  'reservations',
];

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('calls that go out as one batch', () => {
  it('are answered, and leave the sale, as if each had come by itself', async () => {
    const batch = fc.array(
      stockCommandArbitrary()
        .filter((command) => !ALONE.includes(command.operation))
        .map(withoutSmallSweep),
      { minLength: 1, maxLength: 30, size: 'max' },
    );
    const wait = fc.constantFrom(0, 1, 1_000, 2_000, 5_000, 60_000);
    const turns = fc.array(fc.tuple(wait, batch), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(stockSaleArbitrary(), turns, async (open, script) => {
        const together = await newSale(redis.client, { batching: 'group' });
        const single = await newSale(redis.client, { batching: 'off' });
        for (const sale of [together, single]) await sale.stock.open(open);
        for (const [ms, commands] of script) {
          for (const sale of [together, single]) await sale.advance(ms);
          const one = await sendTogether(together, commands);
          const other = await sendInTurn(single, commands);
          expect(one.map(withoutChance)).toEqual(other.map(withoutChance));
          for (const [at, verdict] of one.entries()) expectEarlier(chanceOf(verdict), chanceOf(other[at]));
          expect(await keptBy(together)).toEqual(await keptBy(single));
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** A small sweep may meet entries that the batch has dealt with already, and then asks to be called again. */
function withoutSmallSweep(command: StockCommand): StockCommand {
  return command.operation === 'expire' ? { ...command, request: {} } : command;
}

function sendTogether(sale: TestSale, commands: readonly StockCommand[]): Promise<readonly StockVerdict[]> {
  return Promise.all(commands.map(async (command) => sendCommand(sale.stock, command)));
}

async function sendInTurn(
  sale: TestSale,
  commands: readonly StockCommand[],
): Promise<readonly StockVerdict[]> {
  const verdicts: StockVerdict[] = [];
  for (const command of commands) verdicts.push(await sendCommand(sale.stock, command));
  return verdicts;
}

/** When units may come back, which need only be a bound from below. */
function chanceOf(verdict: StockVerdict | undefined): number | undefined {
  return verdict?.kind === 'refused' && verdict.reason === 'insufficient' ? verdict.nextChanceAt : undefined;
}

function withoutChance(verdict: StockVerdict): unknown {
  return JSON.parse(
    JSON.stringify(verdict, (name, value: unknown) => (name === 'nextChanceAt' ? undefined : value)),
  );
}

/** A queue that is not written yet may name an instant that has been moved on since, never a later one. */
function expectEarlier(chance: number | undefined, than: number | undefined): void {
  if (than !== undefined) expect(chance).toBeLessThanOrEqual(than);
}

/** Numbers of meta that decide later verdicts. */
const NUMBERS = ['seq', 'floorMs', 'pausedMs', 'frozenScopes', 'frozenAtMs', 'tailMs', 'records', 'owners'];

/** Everything that decides later verdicts, however it is written down; the queues may differ in entries that are left behind. */
async function keptBy({ stock, client, keys }: TestSale): Promise<readonly unknown[]> {
  const ids = [...(await hashOf(client, keys.reservations)).keys()].sort();
  const meta = await hashOf(client, keys.meta);
  return [
    await stock.snapshot(),
    await stock.activity(),
    await Promise.all(ids.map(async (id) => stock.status(id))),
    await hashOf(client, keys.owners),
    NUMBERS.map((field) => [field, meta.get(field)]),
  ];
}
