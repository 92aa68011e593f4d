import { describe, expect, it } from 'vitest';
import { GroupCommit, type Call, type Outcome } from '../../../../src/stores/redis/group-commit.js';

const OK: Outcome = { kind: 'replied', reply: 1 };

/** A sender that keeps every batch until the test answers it. */
class FakeSender {
  readonly batches: (readonly Call[])[] = [];
  readonly #waiting: (() => void)[] = [];

  readonly send = (calls: readonly Call[]): Promise<void> => {
    this.batches.push(calls);
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        for (const call of calls) call.settle(OK);
        resolve();
      });
    });
  };

  /** Answers the oldest batch that waits. */
  answer(): void {
    this.#waiting.shift()?.();
  }

  sizes(): readonly number[] {
    return this.batches.map((batch) => batch.length);
  }
}

function gathering(
  batching: 'group' | 'off' = 'group',
  deadlineMs = 60_000,
): { calls: GroupCommit; sender: FakeSender } {
  const sender = new FakeSender();
  const calls = new GroupCommit({ send: sender.send, batching, deadlineMs, now: () => performance.now() });
  return { calls, sender };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function operation(name: string): readonly string[] {
  return ['x', name];
}

describe('group commit', () => {
  it('sends a lone call within one turn of the event loop, without a timer', async () => {
    const { calls, sender } = gathering();
    void calls.run(operation('a'), 1);
    expect(sender.batches).toHaveLength(0);
    await turns(1);
    expect(sender.sizes()).toEqual([1]);
    sender.answer();
  });

  it('sends the calls of one turn together, in their order', async () => {
    const { calls, sender } = gathering();
    const names = Array.from({ length: 40 }, (_, at) => `o${at}`);
    const outcomes = names.map((name) => calls.run(operation(name), 1));
    await turns(1);
    expect(sender.batches.map((batch) => batch.map((call) => call.operation[1]))).toEqual([names]);
    sender.answer();
    expect(await Promise.all(outcomes)).toEqual(names.map(() => OK));
  });

  it('sends a rush in two halves, so that one is carried out while the answers of the other are read', async () => {
    const { calls, sender } = gathering();
    const rush = (count: number): void => {
      for (let at = 0; at < count; at += 1) void calls.run(operation(`o${at}`), 1);
    };
    rush(301);
    await turns(1);
    expect(sender.sizes()).toEqual([151, 150]);
    // Whoever was answered goes out while the other half is under way: whole, for there is nothing to wait for.
    sender.answer();
    rush(151);
    await turns(2);
    expect(sender.sizes()).toEqual([151, 150, 151]);
    sender.answer();
    sender.answer();
    await turns(2);
    rush(127);
    await turns(1);
    expect(sender.sizes()).toEqual([151, 150, 151, 127]);
    sender.answer();
  });

  it('gathers while two batches are under way, so that batches grow with the load', async () => {
    const { calls, sender } = gathering();
    for (let turn = 0; turn < 12; turn += 1) {
      void calls.run(operation(`o${turn}`), 1);
      await turns(1);
    }
    expect(sender.sizes()).toEqual([1, 1]);
    sender.answer();
    await turns(2);
    expect(sender.sizes()).toEqual([1, 1, 10]);
    expect(sender.batches[2]?.map((call) => call.operation[1])).toEqual(
      Array.from({ length: 10 }, (_, at) => `o${at + 2}`),
    );
    sender.answer();
    sender.answer();
  });

  it('puts at most 512 calls into a batch', async () => {
    const { calls, sender } = gathering();
    for (let at = 0; at < 1_200; at += 1) void calls.run(operation(`o${at}`), 1);
    await turns(1);
    expect(sender.sizes()).toEqual([512, 512]);
    sender.answer();
    await turns(2);
    expect(sender.sizes()).toEqual([512, 512, 176]);
    expect(sender.batches.flat().map((call) => call.operation[1])).toEqual(
      Array.from({ length: 1_200 }, (_, at) => `o${at}`),
    );
    sender.answer();
    sender.answer();
  });

  it('lets no call join that would make a batch weigh above 4,000, but sends a heavier one alone', async () => {
    const { calls, sender } = gathering();
    for (const weight of [1_600, 1_600, 800, 1, 9_000]) void calls.run(operation(`w${weight}`), weight);
    await turns(1);
    expect(sender.sizes()).toEqual([3, 1]);
    sender.answer();
    await turns(2);
    expect(sender.sizes()).toEqual([3, 1, 1]);
    sender.answer();
    sender.answer();
  });

  it('switched off, sends every call by itself and at once', async () => {
    const { calls, sender } = gathering('off');
    for (let at = 0; at < 5; at += 1) void calls.run(operation(`o${at}`), 1);
    expect(sender.sizes()).toEqual([1, 1, 1, 1, 1]);
    for (let at = 0; at < 5; at += 1) sender.answer();
    await turns(1);
  });

  it.each(['group', 'off'] as const)(
    'settles what was sent by its deadline as unknown (batching %s)',
    async (batching) => {
      const { calls } = gathering(batching, 20);
      const outcome = await calls.run(operation('a'), 1);
      expect(outcome).toMatchObject({ kind: 'unknown', because: 'deadline' });
    },
  );

  it('settles what never left the process as late: it cannot have happened', async () => {
    const { calls, sender } = gathering('group', 30);
    const sent = [calls.run(operation('a'), 1)];
    await turns(1);
    sent.push(calls.run(operation('b'), 1));
    await turns(1);
    const kept = calls.run(operation('c'), 1);
    expect(await kept).toEqual({ kind: 'not-executed', refusal: { reason: 'late' } });
    for (const outcome of await Promise.all(sent)) expect(outcome.kind).toBe('unknown');
    // Nor is it sent afterwards.
    sender.answer();
    sender.answer();
    await turns(3);
    expect(sender.sizes()).toEqual([1, 1]);
  });

  it('leaves nothing pending, however many calls a silent store is given', async () => {
    const { calls } = gathering('group', 40);
    const outcomes: Promise<Outcome>[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      for (let at = 0; at < 300; at += 1) outcomes.push(calls.run(operation(`o${turn}-${at}`), 3));
      await turns(1);
    }
    const kinds = (await Promise.all(outcomes)).map((outcome) => outcome.kind);
    expect(kinds).toHaveLength(1_500);
    expect(new Set(kinds)).toEqual(new Set(['unknown', 'not-executed']));
  });

  it('keeps the first outcome when a reply comes after the deadline', async () => {
    const { calls, sender } = gathering('group', 20);
    const outcome = await calls.run(operation('a'), 1);
    sender.answer();
    await turns(1);
    expect(outcome.kind).toBe('unknown');
  });

  it('goes on after a batch was lost', async () => {
    const { calls, sender } = gathering('group', 20);
    await calls.run(operation('a'), 1);
    sender.answer();
    await turns(1);
    const next = calls.run(operation('b'), 1);
    await turns(1);
    sender.answer();
    expect(await next).toEqual(OK);
  });
});
