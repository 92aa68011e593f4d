import * as fc from 'fast-check';
import type {
  AdjustRequest,
  SetEpochRequest,
  SetModeRequest,
  SignalRequest,
} from '../../../stock/request.js';
import { allotmentRow } from './sales.js';
import {
  EPOCH,
  linesArbitrary,
  NEXT_EPOCH,
  orderId,
  rarely,
  scopeArbitrary,
  STOCK_KEYS,
  stockKeyArbitrary,
} from './values.js';

const REASON = '가격 오류: "a=1,b" is {wrong}';
const ACTORS = ['ops.kim', 'ops.lee', 'ops.oh'] as const;

/** Most of them open what was shut, with an approver, so that sales do not stay shut. */
export function modeRequest(): fc.Arbitrary<SetModeRequest> {
  const base = {
    actor: fc.constantFrom(...ACTORS),
    reason: fc.constant(REASON),
    scope: fc.constantFrom('sale', 'sale', 'sku:EP-100', 'sku:a=1,b', 'category:Audio', '__proto__'),
    holder: rarely(holder()),
    holdSeq: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) },
    ),
    approver: fc.constantFrom(...ACTORS),
  };
  const any = fc.record(
    {
      ...base,
      mode: fc.constantFrom('open' as const, 'drain' as const, 'freeze' as const, 'closed' as const),
      regression: rarely(fc.constant('accepted' as const)),
    },
    { requiredKeys: ['actor', 'reason', 'mode'] },
  );
  const probing = fc.record(
    { ...base, mode: fc.constant('probe' as const), sample: fc.integer({ min: 1, max: 2 }) },
    { requiredKeys: ['actor', 'reason', 'mode', 'sample', 'approver'] },
  );
  const opening = fc.record(
    {
      ...base,
      mode: fc.constant('open' as const),
      actor: fc.constant('ops.kim'),
      approver: fc.constant('ops.oh'),
    },
    { requiredKeys: ['actor', 'reason', 'mode', 'approver'] },
  );
  return fc.oneof(
    { weight: 2, arbitrary: any },
    { weight: 1, arbitrary: probing },
    { weight: 3, arbitrary: opening },
  );
}

/** People, and rules that may have tripped. */
function holder(): fc.Arbitrary<string> {
  return fc.constantFrom(
    ...ACTORS,
    'trip:velocity',
    'trip:shares',
    'trip:prices',
    'trip:crowd',
    'trip:spent',
    'trip:loss_budget',
  );
}

/** Another price book, at times one with a stock key more, at times back to the one before. */
export function epochRequest(): fc.Arbitrary<SetEpochRequest> {
  const added = fc
    .tuple(fc.subarray([...STOCK_KEYS.slice(2), 'new'], { minLength: 1, maxLength: 2 }), allotmentRow())
    .map(([keys, row]) => keys.map((stockKey) => ({ stockKey, ...row })));
  return fc.record(
    {
      epoch: fc.constantFrom(EPOCH, NEXT_EPOCH, NEXT_EPOCH),
      overlapMs: fc.constantFrom(0, 500, 1000, 60_000),
      actor: fc.constantFrom(...ACTORS),
      reason: fc.constant(REASON),
      added: rarely(added),
    },
    { requiredKeys: ['epoch', 'overlapMs', 'actor', 'reason'] },
  );
}

/** Orders whose price was judged and that never asked for units. */
export function signalRequest(): fc.Arbitrary<SignalRequest> {
  const scope = fc.oneof(
    fc.constant('sale'),
    scopeArbitrary(),
    stockKeyArbitrary().map((stockKey) => `sku:${stockKey}`),
  );
  const flag = fc.constantFrom(undefined, true as const);
  const values = fc.array(fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5', '__proto__'), { maxLength: 3 });
  return fc
    .tuple(
      fc.record({ id: orderId(), scopes: fc.array(scope, { maxLength: 3 }), flagged: flag, rejected: flag }),
      values,
      fc.nat(3),
    )
    .map(([request, drawn, place]) => {
      const scopes = ['sale', ...request.scopes];
      const named = drawn.map((value, at) => ({
        scope: scopes[(place + at) % scopes.length] ?? 'sale',
        value,
      }));
      return { ...request, values: named };
    });
}

/** Changes of allotments. */
export function adjustRequest(): fc.Arbitrary<AdjustRequest> {
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a1', 'a2', 'a3') },
    { weight: 1, arbitrary: orderId() },
  );
  return fc.record({ id, lines: linesArbitrary() });
}

/** Stock keys to read. */
export function keysRequest(): fc.Arbitrary<{ stockKeys?: string[] }> {
  return fc.record({ stockKeys: fc.array(stockKeyArbitrary(), { maxLength: 3 }) }, { requiredKeys: [] });
}

/** Parts of a journal of which a model can tell what they hold. */
export function journalRequest(): fc.Arbitrary<{ after?: string; limit?: number }> {
  return fc.record(
    { after: fc.constantFrom('0-0', '999999999999999-0'), limit: fc.constantFrom(1, 3, 1000) },
    { requiredKeys: [] },
  );
}

/** First pages of reservations. */
export function pageRequest(): fc.Arbitrary<{ limit?: number }> {
  return fc.record({ limit: fc.constantFrom(1, 3, 1000) }, { requiredKeys: [] });
}
