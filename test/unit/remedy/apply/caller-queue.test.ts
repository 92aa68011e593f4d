import { describe, expect, it } from 'vitest';
import { CallerQueue } from '../../../../src/remedy/apply/caller-queue.js';

describe('CallerQueue', () => {
  it('serves whoever comes again before all others, and each line in its order', () => {
    const queue = new CallerQueue();
    const served: string[] = [];
    const add = (name: string, comes: 'anew' | 'again'): void =>
      queue.add((may) => served.push(`${name} ${may}`), comes);
    add('a', 'anew');
    add('b', 'anew');
    add('c', 'again');
    add('d', 'again');
    queue.take()?.('go');
    queue.take()?.('go');
    queue.take()?.('go');
    expect(served).toEqual(['c go', 'd go', 'a go']);
    queue.sendHome();
    expect(served.at(-1)).toBe('b stopped');
    expect(queue.isEmpty).toBe(true);
    expect(queue.take()).toBeUndefined();
  });

  it('keeps its order over thousands of callers', () => {
    const queue = new CallerQueue();
    const served: number[] = [];
    let next = 0;
    for (let round = 0; round < 3_000; round += 1) {
      for (const at of [0, 1]) queue.add(() => served.push(round * 2 + at), 'anew');
      queue.take()?.('go');
      next += 1;
    }
    expect(served).toEqual(Array.from({ length: next }, (_, index) => index));
    expect(queue.isEmpty).toBe(false);
  });
});
