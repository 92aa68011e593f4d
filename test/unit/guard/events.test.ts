import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { GUARD_CHANNELS, type GuardEventName, type GuardEvents } from '../../../src/guard/events.js';
import { afterHandlers, lineOf, makeWorld, NOW, orderOf } from './guard-world.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Everything published on a channel while a test runs. */
function listen<Name extends GuardEventName>(name: Name): GuardEvents[Name][] {
  const events: GuardEvents[Name][] = [];
  // What is published on a channel has the type of its name.
  const hear = (event: unknown): void => void events.push(event as GuardEvents[Name]);
  subscribe(GUARD_CHANNELS[name], hear);
  stops.push(() => void unsubscribe(GUARD_CHANNELS[name], hear));
  return events;
}

describe('the events of a guard', () => {
  it('tell each call once it has settled, with its verdict and its times', async () => {
    const admits = listen('admit');
    const commits = listen('commit');
    const { guard } = await makeWorld();
    const verdict = await guard.admit(orderOf('order-1'));
    await guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    expect(admits).toHaveLength(1);
    const [admitted] = admits;
    expect(admitted).toMatchObject({ mode: 'enforce', epoch: 3, channel: 'web', verdict });
    expect(admitted?.durationMs).toBeGreaterThanOrEqual(admitted?.storeMs ?? Infinity);
    expect(Math.abs((admitted?.startedAt ?? 0) - performance.timeOrigin - performance.now())).toBeLessThan(
      60_000,
    );
    expect(commits).toMatchObject([{ channel: undefined, verdict: { kind: 'committed' } }]);
  });

  it('tell of each call by its own name', async () => {
    const names = [
      'release',
      'extend',
      'beginPayment',
      'resume',
      'resolveReview',
      'replacePriceBook',
    ] as const;
    const heard = names.map((name) => listen(name));
    const { guard, book } = await makeWorld();
    await guard.release({ id: 'a' });
    await guard.extend({ id: 'a', attempt: 1, ttlMs: 1_000 });
    await guard.beginPayment({ id: 'a', channel: 'web' });
    await guard.resume({ id: 'a', customer: ['k1.a'] });
    await guard.resolveReview({ id: 'a', decision: 'reject', actor: 'minji', reason: 'seen' });
    await guard.replacePriceBook(book, { overlapMs: 0, actor: 'minji', reason: 'again' });
    expect(heard.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('are published in the context of the caller', async () => {
    const storage = new AsyncLocalStorage<string>();
    const contexts: (string | undefined)[] = [];
    const hear = (): void => void contexts.push(storage.getStore());
    subscribe(GUARD_CHANNELS.admit, hear);
    stops.push(() => void unsubscribe(GUARD_CHANNELS.admit, hear));
    const { guard } = await makeWorld();
    await Promise.all(
      ['one', 'two'].map((context) => storage.run(context, () => guard.admit(orderOf(`order-${context}`)))),
    );
    expect(contexts.sort()).toEqual(['one', 'two']);
  });

  it('tell of each question to the store with its answer', async () => {
    const questions = listen('store');
    const { guard } = await makeWorld({
      wrap: (stock) => ({ ...stock, commit: () => Promise.reject(new Error('planted')) }),
    });
    await guard.admit(orderOf('order-1'));
    await guard.admit(orderOf('order-2', { lines: [lineOf('EP-100', { unitPriceMinor: 1 })] }));
    await guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    expect(questions.map(({ operation, kind, reason }) => [operation, kind, reason])).toEqual([
      ['reserve', 'reserved', undefined],
      ['status', 'unknown_id', undefined],
      ['signal', 'counted', undefined],
      ['commit', 'threw', 'foreign'],
    ]);
  });

  it('name no customer, neither in calls nor in questions', async () => {
    const all = [...listen('admit'), ...listen('resume')];
    const questions = listen('store');
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1', { customer: ['k1.somebody'] }));
    await guard.resume({ id: 'order-1', customer: ['k1.somebody'] });
    expect(JSON.stringify([all, questions])).not.toContain('somebody');
    expect(questions).toHaveLength(2);
  });

  it('tell what handlers hear, and errors', async () => {
    const late = listen('latePayment');
    const { guard, book } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    await guard.release({ id: 'order-1' });
    await guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    await afterHandlers();
    expect(late).toMatchObject([
      { saleId: book.header.saleId, payment: { id: 'order-1', because: 'released' } },
    ]);
  });

  it("tell the activity and each change of the sale's mode as polls see them", async () => {
    const activities = listen('activity');
    const modes = listen('mode');
    const { guard, stock } = await makeWorld({ options: { pollMs: 100 } });
    while (activities.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await stock.setMode({ mode: 'freeze', actor: 'minji', reason: 'a look' });
    while (modes.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await guard.close();
    expect(modes).toMatchObject([
      { previous: undefined, mode: 'open', at: NOW },
      { previous: 'open', mode: 'freeze' },
    ]);
  });

  it('never reach the caller when a listener throws', async () => {
    const thrown: unknown[] = [];
    const hear = (): never => {
      throw new Error('planted by a listener');
    };
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    subscribe(GUARD_CHANNELS.admit, hear);
    stops.push(() => void unsubscribe(GUARD_CHANNELS.admit, hear));
    try {
      const { guard } = await makeWorld();
      expect((await guard.admit(orderOf('order-1'))).kind).toBe('admitted');
      await afterHandlers();
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
    expect(thrown.map(String)).toEqual(['Error: planted by a listener']);
  });
});
