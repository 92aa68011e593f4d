import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checked } from '../../../../src/stock/canonical.js';
import { checkReserve, checkSupersede } from '../../../../src/stock/check-reserve.js';
import { checkRestore } from '../../../../src/stock/check-restore.js';
import * as operations from '../../../../src/stores/redis/operations.js';
import { readRecord } from '../../../../src/stores/redis/read-reply.js';
import { stockOrderArbitrary } from '../../../../src/testing/stock/arbitraries.js';

const { RS, US } = operations;

function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.refusal.message);
  return checked.value;
}

describe('an operation as the script takes it', () => {
  it('of a reserve: letter, id, ttl, and the content in one text', () => {
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
    const content = [
      '300',
      '7',
      'fp',
      `category:Audio${RS}channel:app`,
      `k1.ann${RS}k1.bob`,
      `1${RS}a${RS}2${RS}b`,
    ];
    expect(operations.reserveOperation(request)).toEqual(['r', 'o1', '5000', content.join(US)]);
  });

  it('of a reserve with nothing optional: empty texts', () => {
    const request = valueOf(
      checkReserve({ id: 'o1', owners: ['k'], lines: [{ stockKey: 'a', quantity: 1 }] }),
    );
    expect(operations.reserveOperation(request)).toEqual([
      'r',
      'o1',
      '',
      [``, '', '', '', 'k', `1${RS}a`].join(US),
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
    expect([operation[0], operation.at(-1), operation.length]).toEqual(['u', 'o1', 5]);
  });

  it.each([
    ['p', operations.beginPaymentOperation({ id: 'o1', ttlMs: 9 }), ['o1', '9']],
    ['t', operations.extendOperation({ id: 'o1', attempt: 2, ttlMs: 9 }), ['o1', '2', '9']],
    ['x', operations.releaseOperation({ id: 'o1' }), ['o1']],
    ['e', operations.expireOperation({ limit: 500 }), ['500']],
    [
      'a',
      operations.adjustOperation('-', { id: 'a1', lines: [{ stockKey: 'a', quantity: 3 }] }),
      ['a1', '-', `3${RS}a`],
    ],
    [
      'c',
      operations.commitOperation({ id: 'o1', paymentRef: 'p', fingerprint: undefined, late: 'refund' }),
      ['o1', 'p', '', 'refund'],
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
      }),
      ['drain', 'sale', 'kim', '', 'because', ''],
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

  it('holds a record that reads back as the order it was made of', () => {
    fc.assert(
      fc.property(stockOrderArbitrary(), fc.nat(1e9), (order, deadline) => {
        const checked = checkReserve(order);
        if (!checked.ok) return;
        const [, id = '', , body = ''] = operations.reserveOperation(checked.value);
        const read = readRecord(id, { text: `r${deadline}${US}${US}${body}`, offsetMs: 5 });
        const { lines, owners, scopes, epoch, markdownMinor, fingerprint } = checked.value;
        expect(read).toMatchObject({ id: order.id, state: 'reserved', lines, owners, scopes, markdownMinor });
        expect([read?.epoch, read?.fingerprint, read?.expiresAt]).toEqual([epoch, fingerprint, deadline + 5]);
      }),
    );
  });
});
