import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsToHear } from '../../contract/said.js';
import { SETUPS, startSetupServers, type SetupServers } from '../setups.js';
import { followOn, makeTally, type Tally } from './lanes.js';

/** Programs over all set-ups, each of up to 60 steps. FAST_CHECK_RUNS asks for another number. */
const RUNS_MIN = 5_000;
const RUNS = fc.readConfigureGlobal().numRuns ?? RUNS_MIN;
const SETUP_TIMEOUT_MS = 300_000;

describe('redisStock beside the model, every command sent twice', () => {
  let servers: SetupServers;
  const tallies = new Map<string, Tally>();

  beforeAll(async () => {
    servers = await startSetupServers();
  });

  afterAll(async () => {
    console.log(report(tallies));
    await servers.stop();
  });

  it.each(SETUPS.map((setup) => [setup.name, setup] as const))(
    'answers as predicted on %s',
    async (name, setup) => {
      const tally = makeTally();
      tallies.set(name, tally);
      await followOn(setup, servers, { runs: Math.ceil(RUNS / SETUPS.length), tally });
      expect(tally.runs).toBeGreaterThanOrEqual(RUNS / SETUPS.length);
    },
    SETUP_TIMEOUT_MS,
  );

  // Fewer runs were asked for to look at something else, and may miss the rarest words.
  it.runIf(RUNS >= RUNS_MIN)('sees every verdict kind and reason that can be provoked from outside', () => {
    const words = sumWords([...tallies.values()]);
    expect(wordsToHear().filter((word) => !words.has(word))).toEqual([]);
  });
});

function sumWords(tallies: readonly Tally[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { words } of tallies)
    for (const [word, count] of words) all.set(word, (all.get(word) ?? 0) + count);
  return all;
}

function report(tallies: ReadonlyMap<string, Tally>): string {
  const words = sumWords([...tallies.values()]);
  const rows = [...tallies].map(
    ([name, { runs, commands }]) => `${runs}`.padStart(7) + `${commands}`.padStart(10) + `  ${name}`,
  );
  const sum = (pick: (tally: Tally) => number): number =>
    [...tallies.values()].reduce((total, one) => total + pick(one), 0);
  const total =
    `${sum((tally) => tally.runs)}`.padStart(7) +
    `${sum((tally) => tally.commands)}`.padStart(10) +
    '  in all';
  const answers = [...words]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => `${count}`.padStart(17) + `  ${word}`);
  return ['   runs  commands', ...rows, total, '          answers', ...answers].join('\n');
}
