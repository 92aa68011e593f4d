import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupCommit, type Call, type Outcome } from '../../src/stores/redis/group-commit.js';

/** With those of `callers.test.ts` 30,000 interleavings. */
const INTERLEAVINGS = fc.readConfigureGlobal().numRuns ?? 3_000;
const DEADLINE_MS = 100;
const LEAP_MAX_MS = 50;
/** More rounds than any run needs; one that is not done by then hangs. */
const ROUNDS_MAX = 60;

interface Burst {
  /** Calls made in one go. */
  readonly calls: number;
  /** What becomes of each batch of this burst's turn: how the fake server treats the batches, in order. */
  readonly fates: readonly Fate[];
}

type Fate = 'answered' | 'reply lost' | 'request lost' | 'surely not executed';

const seen = { interleavings: 0, calls: 0, batches: 0, largest: 0 };

/** One queue with a server whose every step the scheduler decides, and a clock that stands still unless moved. */
class QueueWorld {
  readonly executed: string[] = [];
  readonly settled = new Map<string, { readonly outcome: Outcome; readonly afterMs: number }>();
  /** Calls in the order in which they left. */
  readonly sent: string[] = [];
  underWayMax = 0;
  made = 0;
  readonly #scheduler: fc.Scheduler;
  readonly #fates: readonly Fate[];
  readonly #queue: GroupCommit;
  #underWay = 0;
  #batches = 0;

  constructor(scheduler: fc.Scheduler, fates: readonly Fate[]) {
    this.#scheduler = scheduler;
    this.#fates = fates;
    this.#queue = new GroupCommit({
      send: (calls) => this.#send(calls),
      batching: 'group',
      deadlineMs: DEADLINE_MS,
      now: () => performance.now(),
    });
  }

  call(): void {
    const name = `call ${(this.made += 1)}`;
    const startedAt = performance.now();
    void this.#queue.run([name], 1).then((outcome) => {
      expect(this.settled.has(name)).toBe(false);
      this.settled.set(name, { outcome, afterMs: performance.now() - startedAt });
    });
  }

  async #send(calls: readonly Call[]): Promise<void> {
    const fate = this.#fates[this.#batches++ % this.#fates.length] ?? 'answered';
    const label = `batch ${this.#batches}`;
    for (const { operation } of calls) this.sent.push(operation[0] ?? '');
    this.#underWay += 1;
    this.underWayMax = Math.max(this.underWayMax, this.#underWay);
    seen.batches += 1;
    seen.largest = Math.max(seen.largest, calls.length);
    await this.#scheduler.schedule(Promise.resolve(), `${label} goes out`);
    if (fate === 'answered' || fate === 'reply lost') {
      for (const { operation } of calls) this.executed.push(operation[0] ?? '');
    }
    await this.#scheduler.schedule(Promise.resolve(), `${label} comes back`);
    for (const call of calls) {
      if (fate === 'answered') call.settle({ kind: 'replied', reply: call.operation[0] ?? '' });
      if (fate === 'surely not executed')
        call.settle({ kind: 'not-executed', refusal: { reason: 'unavailable', error: 'LOADING' } });
    }
    const leftMs = (calls[0]?.deadlineAt ?? 0) - performance.now();
    // The sender holds its slot until it knows, or until nobody waits any more.
    if (fate === 'reply lost' || fate === 'request lost')
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, leftMs)));
    this.#underWay -= 1;
  }
}

describe('the queue of group commit, before a server that answers when the scheduler says', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  afterAll(() => {
    console.log(
      `group commit: ${seen.interleavings} interleavings, ${seen.calls} calls in ${seen.batches} batches, the largest of ${seen.largest}`,
    );
  });

  it('settles every call once and by its deadline, keeps the order, and sends nothing twice', async () => {
    const burst = fc.record({
      calls: fc.integer({ min: 1, max: 6 }),
      fates: fc.array(
        fc.constantFrom<Fate>('answered', 'answered', 'reply lost', 'request lost', 'surely not executed'),
        { minLength: 1, maxLength: 3 },
      ),
    });
    const drawn = fc.record({
      bursts: fc.array(burst, { minLength: 1, maxLength: 5 }),
      leaps: fc.array(fc.constantFrom(0, 0, 0, 1, LEAP_MAX_MS), { minLength: 4, maxLength: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), drawn, async (scheduler, { bursts, leaps }) => {
        const world = await runQueue(scheduler, bursts, leaps);
        judgeQueue(world);
      }),
      { numRuns: INTERLEAVINGS, verbose: false },
    );
  });
});

async function runQueue(
  scheduler: fc.Scheduler,
  bursts: readonly Burst[],
  leaps: readonly number[],
): Promise<QueueWorld> {
  const fates = bursts.flatMap((burst) => burst.fates);
  const world = new QueueWorld(scheduler, fates);
  for (const burst of bursts) {
    void scheduler.schedule(Promise.resolve(), 'a turn').then(() => {
      for (let made = 0; made < burst.calls; made += 1) world.call();
    });
  }
  for (const ms of leaps)
    void scheduler.schedule(Promise.resolve(), `${ms} ms pass`).then(() => vi.advanceTimersByTime(ms));
  const total = bursts.reduce((sum, burst) => sum + burst.calls, 0);
  for (let round = 0; round < ROUNDS_MAX && world.settled.size < total; round += 1) {
    await scheduler.waitIdle();
    await vi.advanceTimersByTimeAsync(round < 20 ? 1 : DEADLINE_MS);
  }
  // Nothing may be carried out or settled again afterwards.
  await scheduler.waitIdle();
  await vi.advanceTimersByTimeAsync(2 * DEADLINE_MS);
  expect(world.settled.size).toBe(total);
  seen.interleavings += 1;
  seen.calls += total;
  return world;
}

function judgeQueue(world: QueueWorld): void {
  const numbers = world.sent.map((name) => Number(name.slice('call '.length)));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(world.underWayMax).toBeLessThanOrEqual(2);
  for (const [name, { outcome, afterMs }] of world.settled) {
    // A leap is one step: what is due on its way is seen at its end.
    expect(afterMs).toBeLessThan(DEADLINE_MS + LEAP_MAX_MS);
    if (outcome.kind === 'replied') {
      expect(outcome.reply).toBe(name);
      expect(world.executed).toContain(name);
    }
    if (outcome.kind === 'not-executed') expect(world.executed).not.toContain(name);
  }
}
