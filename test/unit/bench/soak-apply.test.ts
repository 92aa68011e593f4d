import { describe, expect, it } from 'vitest';
import { judgeBooks } from '../../../bench/soak/apply-judge.js';
import type { Effect } from '../../../bench/soak/apply-terms.js';
import { parseOptions } from '../../../bench/soak/options.js';

function effect(kind: string, init: Partial<Effect> = {}): Effect {
  const service = kind === 'notice' ? 'notices' : 'payments';
  return { service, key: `${kind}-key`, kind, orderId: 'o-1', amount: 100, ...init };
}

const PLANNED = [effect('refund'), effect('notice')];

describe('the judgement of plans that were carried out by processes that are killed', () => {
  it('finds nothing in books that hold what was planned, each once', () => {
    expect(judgeBooks(PLANNED, PLANNED)).toEqual([]);
  });

  it('finds what happened twice', () => {
    expect(judgeBooks(PLANNED, [effect('refund'), ...PLANNED])).toEqual([
      'refund of o-1 (refund-k) happened 2 times',
    ]);
  });

  it('finds what never happened', () => {
    expect(judgeBooks(PLANNED, [effect('refund')])).toEqual(['notice of o-1 (notice-k) never happened']);
  });

  it('finds another amount', () => {
    expect(judgeBooks(PLANNED, [effect('refund', { amount: 99 }), effect('notice')])).toEqual([
      'refund of o-1 (refund-k) is 99, planned 100',
    ]);
  });

  it('finds what nobody planned, and what another service did', () => {
    const strange = effect('refund', { service: 'points' });
    expect(judgeBooks(PLANNED, [strange, ...PLANNED])).toEqual(['refund of o-1 (refund-k) was not planned']);
  });

  it('finds a customer who was told before the money was on its way', () => {
    expect(judgeBooks(PLANNED, [effect('notice'), effect('refund')])).toEqual([
      'notice of o-1 (notice-k) went out before its money',
    ]);
  });
});

describe('options of the soak', () => {
  it('soak sales for an hour unless told', () => {
    expect(parseOptions([])).toMatchObject({ lane: 'sales', minutes: 60 });
    expect(parseOptions(['--lane', 'apply', '--minutes', '0.5'])).toMatchObject({
      lane: 'apply',
      minutes: 0.5,
    });
    expect(parseOptions(['--help'])).toBeUndefined();
  });

  it('refuse another lane', () => {
    expect(() => parseOptions(['--lane', 'refunds'])).toThrow(RangeError);
  });
});
