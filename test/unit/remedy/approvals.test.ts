import { describe, expect, it } from 'vitest';
import {
  planSignersNeeded,
  signPlan,
  verifyPlanApprovals,
  worstCaseMinor,
  type PlanBench,
} from '../../../src/remedy/approvals.js';
import type { PlanApproval } from '../../../src/remedy/plan.js';
import { policyOf, SIGNED_AT, somebody, type Somebody } from './plan-world.js';
import { makeIncident, makeOrder, makePolicy, MADE_AT, planOf, type WholePlan } from './remedy-fixtures.js';

const HOUR_MS = 3_600_000;
const [ANN, BOB, CAT, CLERK] = [somebody('p-1'), somebody('p-2'), somebody('p-3'), somebody('p-4', 'clerk')];
const STRANGER = somebody('p-9');
const PEOPLE = [ANN, BOB, CAT, CLERK];
const STRICT = makePolicy({ approvals: { twoFromOrders: 2, twoFromMinor: 1_000_000, validHours: 24 } });

function sign(
  plan: WholePlan,
  { person, key }: Somebody,
  now = SIGNED_AT,
  validHours?: number,
): PlanApproval {
  return signPlan({ header: plan.header, trailer: plan.trailer, signer: person, key, now, validHours });
}

function check(
  plan: WholePlan,
  approvals: readonly PlanApproval[],
  bench: Partial<PlanBench> = {},
): ReturnType<typeof verifyPlanApprovals> {
  const policy = policyOf(PEOPLE, plan.header.policy);
  return verifyPlanApprovals({
    header: plan.header,
    trailer: plan.trailer,
    approvals,
    policy,
    now: SIGNED_AT,
    ...bench,
  });
}

/** Refusals of the signatures. */
function refusalsOf({ signatures }: ReturnType<typeof check>): readonly string[] {
  return signatures.map((one) => (one.kind === 'stands' ? 'stands' : one.refusal));
}

const small = await planOf([makeOrder()]);
const large = await planOf([makeOrder(), makeOrder({ id: 'o-2', customer: ['k1.c2'] })], { policy: STRICT });

describe('the signatures of a plan', () => {
  it('are one below the limits, and two from them on', () => {
    expect(check(small, [sign(small, ANN)])).toMatchObject({
      kind: 'approved',
      signersNeeded: 1,
      signers: ['p-1'],
    });
    expect(check(large, [sign(large, ANN)])).toMatchObject({
      kind: 'refused',
      refusals: ['too-few-signatures'],
      signersNeeded: 2,
    });
    expect(check(large, [sign(large, ANN), sign(large, BOB)])).toMatchObject({
      kind: 'approved',
      signers: ['p-1', 'p-2'],
    });
    expect(check(small, [])).toMatchObject({ kind: 'refused', refusals: ['too-few-signatures'] });
  });

  it('are counted by person, not by signature', () => {
    const twice = check(large, [sign(large, ANN), sign(large, ANN)]);
    expect(refusalsOf(twice)).toEqual(['stands', 'signed-twice']);
    expect(twice).toMatchObject({ kind: 'refused', refusals: ['too-few-signatures'] });
  });

  it.each(['p-1', 'P-1', 'ｐ-1', 'p‐1'])('do not count by the one who made it, spelt %s', async (maker) => {
    const header = { ...small.header, maker };
    const plan = { ...small, header };
    expect(refusalsOf(check(plan, [sign(plan, ANN)]))).toEqual(['signer-is-maker']);
    await Promise.resolve();
  });

  it('do not count by a role that may not, a key that nobody has, or one that was taken away', () => {
    expect(refusalsOf(check(small, [sign(small, CLERK)]))).toEqual(['role-may-not']);
    expect(refusalsOf(check(small, [sign(small, STRANGER)]))).toEqual(['unknown-key']);
    const without = policyOf([BOB], small.header.policy);
    expect(refusalsOf(check(small, [sign(small, ANN)], { policy: without }))).toEqual(['unknown-key']);
    expect(check(small, [sign(small, ANN), sign(small, STRANGER)])).toMatchObject({
      kind: 'refused',
      refusals: ['void-signature'],
    });
  });

  it.each<[keyof PlanApproval, string | number, string]>([
    ['digest', 'f'.repeat(64), 'other-plan'],
    ['incidentId', 'other', 'other-plan'],
    ['approver', 'p-2', 'bad-signature'],
    ['role', 'clerk', 'bad-signature'],
    ['signedAt', SIGNED_AT - 1, 'bad-signature'],
    ['expiresAt', SIGNED_AT + 2, 'bad-signature'],
    ['nonce', '0'.repeat(32), 'bad-signature'],
    ['signature', `${'A'.repeat(86)}==`, 'bad-signature'],
    ['keyId', BOB.key.keyId, 'bad-signature'],
  ])('do not hold with another %s, whoever else has signed', (name, value, refusal) => {
    const edited = { ...sign(small, ANN), [name]: value };
    const checked = check(small, [edited, sign(small, CAT)]);
    expect(refusalsOf(checked)).toEqual([refusal, 'stands']);
    expect(checked).toMatchObject({ kind: 'refused', refusals: ['void-signature'] });
  });

  it('cannot be made for somebody else with one’s own key', () => {
    const { header, trailer } = small;
    const own = signPlan({ header, trailer, signer: BOB.person, key: ANN.key, now: SIGNED_AT });
    expect(refusalsOf(check(small, [own]))).toEqual(['other-person']);
  });

  it('run out, and then stop to count without voiding a later one', () => {
    const early = sign(small, ANN, SIGNED_AT, 1);
    const now = SIGNED_AT + HOUR_MS;
    expect(check(small, [early], { now: now - 1 }).kind).toBe('approved');
    expect(refusalsOf(check(small, [early], { now }))).toEqual(['expired']);
    expect(check(small, [early, sign(small, BOB, now)], { now }).kind).toBe('approved');
  });

  it('are good for no longer than the policy allows, nor than the plan is, nor from the future', () => {
    const long = {
      ...small,
      header: { ...small.header, policy: makePolicy({ approvals: { ...STRICT.approvals, validHours: 48 } }) },
    };
    const policy = policyOf(PEOPLE, small.header.policy);
    expect(refusalsOf(check(long, [sign(long, ANN)], { policy }))).toEqual(['valid-too-long']);
    const late = small.header.expiresAt - HOUR_MS;
    expect(sign(small, ANN, late).expiresAt).toBe(small.header.expiresAt);
    expect(refusalsOf(check(small, [sign(small, ANN, SIGNED_AT + 60_001)]))).toEqual(['not-yet-signed']);
    expect(refusalsOf(check(small, [sign(small, ANN, SIGNED_AT + 60_000)]))).toEqual(['stands']);
  });
});

describe('a plan that is signed by enough people', () => {
  const signed = [sign(small, ANN)];

  it('is refused once it has expired, and before it was made', () => {
    const { expiresAt } = small.header;
    const late = sign(small, ANN, expiresAt - HOUR_MS);
    expect(check(small, [late], { now: expiresAt - 1 }).kind).toBe('approved');
    expect(check(small, [late], { now: expiresAt }).refusals).toContain('plan-expired');
    expect(check(small, signed, { now: MADE_AT - 60_001 }).refusals).toContain('not-yet-made');
  });

  it('is refused for another incident', async () => {
    const { incidentSha256 } = small.header;
    expect(check(small, signed, { incidentSha256 }).kind).toBe('approved');
    const other = await planOf([makeOrder()], { incident: makeIncident({ id: 'himart:trip-2' }) });
    expect(check(small, signed, { incidentSha256: other.header.incidentSha256 }).refusals).toEqual([
      'other-incident',
    ]);
    // The same orders, the same people: a signature of the one plan is none of the other.
    expect(refusalsOf(check(other, signed))).toEqual(['other-plan']);
  });

  it('is refused where its maker has given it a policy of his own', () => {
    const policy = policyOf(PEOPLE, STRICT);
    expect(check(small, signed, { policy })).toMatchObject({ kind: 'refused', refusals: ['other-policy'] });
    const sneaky = { ...large, header: { ...large.header, policy: makePolicy() } };
    expect(check(sneaky, [sign(sneaky, ANN)], { policy })).toMatchObject({
      signersNeeded: 2,
      refusals: ['other-policy', 'too-few-signatures'],
    });
  });

  it('may have been made with more days off than the policy names, not with fewer', () => {
    const policyWith = (holidays: readonly string[]): PlanBench['policy'] =>
      policyOf(PEOPLE, makePolicy({ holidays }));
    const plan = { ...small, header: { ...small.header, policy: makePolicy({ holidays: ['2026-10-05'] }) } };
    expect(check(plan, signed, { policy: policyWith([]) }).refusals).toEqual([]);
    expect(check(plan, signed, { policy: policyWith(['2026-10-09']) }).refusals).toEqual(['other-policy']);
  });

  it('is refused where the policy names nobody, or no remedy', () => {
    const none = { approvals: undefined, remedy: undefined };
    expect(check(small, signed, { policy: none }).refusals).toEqual([
      'no-people',
      'no-remedy-policy',
      'void-signature',
      'too-few-signatures',
    ]);
  });
});

describe('what a plan may cost', () => {
  it('is everything that may leave the shop, and decides who signs', () => {
    const { totals } = small.trailer;
    const money = { refundMinor: 1, voidMinor: 2, points: 4, couponWorstMinor: 8, honouredMinor: 16 };
    expect(worstCaseMinor({ ...totals, ...money })).toBe(31);
    const limits = { twoFromOrders: 10, twoFromMinor: 31, validHours: 1 };
    expect(planSignersNeeded({ ...totals, ...money, orders: 9 }, limits)).toBe(2);
    expect(planSignersNeeded({ ...totals, ...money, orders: 9 }, { ...limits, twoFromMinor: 32 })).toBe(1);
    expect(planSignersNeeded({ ...totals, ...money, orders: 10 }, { ...limits, twoFromMinor: 32 })).toBe(2);
    const most = { ...totals, refundMinor: Number.MAX_SAFE_INTEGER, voidMinor: 1 };
    expect(planSignersNeeded(most, { ...limits, twoFromMinor: Number.MAX_SAFE_INTEGER })).toBe(2);
  });
});
