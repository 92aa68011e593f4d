import { describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRecord } from '../../../src/remedy/plan.js';
import { stepsOf } from '../../../src/remedy/steps-of.js';
import { STEP_KINDS, type Step } from '../../../src/remedy/steps.js';
import { canonicalJson } from '../../../src/seal/canonical-json.js';
import { sha256Hex } from '../../../src/seal/digest.js';
import { headerOf, lineOf, recordOf } from '../../support/remedy-apply/plan-by-hand.js';

const HEADER: PlanHeader = headerOf();

/** Everything a record can have. */
const WHOLE: PlanRecord = recordOf({
  lines: [
    lineOf({ lineId: '1' }),
    lineOf({ lineId: '2', quantity: 3, decision: 'partial', cancelledUnits: 2 }),
  ],
  payments: [
    { ref: 'points', method: 'points', kind: 'restore-points', amountMinor: 5 },
    { ref: 'card', method: 'card', kind: 'refund', amountMinor: 10 },
    { ref: 'bank', method: 'virtual-account', kind: 'account-refund', amountMinor: 20 },
    { ref: 'hold', method: 'card', kind: 'void', amountMinor: 30 },
  ],
  earnedPoints: 7,
  partnerMiles: { partner: 'air', miles: 9 },
  couponRefs: ['c-1'],
  coupon: { amountMinor: 1_000, codeSha256: undefined },
  noticeFor: ['o-1', 'o-2'],
});

function step(steps: readonly Step[], kind: Step['kind']): Step {
  const found = steps.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

describe('stepsOf', () => {
  it('derives every step in the order in which they are carried out', () => {
    const steps = stepsOf(HEADER, WHOLE);
    expect(steps.map(({ kind, subject, amount }) => [kind, subject, amount])).toEqual([
      ['hold-order', '', 0],
      ['refund', 'card', 10],
      ['request-account', 'bank', 0],
      ['account-refund', 'bank', 20],
      ['void', 'hold', 30],
      ['restore-points', 'points', 5],
      ['restore-coupon', 'c-1', 0],
      ['reverse-points', '', 7],
      ['reverse-miles', 'air', 9],
      ['quarantine-stock', '1', 1],
      ['quarantine-stock', '2', 2],
      ['grant-coupon', '', 1_000],
      ['notice', '', 0],
    ]);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
    expect(new Set(steps.map(({ kind }) => kind)).size).toBe(STEP_KINDS.length);
  });

  it('has for each step only steps before it to come after', () => {
    const steps = stepsOf(HEADER, WHOLE);
    const kindsBefore = (kind: Step['kind']): readonly string[] =>
      step(steps, kind).after.map((key) => steps.find((one) => one.key === key)?.kind ?? '');
    expect(kindsBefore('refund')).toEqual(['hold-order']);
    expect(kindsBefore('account-refund')).toEqual(['hold-order', 'request-account']);
    expect(kindsBefore('reverse-points')).toEqual([
      'hold-order',
      'refund',
      'account-refund',
      'void',
      'restore-points',
    ]);
    expect(kindsBefore('notice')).toEqual([
      'hold-order',
      'refund',
      'account-refund',
      'void',
      'restore-points',
      'grant-coupon',
    ]);
    expect(step(steps, 'notice').afterOrders).toEqual(['o-2']);
    for (const [at, one] of steps.entries())
      for (const key of one.after) expect(steps.findIndex((other) => other.key === key)).toBeLessThan(at);
  });

  it('makes keys that anybody can make again, without amount and plan', () => {
    const keyOf = (parts: readonly (string | number)[]): string => sha256Hex(canonicalJson(parts));
    const steps = stepsOf(HEADER, WHOLE);
    const { incidentId } = HEADER;
    expect(step(steps, 'quarantine-stock').key).toBe(keyOf([incidentId, 'o-1', '1', 'quarantine-stock', 0]));
    expect(step(steps, 'refund').key).toBe(keyOf([incidentId, 'o-1', 'card', 'give-back', 0]));
    expect(step(steps, 'notice').key).toBe(keyOf([incidentId, WHOLE.customer, '', 'notice', 0]));
    const later = headerOf({ madeAt: HEADER.madeAt + 1, maker: 'other' });
    expect(stepsOf(later, WHOLE).map(({ key }) => key)).toEqual(steps.map(({ key }) => key));
    const other = headerOf({ incidentId: 'sale:trip-2' });
    const keys = new Set(steps.map(({ key }) => key));
    expect(stepsOf(other, WHOLE).filter(({ key }) => keys.has(key))).toEqual([]);
  });

  it('has one key for one payment, whichever way it goes back, and another fingerprint', () => {
    const ways = (['void', 'refund', 'account-refund', 'restore-points'] as const).map((kind) => {
      const payments = [{ ref: 'p', method: 'm', kind, amountMinor: 10 }];
      return step(stepsOf(HEADER, recordOf({ payments })), kind);
    });
    expect(new Set(ways.map(({ key }) => key)).size).toBe(1);
    expect(new Set(ways.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it('gives a customer one key for the coupon and one for the notice, whatever the order', () => {
    const init = { customer: 'k1.c', coupon: { amountMinor: 1, codeSha256: undefined }, noticeFor: ['o-1'] };
    const one = stepsOf(HEADER, recordOf({ ...init, id: 'o-1' }));
    const other = stepsOf(HEADER, recordOf({ ...init, id: 'o-9' }));
    for (const kind of ['grant-coupon', 'notice'] as const)
      expect(step(one, kind).key).toBe(step(other, kind).key);
    expect(step(one, 'hold-order').key).not.toBe(step(other, 'hold-order').key);
  });

  it('does nothing to an order under review or honoured but to tell its customer', () => {
    const kinds = (record: PlanRecord): readonly string[] => stepsOf(HEADER, record).map(({ kind }) => kind);
    expect(kinds({ ...WHOLE, decision: 'review', coupon: undefined })).toEqual(['notice']);
    const honoured = recordOf({
      decision: 'honour',
      lines: [lineOf({ decision: 'honour', cancelledUnits: 0 })],
      payments: [],
      noticeFor: ['o-1'],
    });
    expect(kinds(honoured)).toEqual(['notice']);
  });

  it('refuses a plan whose steps another version would derive', () => {
    const header = { ...HEADER, stepsVersion: 2 } as unknown as PlanHeader;
    expect(() => stepsOf(header, WHOLE)).toThrow('version 2');
  });
});
