import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { stockProgramArbitrary } from '../../src/testing/stock/arbitraries.js';
import { sendCommand, type StockCommand, type StockVerdict } from '../../src/testing/stock/command.js';
import type { StockProgram } from '../../src/testing/stock/program.js';
import { clockedRedisStock } from '../support/clocked-redis-stock.js';

const START_MS = Date.UTC(2026, 7, 1);
/** Reads and `open` go to the server by themselves: their place among calls that were not awaited is left open. */
const UNORDERED: readonly string[] = [
  'open',
  'status',
  'snapshot',
  'availability',
  'activity',
  'journal',
  'reservations',
];

describe('group commit', () => {
  let server: RedisServer;
  let client: Redis;
  let sales = 0;

  beforeAll(async () => {
    server = await startRedisServer();
    client = new Redis(server.port, server.host);
  });

  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  /** Everything between two waits is sent at once; the sale at the end is read. */
  async function verdictsOf(
    program: StockProgram,
    batching: 'group' | 'off',
  ): Promise<readonly StockVerdict[]> {
    sales += 1;
    const options = { saleId: `batching-${sales}`, deadlineMs: 30_000, batching };
    const clocked = clockedRedisStock(client, options);
    const { stock } = clocked;
    let nowMs = START_MS;
    await clocked.setTime(nowMs);
    const verdicts: StockVerdict[] = [await stock.open(program.open)];
    let burst: StockCommand[] = [];
    const settle = async (): Promise<void> => {
      verdicts.push(...(await Promise.all(burst.map(async (command) => sendCommand(stock, command)))));
      burst = [];
    };
    for (const step of program.steps) {
      if (step.kind === 'send' && !UNORDERED.includes(step.command.operation))
        burst.push(fullSweep(step.command));
      if (step.kind === 'hostile') burst.push(step.hostile.command);
      if (step.kind !== 'wait') continue;
      await settle();
      nowMs += step.ms;
      await clocked.setTime(nowMs);
    }
    await settle();
    return [...verdicts, await stock.snapshot(), await stock.availability()];
  }

  it('gives the same verdicts as every call by itself, for the same order of calls', async () => {
    await fc.assert(
      fc.asyncProperty(stockProgramArbitrary(), async (program) => {
        const [group, off] = await Promise.all([verdictsOf(program, 'group'), verdictsOf(program, 'off')]);
        expect(group.map(withoutHints)).toEqual(off.map(withoutHints));
      }),
      { numRuns: fc.readConfigureGlobal().numRuns ?? 500, verbose: false },
    );
  });
});

/** A sweep of a few looks at entries that are already void, and how many of those there are is no promise. */
function fullSweep(command: StockCommand): StockCommand {
  return command.operation === 'expire' ? { operation: 'expire', request: {} } : command;
}

/** `more` and the instant of a next chance are hints: only whether there is a chance has to be the same. */
function withoutHints(verdict: StockVerdict): unknown {
  return JSON.parse(
    JSON.stringify(verdict, (name, value: unknown) => {
      if (name === 'more') return undefined;
      return name === 'nextChanceAt' && value !== undefined ? 'some day' : value;
    }),
  );
}
