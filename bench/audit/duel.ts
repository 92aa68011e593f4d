import { differences, digestOf, type Contestant, type FindingsDigest } from './contestant.js';

/** A contestant and the file it reads. */
export interface Entry {
  readonly contestant: Contestant;
  readonly file: string;
}

/** Milliseconds of one contestant, round by round. */
export interface Timing {
  readonly id: string;
  readonly ms: readonly number[];
}

/**
 * Lets every contestant run once a round, the order turned by one each round, so that each goes first equally often. One
 * round before the first is not counted: it warms the page cache and the compilers.
 */
export async function runRounds(entries: readonly Entry[], roundCount: number): Promise<Timing[]> {
  const times = entries.map((): number[] => []);
  for (let round = -1; round < roundCount; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const at = (turn + round + 1) % entries.length;
      const entry = entries[at];
      if (entry === undefined) continue;
      const ms = await timed(entry);
      if (round >= 0) times[at]?.push(ms);
    }
  }
  return entries.map(({ contestant }, at) => ({ id: contestant.id, ms: times[at] ?? [] }));
}

async function timed({ contestant, file }: Entry): Promise<number> {
  // Nobody pays for the garbage of the one before.
  globalThis.gc?.();
  const startedAt = performance.now();
  await contestant.judge(file);
  return performance.now() - startedAt;
}

/**
 * Every contestant judges the same file; their findings must be the same, row for row and severity for severity.
 *
 * @throws Error naming what differs: there is no contest between programs that do different things.
 */
export async function requireAgreement(
  contestants: readonly Contestant[],
  file: string,
): Promise<FindingsDigest> {
  const [first, ...others] = contestants;
  if (first === undefined) throw new RangeError('nobody to compare');
  const expected = (await first.judge(file)).findings();
  for (const other of others) {
    const found = differences(expected, (await other.judge(file)).findings(), 5);
    if (found.length === 0) continue;
    throw new Error(`${first.id} (-) and ${other.id} (+) disagree:\n${found.join('\n')}`);
  }
  return digestOf(expected);
}
