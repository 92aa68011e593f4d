import fc from 'fast-check';
import { stockProgramArbitrary } from '../../../src/testing/stock/arbitraries.js';
import { followProgram, type FollowedStore } from '../../../src/testing/stock/follow.js';
import { wordOf } from '../../contract/said.js';
import { clockedRedisStock } from '../../support/clocked-redis-stock.js';
import { checkOwners } from '../raw-owners.js';
import { SETUPS, type Setup, type SetupClient, type SetupServers } from '../setups.js';

/** What a suite has seen. */
export interface Tally {
  runs: number;
  commands: number;
  /** How often each `operation: word` was answered. */
  readonly words: Map<string, number>;
}

/** An empty tally. */
export function makeTally(): Tally {
  return { runs: 0, commands: 0, words: new Map() };
}

/** Runs at the same time on one client, each on a sale of its own: together they hide the way to the server and back. */
const LANES = 8;
const START_MS = Date.UTC(2026, 7, 1);
const STEPS_MAX = 60;

/** Follows programs on a set-up, beside the model, every command sent twice. @throws Error of the property that failed. */
export async function followOn(
  setup: Setup,
  servers: SetupServers,
  { runs, tally }: { readonly runs: number; readonly tally: Tally },
): Promise<void> {
  const client = setup.makeClient(servers);
  const { seed = 0 } = fc.readConfigureGlobal();
  // A replay names the seed of one lane.
  const lanes = process.env['FAST_CHECK_PATH'] === undefined ? LANES : 1;
  const first = lanes === 1 ? seed : seed + SETUPS.indexOf(setup) * 104_729;
  try {
    const results = await Promise.allSettled(
      Array.from({ length: lanes }, async (_, lane) =>
        fc.assert(
          fc.asyncProperty(
            stockProgramArbitrary({ stepsMax: STEPS_MAX, clock: 'corrected' }),
            async (program) => {
              tally.runs += 1;
              const followed = await followedRedis(setup, client);
              await followProgram(followed, program, {
                onEnd: async (evidence) => checkOwners(client, followed.store.saleId, evidence),
                onVerdict: ({ operation }, verdict) => {
                  tally.commands += 1;
                  const word = `${operation}: ${wordOf(verdict)}`;
                  tally.words.set(word, (tally.words.get(word) ?? 0) + 1);
                },
              });
            },
          ),
          {
            numRuns: Math.ceil(runs / lanes),
            seed: (first + lane * 7919) | 0,
            verbose: false,
          },
        ),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } finally {
    client.disconnect();
  }
}

let sales = 0;

async function followedRedis(setup: Setup, client: SetupClient): Promise<FollowedStore> {
  sales += 1;
  const saleId = `model-${process.pid}-${sales}`;
  const clocked = clockedRedisStock(client, { saleId, deadlineMs: 30_000, batching: setup.batching });
  let nowMs = START_MS;
  await clocked.setTime(nowMs);
  return {
    store: clocked.stock,
    now: () => nowMs,
    advance: async (ms) => {
      nowMs += ms;
      await clocked.setTime(nowMs);
    },
  };
}
