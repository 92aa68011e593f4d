import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../src/remedy/apply/apply-plan.js';
import type { ApplyReport } from '../../src/remedy/apply/apply-options.js';
import type { PlanToApply } from '../../src/remedy/apply/scan-plan.js';
import type { PlanRecord } from '../../src/remedy/plan.js';
import { MONEY_KINDS, stepsOf } from '../../src/remedy/steps-of.js';
import { PORT_OF, type PortName } from '../../src/remedy/apply/ports.js';
import type { Step } from '../../src/remedy/steps.js';
import { memoryLedger, type MemoryLedger } from '../../src/stores/memory/ledger.js';
import type { Fate } from '../support/remedy-apply/fake-service.js';
import { fakeShop, type FakeShop } from '../support/remedy-apply/fake-shop.js';
import { Mortal, type Death } from '../support/remedy-apply/mortal.js';
import { naivelyApply } from '../support/remedy-apply/naive-executor.js';
import { planOf, POLICY } from '../support/remedy-apply/plan-by-hand.js';
import { randomRecords } from '../support/remedy-apply/random-plan.js';
import { PORT_NAMES } from '../../src/remedy/apply/ports.js';

/** Enough for every plan here to end, whatever its services did before. */
const LIVES_MAX = 30;

interface Story {
  readonly records: readonly PlanRecord[];
  readonly asking: readonly PortName[];
  readonly fates: readonly Fate[];
  readonly finds: readonly ('answer' | 'lose' | 'unclear')[];
  readonly deaths: readonly Death[];
}

const fate = fc.constantFrom<Fate>(
  'done',
  'done',
  'done',
  'lose-reply',
  'lose-request',
  'late',
  'twice',
  'busy',
  'error',
  'pending-done',
  'pending-failed',
  'rejected',
);

const story: fc.Arbitrary<Story> = fc.record({
  records: randomRecords,
  asking: fc.subarray([...PORT_NAMES]),
  fates: fc.array(fate, { minLength: 1, maxLength: 60 }),
  finds: fc.array(fc.constantFrom('answer', 'answer', 'answer', 'lose', 'unclear'), {
    minLength: 1,
    maxLength: 20,
  }),
  deaths: fc.array(
    fc.record({
      atLine: fc.integer({ min: 1, max: 40 }),
      when: fc.constantFrom<Death['when']>('before', 'after'),
    }),
    { maxLength: 6 },
  ),
});

/** A shop whose services misbehave in turn as long as the lists last, and behave from then on. */
function spoiledShop({ asking, fates, finds }: Story): FakeShop {
  const shop = fakeShop((name) => (asking.includes(name) ? 'ask' : 'key'));
  let acted = 0;
  let found = 0;
  for (const name of PORT_NAMES) {
    const service = shop.services[name];
    service.fate = () => fates[acted++] ?? 'done';
    service.finds = () => finds[found++] ?? 'answer';
  }
  return shop;
}

/** Carries a plan out, through all its deaths, until a run ends by itself with nothing left that another run could do. */
async function untilEnd(
  told: Story,
  world: { readonly shop: FakeShop; readonly plan: PlanToApply; readonly ledger: MemoryLedger },
): Promise<ApplyReport> {
  let last: ApplyReport | undefined;
  let lines: readonly string[] = [];
  for (let life = 0; life < LIVES_MAX; life += 1) {
    const mortal = new Mortal();
    const store = memoryLedger({ lines });
    const options = {
      policy: POLICY,
      clock: mortal.clock(world.shop.clock),
      windowRecords: 3,
      canaryOrders: 2,
    };
    const applying = applyPlan(
      world.plan,
      mortal.ports(world.shop.ports()),
      mortal.ledger(store, told.deaths[life]),
      options,
    );
    const result = await world.shop.clock.until(Promise.race([applying, mortal.died]));
    lines = store.lines();
    if (result === 'died') continue;
    if (result.kind !== 'ran') throw new Error(`did not run: ${result.kind}`);
    last = result;
    if (result.asked === 0 && result.ended === 'finished') break;
  }
  if (last === undefined) throw new Error('never lived to the end');
  return last;
}

function stepsIn({ header }: PlanToApply, records: readonly PlanRecord[]): readonly Step[] {
  return records.flatMap((record) => stepsOf(header, record));
}

describe('carrying a plan out', () => {
  it('has each effect at most once, exactly once where it says done, and lists all others, whatever fails and whenever it is killed', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const shop = spoiledShop(told);
        const plan = planOf(told.records);
        const report = await untilEnd(told, { shop, plan, ledger: memoryLedger() });
        const open = new Map(report.open.map((one) => [one.key, one]));
        for (const step of stepsIn(plan, told.records)) {
          const effects = shop.services[PORT_OF[step.kind]].effects.filter(({ key }) => key === step.key);
          const left = open.get(step.key);
          expect(effects.length, `${step.kind} of ${step.orderId}`).toBeLessThanOrEqual(1);
          if (left === undefined)
            expect(effects, `${step.kind} of ${step.orderId}`).toMatchObject([{ amount: step.amount }]);
          else if (left.reason === 'failed' || left.reason === 'after-open-step') expect(effects).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('leaves nothing open but what a service refused and what waits for it', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const shop = spoiledShop(told);
        const report = await untilEnd(told, { shop, plan: planOf(told.records), ledger: memoryLedger() });
        expect(report.ended).toBe('finished');
        const reasons = new Set(report.open.map(({ reason }) => reason));
        for (const reason of reasons)
          expect(['failed', 'after-open-step', 'after-open-order']).toContain(reason);
        if (!reasons.has('failed')) expect(report.isComplete).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('balances: what was planned is the sum of its ends, and the books of the services say the same', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const shop = spoiledShop(told);
        const report = await untilEnd(told, { shop, plan: planOf(told.records), ledger: memoryLedger() });
        for (const { kind, planned, done, pending, failed, unknown, skipped, waiting } of report.books) {
          const ends = [done, pending, failed, unknown, skipped, waiting];
          expect(
            ends.reduce((sum, { count }) => sum + count, 0),
            kind,
          ).toBe(planned.count);
          expect(
            ends.reduce((sum, { amount }) => sum + amount, 0),
            kind,
          ).toBe(planned.amount);
          const effects = shop.services[PORT_OF[kind]].effects.filter((effect) => effect.kind === kind);
          expect(effects.length, kind).toBe(done.count);
          expect(
            effects.reduce((sum, { amount }) => sum + amount, 0),
            kind,
          ).toBe(done.amount);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('tells a customer only when the money of all their orders was accepted', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const shop = spoiledShop(told);
        const plan = planOf(told.records);
        await untilEnd(told, { shop, plan, ledger: memoryLedger() });
        const steps = stepsIn(plan, told.records);
        for (const notice of shop.services.notices.effects.filter(({ kind }) => kind === 'notice')) {
          const ids = told.records.find(({ id }) => id === notice.orderId)?.noticeFor ?? [];
          for (const step of steps.filter(
            ({ kind, orderId }) => MONEY_KINDS.has(kind) && ids.includes(orderId),
          )) {
            const accepted = shop.services[PORT_OF[step.kind]].acceptedAt(step.key);
            expect(accepted, `${step.kind} of ${step.orderId}`).toBeLessThanOrEqual(notice.acceptedAt);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is not what an executor without a ledger does: it pays twice within a few stories', async () => {
    const twice: string[] = [];
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const shop = spoiledShop(told);
        const plan = planOf(told.records);
        await naivelyApply(plan, told.records, { shop, deaths: told.deaths });
        for (const step of stepsIn(plan, told.records))
          if (shop.services[PORT_OF[step.kind]].count(step.key) > 1) twice.push(step.key);
      }),
      { numRuns: 40 },
    );
    expect(twice.length).toBeGreaterThan(0);
  });
});
