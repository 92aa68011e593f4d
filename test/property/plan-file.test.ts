import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/catalog/order.js';
import { isGuardError } from '../../src/core/errors.js';
import { verifyPlanApprovals } from '../../src/remedy/approvals.js';
import { planLineText } from '../../src/remedy/plan-text.js';
import { canonicalJson } from '../../src/seal/canonical-json.js';
import { withoutUndefined } from '../../src/seal/without-undefined.js';
import {
  planText,
  policyOf,
  readText,
  signedPlanText,
  SIGNED_AT,
  somebody,
} from '../unit/remedy/plan-world.js';
import { makeLine, makeOrder, makePayment, planOf } from '../unit/remedy/remedy-fixtures.js';

const orders: fc.Arbitrary<readonly Order[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.stringMatching(/^[A-Za-z0-9_.:-]{1,6}$/),
      customer: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom<Order['status'][]>('paid', 'placed', 'packed', 'delivered', 'cancelled'),
      units: fc.integer({ min: 1, max: 3 }),
      method: fc.constantFrom('card', 'points', 'virtual-account', 'gift-card'),
      isRight: fc.boolean(),
    })
    .map(({ id, customer, status, units, method, isRight }) => {
      const line = makeLine({ lineId: 'ⓛ "1"', quantity: units, unitPriceMinor: isRight ? 136_000 : 13_600 });
      const capturedMinor = line.quantity * line.unitPriceMinor;
      const payments = [makePayment({ ref: `pay-${id}`.slice(0, 64), method, capturedMinor })];
      return makeOrder({ id, customer: [`k1.c${customer}`], status, lines: [line], payments });
    }),
  { selector: ({ id }) => id, maxLength: 12 },
);

describe('a plan file', () => {
  it('reads back as it was planned, in whatever pieces it comes, as often as one likes', async () => {
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 400 }), async (some, pieceLength) => {
        const plan = await planOf(some);
        const read = await readText(planText(plan), pieceLength);
        expect(read.header).toEqual(plan.header);
        expect(read.trailer).toEqual(plan.trailer);
        for (let time = 0; time < 2; time += 1) {
          const records = [];
          for await (const record of read.records()) records.push(record);
          expect(records).toEqual(plan.records);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('prints every line as canonical JSON', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (some) => {
        const { header, records, trailer } = await planOf(some);
        for (const line of [header, ...records, trailer])
          expect(planLineText(line)).toBe(canonicalJson(withoutUndefined(line)));
      }),
      { numRuns: 40 },
    );
  });

  it(
    'is refused with every single byte of it changed, left out or put in',
    { timeout: 120_000 },
    async () => {
      const signers = [somebody('p-1'), somebody('p-2')];
      const policy = policyOf(signers);
      const text = await signedPlanText([makeOrder(), makeOrder({ id: 'o-2', status: 'packed' })], signers);
      const whole = Buffer.from(text, 'utf8');
      expect(await outcomeOf(whole)).toBe('approved');

      for (let at = 0; at < whole.length; at += 1) {
        const flipped = Buffer.from(whole);
        flipped[at] = (whole[at] ?? 0) ^ (1 << (at % 7));
        // Every byte changed; every third one left out or put in twice as well, which the same checks find.
        const others =
          at % 3 === 0
            ? [
                Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]),
                Buffer.concat([whole.subarray(0, at + 1), whole.subarray(at)]),
              ]
            : [];
        for (const changed of [flipped, ...others])
          expect(`${at} ${await outcomeOf(changed)}`).toBe(`${at} refused`);
      }

      async function outcomeOf(bytes: Uint8Array): Promise<string> {
        try {
          const { header, trailer, approvals } = await readText(bytes);
          return verifyPlanApprovals({ header, trailer, approvals, policy, now: SIGNED_AT }).kind;
        } catch (error) {
          if (isGuardError(error, 'input')) return 'refused';
          throw error;
        }
      }
    },
  );
});
