import { describe, expect, it } from 'vitest';
import { LEGAL_PROFILES } from '../../../src/catalog/legal-profiles.js';
import { draftSteps } from '../../../src/remedy/steps-of.js';
import { planLineText } from '../../../src/remedy/plan-text.js';
import { canonicalJson } from '../../../src/seal/canonical-json.js';
import { withoutUndefined } from '../../../src/seal/without-undefined.js';
import {
  makeIncident,
  makeOrder,
  makePayment,
  makePolicy,
  planOf,
  recordOf,
  SOLD_AT,
} from './remedy-fixtures.js';

const DAY_MS = 86_400_000;
/** Three business days after a Friday in Seoul, the last millisecond. */
const WEDNESDAY = Date.UTC(2026, 7, 12, 15) - 1;
/** Paid the day before: its three business days end a day earlier. */
const PAID_BEFORE = [makePayment({ at: SOLD_AT - DAY_MS })];

describe('an order under review', () => {
  it('has to be decided by the day on which its money would be due if it were cancelled', async () => {
    const order = makeOrder({ payments: PAID_BEFORE });
    const cancelled = recordOf(await planOf([order]), 'o-1');
    const open = recordOf(await planOf([{ ...order, status: 'packed' }]), 'o-1');
    expect(cancelled).toMatchObject({ decision: 'cancel', dueAt: WEDNESDAY - DAY_MS });
    expect(cancelled.reviewDueAt).toBeUndefined();
    expect(open).toMatchObject({ decision: 'review', reviewDueAt: WEDNESDAY - DAY_MS });
    expect(open.dueAt).toBeUndefined();
    expect(draftSteps(open)).toEqual([]);
  });

  it('counts days off, and from when the shop knew where the law does', async () => {
    const packed = makeOrder({ status: 'packed', payments: PAID_BEFORE });
    const holidays = await planOf([packed], { policy: makePolicy({ holidays: ['2026-08-10'] }) });
    expect(recordOf(holidays, 'o-1').reviewDueAt).toBe(WEDNESDAY);
    const incident = makeIncident({ knownAt: SOLD_AT + 3_600_000 });
    const known = await planOf([packed, makeOrder({ id: 'o-2', customer: ['k1.other'] })], {
      incident,
      policy: makePolicy({ legal: LEGAL_PROFILES.generic }),
    });
    expect(recordOf(known, 'o-1').reviewDueAt).toBe(recordOf(known, 'o-2').dueAt);
  });

  it('counts from the order where no payment is known', async () => {
    const plan = await planOf([makeOrder({ payments: [] })]);
    expect(recordOf(plan, 'o-1')).toMatchObject({ decision: 'review', reviewDueAt: WEDNESDAY });
  });

  it('counts from the first payment where rows contradict each other, whichever of them comes first', async () => {
    const ids = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5', 'o-6', 'o-7', 'o-8'];
    const rows = ids.flatMap((id) => [makeOrder({ id }), makeOrder({ id, payments: PAID_BEFORE })]);
    const plan = await planOf(rows);
    expect(plan.records.map(({ decision, reviewDueAt }) => [decision, reviewDueAt])).toEqual(
      ids.map(() => ['review', WEDNESDAY - DAY_MS]),
    );
  });

  it('is in the totals with the earliest of them, and the first refund is another date', async () => {
    const plan = await planOf([
      makeOrder({ id: 'o-1' }),
      makeOrder({ id: 'o-2', customer: ['k1.b'], status: 'packed' }),
      makeOrder({ id: 'o-3', customer: ['k1.c'], status: 'packed', payments: PAID_BEFORE }),
    ]);
    expect(plan.trailer.totals).toMatchObject({
      firstDueAt: WEDNESDAY,
      firstReviewDueAt: WEDNESDAY - DAY_MS,
    });
    const decided = await planOf([makeOrder()]);
    expect(decided.trailer.totals.firstReviewDueAt).toBeUndefined();
  });

  it('is a line of canonical JSON', async () => {
    const { records } = await planOf([makeOrder({ status: 'packed', receiver: 'k1.friend' })]);
    for (const record of records) expect(planLineText(record)).toBe(canonicalJson(withoutUndefined(record)));
  });
});
