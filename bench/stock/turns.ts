/**
 * Positions in the order in which they take their turn: the next one goes first each round, so that each goes first equally often,
 * and every other round runs backwards, so that nobody always follows the same one.
 *
 * @param count how many take turns.
 * @param round 0, 1, 2...
 */
export function turnOrder(count: number, round: number): number[] {
  const step = round % 2 === 0 ? 1 : count - 1;
  return Array.from({ length: count }, (_, turn) => (round + turn * step) % count);
}

/** How often everyone takes a turn. */
export interface Rounds {
  /** Counted rounds, 1 or more. */
  readonly count: number;
  /** Rounds before them that are not counted: they warm the compilers. */
  readonly warmUps: number;
}

/**
 * Lets every entry run once a round.
 *
 * @returns for each entry, in the order handed in, what its counted rounds gave.
 */
export async function runInTurns<E, R>(
  entries: readonly E[],
  rounds: Rounds,
  run: (entry: E) => Promise<R>,
): Promise<R[][]> {
  const results = entries.map((): R[] => []);
  for (let round = -rounds.warmUps; round < rounds.count; round++) {
    for (const at of turnOrder(entries.length, round + rounds.warmUps)) {
      const entry = entries[at];
      if (entry === undefined) continue;
      const result = await run(entry);
      if (round >= 0) results[at]?.push(result);
    }
  }
  return results;
}
