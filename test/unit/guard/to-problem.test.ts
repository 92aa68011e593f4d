import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../../src/guard/problem-names.js';
import { toProblem } from '../../../src/guard/to-problem.js';
import type { AdmitVerdict, RejectReason } from '../../../src/guard/verdict.js';
import type { Shortage } from '../../../src/stock/verdict.js';
import { admitted, MESSAGE, rejected, review, unknown } from './verdicts.js';

const REASONS: readonly (readonly [RejectReason, string, number])[] = [
  ['invalid_order', 'invalid-order', 422],
  ['price', 'price-not-confirmed', 409],
  ['sale_closed', 'sale-closed', 409],
  ['sold_out', 'sold-out', 409],
  ['customer_limit', 'customer-limit', 409],
  ['loss_budget', 'sale-closed', 409],
  ['conflict', 'conflict', 409],
  ['ended', 'ended', 409],
  ['store_failure', 'store-failure', 503],
  ['set_up', 'set-up', 500],
];

describe('toProblem', () => {
  it('has nothing to say about an order that goes on', () => {
    expect(toProblem(admitted())).toBeUndefined();
    expect(toProblem({ kind: 'shadowed', id: 'o-1', would: rejected() })).toBeUndefined();
  });

  it.each(REASONS)('answers %s as %s with %i', (reason, name, status) => {
    const problem = toProblem(rejected({ reason }));
    expect(problem.status).toBe(status);
    expect(problem.body).toMatchObject({ type: `urn:saleguard:problem:${name}`, status });
    expect(problem.headers['content-type']).toBe('application/problem+json');
  });

  it.each(['en', 'ko'] as const)('speaks %s: its own title and the message of the verdict', (lang) => {
    const problem = toProblem(rejected({ reason: 'sold_out' }), lang);
    expect(problem.headers['content-language']).toBe(lang);
    expect(problem.body.detail).toBe(MESSAGE[lang]);
    expect(problem.body.title).toBe({ en: 'Sold out', ko: '품절' }[lang]);
  });

  it('answers 2xx to nothing that does not go on, review and unknown included', () => {
    for (const verdict of [rejected(), review(), review({ reserved: false }), unknown()])
      expect(toProblem(verdict).status).toBeGreaterThanOrEqual(400);
    expect(Object.values(PROBLEMS).every(({ status }) => status >= 400)).toBe(true);
  });

  it('tells of a review until when the units are set aside, and that the answer will change', () => {
    expect(toProblem(review()).body).toEqual({
      type: 'urn:saleguard:problem:review',
      title: 'We are looking at this order',
      status: 409,
      detail: MESSAGE.en,
      id: 'o-1',
      transient: true,
      reserved: true,
      expiresAt: 1_785_542_400_000,
    });
    const nothing = toProblem(review({ reserved: false, expiresAt: undefined, onStoreFailure: 'review' }));
    expect(nothing.body).toMatchObject({ reserved: false });
    expect(nothing.body).not.toHaveProperty('expiresAt');
  });

  it.each([
    ['unknown', unknown()],
    [
      'a failure of the store',
      rejected({ reason: 'store_failure', transient: true, onStoreFailure: 'reject' }),
    ],
  ])('asks to send the same order again soon after %s', (_, verdict) => {
    const problem = toProblem(verdict);
    expect(problem.status).toBe(503);
    expect(problem.headers['retry-after']).toBe('1');
    expect(problem.body).toMatchObject({ id: 'o-1', transient: true, retryAfterSeconds: 1 });
  });

  it('says when looking again makes sense, where others only hold the units', () => {
    const problem = toProblem(soldOut([{ stockKey: 'EP', requested: 2, available: 1, reserved: 1 }]));
    expect(problem.body).toMatchObject({ nextChanceAt: 1_785_542_400_250, transient: true });
    // Whole seconds, never before: 250 ms late rather than too early.
    expect(problem.headers['retry-after']).toBe('Sat, 01 Aug 2026 00:00:01 GMT');
  });

  it('promises no chance where more was sold than could come back', () => {
    const problem = toProblem(
      soldOut([
        { stockKey: 'EP', requested: 2, available: 1, reserved: 1 },
        { stockKey: 'HP', requested: 3, available: 1, reserved: 1 },
      ]),
    );
    expect(problem.body).not.toHaveProperty('nextChanceAt');
    expect(problem.headers).not.toHaveProperty('retry-after');
  });

  it('shows no evidence of the operator', () => {
    const verdicts: readonly AdmitVerdict[] = [
      ...REASONS.map(([reason]) => rejected({ reason })),
      soldOut([{ stockKey: 'SECRET-KEY', requested: 2, available: 1, reserved: 1 }]),
      rejected({ reason: 'loss_budget', refusal: { reason: 'loss_budget', remainingMinor: 987_654 } }),
      review(),
      unknown(),
    ];
    const said = verdicts.flatMap((verdict) => [toProblem(verdict, 'en'), toProblem(verdict, 'ko')]);
    expect(JSON.stringify(said)).not.toMatch(/SECRET|deep-markdown|987|loss|budget|bps|"findings"/);
  });

  it('names the order unless it has no id that could be read', () => {
    expect(toProblem(rejected({ reason: 'invalid_order' })).body.id).toBe('o-1');
    expect(toProblem(rejected({ reason: 'invalid_order', id: '' })).body).not.toHaveProperty('id');
  });
});

function soldOut(shortages: readonly Shortage[]): ReturnType<typeof rejected> {
  const nextChanceAt = Date.UTC(2026, 7, 1) + 250;
  return rejected({
    reason: 'sold_out',
    transient: true,
    refusal: { reason: 'insufficient', shortages, nextChanceAt },
  });
}
