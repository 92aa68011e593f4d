import { describe, expect, it } from 'vitest';
import { runInTurns, turnOrder } from '../../../bench/stock/turns.js';

describe('the order of turns', () => {
  it('starts with the next one each round and runs backwards every other round', () => {
    expect([0, 1, 2, 3].map((round) => turnOrder(3, round).join(''))).toEqual(['012', '102', '201', '021']);
  });

  it('holds everyone once, whatever the round', () => {
    for (let count = 1; count <= 9; count++) {
      for (let round = 0; round < 2 * count; round++) {
        expect(turnOrder(count, round).sort()).toEqual(Array.from({ length: count }, (_, at) => at));
      }
    }
  });

  it('lets each go first equally often and follow either neighbour', () => {
    const first = Array.from({ length: 6 }, (_, round) => turnOrder(6, round)[0] ?? NaN);
    expect(first.sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const before = new Set<number | undefined>();
    for (let round = 0; round < 6; round++) {
      const order = turnOrder(6, round);
      before.add(order[order.indexOf(3) - 1]);
    }
    expect([...before].sort()).toEqual([2, 4, undefined]);
  });
});

describe('rounds', () => {
  it('run everyone once each, warm-up included, and keep the counted results by entry', async () => {
    const ran: string[] = [];
    const results = await runInTurns(['a', 'b', 'c'], { count: 2, warmUps: 1 }, (entry) => {
      ran.push(entry);
      return Promise.resolve(`${entry}${ran.filter((one) => one === entry).length}`);
    });
    expect(ran.join('')).toBe('abcbaccab');
    expect(results).toEqual([
      ['a2', 'a3'],
      ['b2', 'b3'],
      ['c2', 'c3'],
    ]);
  });

  it('end with the first failure', async () => {
    const run = (entry: string): Promise<void> =>
      entry === 'b' ? Promise.reject(new Error('b failed')) : Promise.resolve();
    await expect(runInTurns(['a', 'b'], { count: 1, warmUps: 0 }, run)).rejects.toThrow('b failed');
  });
});
