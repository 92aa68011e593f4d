import { describe, expect, it } from 'vitest';
import { settleBy } from '../../../../src/stores/redis/settle-by.js';

const NEVER = new Promise<string>(() => undefined);

describe('settling by a deadline', () => {
  it('answers what comes in time', async () => {
    await expect(settleBy(Promise.resolve('in time'), { ms: 10_000, late: () => 'late' })).resolves.toBe(
      'in time',
    );
  });

  it('answers what it is told to when nothing comes', async () => {
    await expect(settleBy(NEVER, { ms: 5, late: () => 'late' })).resolves.toBe('late');
  });

  it('hands on a failure in time', async () => {
    const failing = Promise.reject(new Error('no'));
    await expect(settleBy(failing, { ms: 10_000, late: () => 'late' })).rejects.toThrow('no');
  });

  it('drops a failure that comes later', async () => {
    let fail: (error: Error) => void = () => undefined;
    const failing = new Promise<string>((_, reject) => {
      fail = reject;
    });
    await expect(settleBy(failing, { ms: 5, late: () => 'late' })).resolves.toBe('late');
    // Were it not handled, the run would end with an unhandled rejection.
    fail(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
  });
});
