import { describe, expect, it } from 'vitest';
import type { Checked } from '../../../../src/stock/canonical.js';
import { checkReserve, checkSupersede } from '../../../../src/stock/check-reserve.js';
import { checkRestore } from '../../../../src/stock/check-restore.js';
import * as operations from '../../../../src/stores/redis/operations.js';
import { RS, US } from '../../../../src/stores/redis/separators.js';

function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.refusal.message);
  return checked.value;
}

describe('an operation as the script takes it', () => {
  it('of a reserve: letter, id, ttl, what must be repeated, then owners and lines with their counts', () => {
    const request = valueOf(
      checkReserve({
        id: 'o1',
        owners: ['k1.bob', 'k1.ann'],
        lines: [
          { stockKey: 'b', quantity: 2 },
          { stockKey: 'a', quantity: 1 },
        ],
        ttlMs: 5_000,
        epoch: 7,
        markdownMinor: 300,
        fingerprint: 'fp',
        scopes: ['channel:app', 'category:Audio'],
      }),
    );
    const tail = `fp${US}category:Audio${RS}channel:app`;
    expect(operations.reserveOperation(request).join(' ')).toBe(
      `r o1 5000 300 7 ${tail} 2 k1.ann k1.bob 2 1 a 2 b`,
    );
  });

  it('of a reserve with nothing optional: empty texts', () => {
    const request = valueOf(
      checkReserve({ id: 'o1', owners: ['k'], lines: [{ stockKey: 'a', quantity: 1 }] }),
    );
    expect(operations.reserveOperation(request)).toEqual([
      'r',
      'o1',
      '',
      '',
      '',
      US,
      '1',
      'k',
      '1',
      '1',
      'a',
    ]);
  });

  it('of an epoch of 0 is not that of no epoch', () => {
    const order = { id: 'o1', owners: ['k'], lines: [{ stockKey: 'a', quantity: 1 }] };
    const [none, zero] = [order, { ...order, epoch: 0 }].map((one) =>
      operations.reserveOperation(valueOf(checkReserve(one))),
    );
    expect(none).not.toEqual(zero);
  });

  it('of a supersede: the previous id at the end', () => {
    const order = { id: 'o2', owners: ['k'], lines: [{ stockKey: 'a', quantity: 1 }], previousId: 'o1' };
    const operation = operations.reserveOperation(valueOf(checkSupersede(order)));
    expect([operation[0], operation.at(-1)]).toEqual(['u', 'o1']);
    const plain = operations.reserveOperation(
      valueOf(checkReserve({ id: 'o2', owners: ['k'], lines: order.lines })),
    );
    expect(operation.slice(1, -1)).toEqual(plain.slice(1));
  });

  it.each([
    ['p', operations.beginPaymentOperation({ id: 'o1', ttlMs: 9 }), ['o1', '9']],
    ['t', operations.extendOperation({ id: 'o1', attempt: 2, ttlMs: 9 }), ['o1', '2', '9']],
    ['x', operations.releaseOperation({ id: 'o1' }), ['o1']],
    ['e', operations.expireOperation({ limit: 500 }), ['500']],
    [
      'a',
      operations.withdrawOperation({ id: 'a1', lines: [{ stockKey: 'a', quantity: 3 }] }),
      ['a1', '-', `3${RS}a`],
    ],
    [
      'c',
      operations.commitOperation({
        id: 'o1',
        paymentRef: 'p',
        fingerprint: undefined,
        late: 'refund',
        epoch: 8,
        reservedUnder: 7,
      }),
      ['o1', 'p', '', 'refund', '8', '7'],
    ],
    [
      'm',
      operations.setModeOperation({
        mode: 'drain',
        scope: 'sale',
        actor: 'kim',
        reason: 'because',
        approver: undefined,
        regression: undefined,
        holder: 'lee',
        holdSeq: 12,
        sample: undefined,
      }),
      ['drain', 'sale', 'kim', '', 'because', '', 'lee', '12', ''],
    ],
  ])('%s', (letter, operation, rest) => {
    expect(operation).toEqual([letter, ...rest]);
  });

  it('of a restore: everything is an empty text, and the places are s and q', () => {
    const all = valueOf(checkRestore({ id: 'o1', restoreId: 'r1', to: 'quarantine' }));
    expect(operations.restoreOperation(all)).toEqual(['b', 'o1', 'r1', 'q', '']);
    const some = valueOf(
      checkRestore({ id: 'o1', restoreId: 'r1', to: 'stock', lines: [{ stockKey: 'a', quantity: 1 }] }),
    );
    expect(operations.restoreOperation(some)).toEqual(['b', 'o1', 'r1', 's', `1${RS}a`]);
  });
});
