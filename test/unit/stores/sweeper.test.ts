import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GuardError, isGuardError } from '../../../src/core/errors.js';
import type { ExpireRequest } from '../../../src/stock/request.js';
import type { ExpireVerdict } from '../../../src/stock/verdict.js';
import { startSweeper, type SweeperOptions, type SweepTrouble } from '../../../src/stores/sweeper.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  // In this order: a spy on a fake timer would bring the fake one back.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A store whose answers are written down beforehand; the last one is given for ever. */
function scripted(...answers: readonly (ExpireVerdict | Error)[]) {
  const requests: (ExpireRequest | undefined)[] = [];
  return {
    requests,
    expire(request?: ExpireRequest): Promise<ExpireVerdict> {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(request);
      if (answer === undefined) throw new Error('no answer was written down');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

const swept = (expired: number, more = false): ExpireVerdict => ({ kind: 'swept', expired, more });
const unknown: ExpireVerdict = { kind: 'unknown', because: 'deadline', message: 'no reply' };
const unexpected = (trouble: SweepTrouble): void => {
  throw new Error(`unexpected trouble: ${trouble.kind}`);
};

describe('startSweeper', () => {
  it('sweeps once in every period, with the limit it was given', async () => {
    const stock = scripted(swept(0));
    const sweeper = startSweeper(stock, { everyMs: 1000, limit: 7, onError: unexpected });
    await vi.advanceTimersByTimeAsync(3600);
    expect(stock.requests).toEqual([{ limit: 7 }, { limit: 7 }, { limit: 7 }, { limit: 7 }]);
    await sweeper.stop();
  });

  it('goes on in the same round while more are due, and tells the sum', async () => {
    const stock = scripted(swept(500, true), swept(500, true), swept(20), swept(0));
    const rounds: unknown[] = [];
    const sweeper = startSweeper(stock, { onError: unexpected, onSwept: (round) => rounds.push(round) });
    await vi.advanceTimersByTimeAsync(600);
    expect(stock.requests).toHaveLength(3);
    expect(rounds).toEqual([{ expired: 1020, callCount: 3, more: false }]);
    await vi.advanceTimersByTimeAsync(1100);
    expect(rounds).toHaveLength(1);
    await sweeper.stop();
  });

  it('lets others have their turn between two calls', async () => {
    const order: string[] = [];
    let calls = 0;
    const stock = {
      expire: () => {
        calls += 1;
        order.push('sweep');
        if (calls === 1) setImmediate(() => order.push('other'));
        return Promise.resolve(swept(1, calls < 2));
      },
    };
    const sweeper = startSweeper(stock, { onError: unexpected });
    await vi.advanceTimersByTimeAsync(600);
    expect(order).toEqual(['sweep', 'other', 'sweep']);
    await sweeper.stop();
  });

  it('ends a round after 200 calls, whatever the store says', async () => {
    const stock = scripted(swept(1, true));
    const rounds: unknown[] = [];
    const sweeper = startSweeper(stock, { onError: unexpected, onSwept: (round) => rounds.push(round) });
    await vi.advanceTimersByTimeAsync(999);
    expect(stock.requests).toHaveLength(200);
    expect(rounds).toEqual([{ expired: 200, callCount: 200, more: true }]);
    await sweeper.stop();
  });

  it('never has two calls under way', async () => {
    let underWay = 0;
    let most = 0;
    const stock = {
      async expire(): Promise<ExpireVerdict> {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 5000));
        underWay -= 1;
        return swept(0);
      },
    };
    const sweeper = startSweeper(stock, { everyMs: 100, onError: unexpected });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(most).toBe(1);
    const stopped = sweeper.stop();
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
  });

  it('tells every trouble, waits longer with each in a row, and is back to the period after a good one', async () => {
    const broken = new GuardError({ code: 'store-configuration', message: 'no rights' });
    const refused: ExpireVerdict = { kind: 'refused', reason: 'unavailable', error: 'LOADING' };
    const stock = scripted(unknown, broken, refused, swept(0));
    const troubles: SweepTrouble[] = [];
    const sweeper = startSweeper(stock, {
      everyMs: 1000,
      onError: (trouble) => troubles.push(trouble),
    });
    const callsAfter = async (ms: number): Promise<number> => {
      await vi.advanceTimersByTimeAsync(ms);
      return stock.requests.length;
    };
    expect(await callsAfter(600)).toBe(1);
    expect(await callsAfter(1800)).toBe(1);
    expect(await callsAfter(200)).toBe(2);
    expect(await callsAfter(3800)).toBe(2);
    expect(await callsAfter(200)).toBe(3);
    expect(await callsAfter(7800)).toBe(3);
    expect(await callsAfter(200)).toBe(4);
    expect(await callsAfter(1000)).toBe(5);
    expect(troubles).toEqual([
      { kind: 'unanswered', verdict: unknown },
      { kind: 'thrown', error: broken },
      { kind: 'unanswered', verdict: refused },
    ]);
    await sweeper.stop();
  });

  it('waits at most 30 seconds after any number of troubles', async () => {
    const stock = scripted(unknown);
    const sweeper = startSweeper(stock, { everyMs: 1000, onError: () => undefined });
    await vi.advanceTimersByTimeAsync(300_000);
    const before = stock.requests.length;
    await vi.advanceTimersByTimeAsync(30_001);
    expect(stock.requests.length).toBe(before + 1);
    await sweeper.stop();
  });

  it('survives a store that throws before it returns a promise', async () => {
    const troubles: SweepTrouble[] = [];
    const stock = {
      expire: (): Promise<ExpireVerdict> => {
        throw new Error('at once');
      },
    };
    const sweeper = startSweeper(stock, { everyMs: 100, onError: (trouble) => troubles.push(trouble) });
    await vi.advanceTimersByTimeAsync(300);
    expect(troubles.length).toBeGreaterThan(1);
    await sweeper.stop();
  });

  it('starts at any moment of the first period and makes waits uneven by a quarter', async () => {
    vi.mocked(Math.random).mockReturnValue(0);
    const stock = scripted(swept(0));
    const sweeper = startSweeper(stock, { everyMs: 1000, onError: unexpected });
    await vi.advanceTimersByTimeAsync(1);
    expect(stock.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(740);
    expect(stock.requests).toHaveLength(1);
    vi.mocked(Math.random).mockReturnValue(0.999);
    await vi.advanceTimersByTimeAsync(20);
    expect(stock.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1230);
    expect(stock.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(20);
    expect(stock.requests).toHaveLength(3);
    await sweeper.stop();
  });

  it('goes on when a callback throws, and throws its error again outside', async () => {
    const outside: unknown[] = [];
    const thrown = vi.spyOn(globalThis, 'setImmediate').mockImplementation((callback) => {
      try {
        callback();
      } catch (error) {
        outside.push(error);
      }
      // Only the callback matters here; nobody looks at the handle.
      return undefined as unknown as NodeJS.Immediate;
    });
    const stock = scripted(unknown, swept(3), swept(3));
    const sweeper = startSweeper(stock, {
      everyMs: 100,
      onError: () => {
        throw new Error('from onError');
      },
      onSwept: () => {
        throw new Error('from onSwept');
      },
    });
    await vi.advanceTimersByTimeAsync(400);
    expect(stock.requests.length).toBeGreaterThanOrEqual(3);
    expect(outside.slice(0, 2).map(String)).toEqual(['Error: from onError', 'Error: from onSwept']);
    await sweeper.stop();
    thrown.mockRestore();
  });
});

describe('stop', () => {
  it('waits for the call under way and starts no other, although more are due', async () => {
    let settle: (verdict: ExpireVerdict) => void = () => undefined;
    let calls = 0;
    const stock = {
      expire: () => {
        calls += 1;
        return new Promise<ExpireVerdict>((resolve) => {
          settle = resolve;
        });
      },
    };
    const sweeper = startSweeper(stock, { everyMs: 100, onError: unexpected });
    await vi.advanceTimersByTimeAsync(100);
    let isStopped = false;
    const stopped = sweeper.stop().then(() => {
      isStopped = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(isStopped).toBe(false);
    settle(swept(5, true));
    await vi.advanceTimersByTimeAsync(1000);
    await stopped;
    await sweeper.stop();
    expect(calls).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a sweeper that has not swept yet', async () => {
    const stock = scripted(swept(0));
    await startSweeper(stock, { onError: unexpected }).stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stock.requests).toEqual([]);
  });
});

describe('a bad option is refused', () => {
  const onError = (): void => undefined;
  const bad: readonly (readonly [string, unknown])[] = [
    ['none at all', undefined],
    ['no onError', {}],
    ['an onError that cannot be called', { onError: 'console' }],
    ['an onSwept that cannot be called', { onError, onSwept: 1 }],
    ['a period of zero', { onError, everyMs: 0 }],
    ['a period below 10 ms', { onError, everyMs: 9 }],
    ['a period in words', { onError, everyMs: '1000' }],
    ['a period that is no whole number', { onError, everyMs: 10.5 }],
    ['a period above ten minutes', { onError, everyMs: 600_001 }],
    ['a limit of zero', { onError, limit: 0 }],
    ['a limit above 2,000', { onError, limit: 2001 }],
    ['a limit of null', { onError, limit: null }],
    ['a name that is no option', { onError, interval: 1000 }],
  ];

  it.each(bad)('%s', (_, options) => {
    const stock = scripted(swept(0));
    let thrown: unknown;
    try {
      // What a caller in JavaScript may hand in.
      startSweeper(stock, options as SweeperOptions);
    } catch (error) {
      thrown = error;
    }
    expect(isGuardError(thrown, 'invalid-argument')).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
