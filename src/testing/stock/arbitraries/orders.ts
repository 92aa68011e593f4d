import * as fc from 'fast-check';
import type { CountedOrder, ReserveRequest } from '../../../stock/request.js';
import {
  EPOCH,
  linesArbitrary,
  NEXT_EPOCH,
  orderId,
  rarely,
  scopeArbitrary,
  send,
  ttlArbitrary,
  type Weighted,
} from './values.js';

/**
 * Orders for generated sales: equal stock keys on two lines, several owners, scopes, some for review, some that trip rules count,
 * now and then one that is unknown. The same few ids come again and again.
 */
export function stockOrderArbitrary(): fc.Arbitrary<ReserveRequest> {
  const order = fc.record(
    {
      id: orderId(),
      owners: fc.array(owner(), { minLength: 1, maxLength: 3 }),
      lines: linesArbitrary(),
      ttlMs: ttlArbitrary(),
      epoch: epochArbitrary(),
      markdownMinor: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(0, 100, 300) },
        { weight: 1, arbitrary: fc.constantFrom(1500, Number.MAX_SAFE_INTEGER) },
      ),
      fingerprint: fc.constantFrom('fp-1', 'fp-2'),
      scopes: fc.array(scopeArbitrary(), { maxLength: 2 }),
      review: fc.oneof(
        { weight: 4, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constant(true as const) },
      ),
      note: rarely(fc.constantFrom('{"v":1}', ' ~', 'n'.repeat(2000))),
    },
    { requiredKeys: ['id', 'owners', 'lines'] },
  );
  return fc
    .tuple(order, fc.array(fc.nat(99), { minLength: 10, maxLength: 10 }))
    .map(([drawn, numbers]) => withCounted(drawn, numbers));
}

/** What trip rules learn of an order, of what the order has. */
function withCounted(order: ReserveRequest, numbers: readonly number[]): ReserveRequest {
  const [plain = 0, flag = 0, named = 0, who = 0, ...deep] = numbers;
  if (plain < 30) return order;
  const scopes = ['sale', ...order.lines.map(({ stockKey }) => `sku:${stockKey}`), ...(order.scopes ?? [])];
  const counted: CountedOrder = {
    flagged: flag < 40 ? true : undefined,
    deepScopes: scopes.filter((_, at) => (deep[at] ?? 0) < 50),
    ...(named < 50 ? {} : { buyer: order.owners[who % order.owners.length] }),
  };
  return { ...order, counted };
}

/** New attempts that take an older order over. */
export function supersedeRequest(): fc.Arbitrary<ReserveRequest & { readonly previousId: string }> {
  return fc
    .tuple(stockOrderArbitrary(), orderId())
    .filter(([order, previousId]) => order.id !== previousId)
    .map(([order, previousId]) => ({ ...order, previousId }));
}

/** Everything that is asked about an order that may be there. */
export function aboutOrder(): Weighted {
  const id = orderId();
  const ttlMs = ttlArbitrary();
  const restore = fc.record(
    {
      id,
      restoreId: fc.constantFrom('r1', 'r2', 'r3'),
      to: fc.constantFrom('stock' as const, 'quarantine' as const),
      lines: rarely(linesArbitrary()),
    },
    { requiredKeys: ['id', 'restoreId', 'to'] },
  );
  const person = { actor: fc.constant('ops.kim'), reason: fc.constant('looked at it') };
  const accept = fc.record(
    { id, decision: fc.constant('accept' as const), ...person, ttlMs },
    { requiredKeys: ['id', 'decision', 'actor', 'reason'] },
  );
  const reject = fc.record({ id, decision: fc.constant('reject' as const), ...person });
  return [
    [4, send('beginPayment', fc.record({ id, ttlMs }))],
    [5, send('extend', fc.record({ id, attempt: fc.integer({ min: 1, max: 3 }), ttlMs }))],
    [8, send('commit', commitRequest())],
    [2, send('release', fc.record({ id }))],
    [6, send('restore', restore)],
    [3, send('resolveReview', accept)],
    [1, send('resolveReview', reject)],
    [1, send('status', fc.record({ id }))],
  ];
}

function commitRequest(): fc.Arbitrary<{ id: string; paymentRef: string }> {
  const base = {
    id: orderId(),
    paymentRef: fc.constantFrom('p1', 'p1', 'p2'),
    fingerprint: fc.constantFrom('fp-1', 'fp-2'),
    late: fc.constantFrom('refund' as const, 'rescue' as const),
  };
  const plain = fc.record(base, { requiredKeys: ['id', 'paymentRef'] });
  const priced = fc.record(
    { ...base, epoch: fc.constantFrom(EPOCH, NEXT_EPOCH), reservedUnder: fc.constantFrom(EPOCH, NEXT_EPOCH) },
    { requiredKeys: ['id', 'paymentRef', 'epoch'] },
  );
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: priced });
}

function epochArbitrary(): fc.Arbitrary<number | undefined> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: fc.constant(EPOCH) },
    { weight: 2, arbitrary: fc.constant(NEXT_EPOCH) },
  );
}

function owner(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('k1.ann', 'k1.bob', 'k1.cho') },
    { weight: 1, arbitrary: fc.constantFrom('k2.eve', 'k1', 'k10.dan', '__proto__') },
  );
}
