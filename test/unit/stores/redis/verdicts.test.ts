import { describe, expect, it } from 'vitest';
import { STATUSES, type StatusName } from '../../../../src/stock/statuses.js';
import { RS, US } from '../../../../src/stores/redis/separators.js';
import * as verdicts from '../../../../src/stores/redis/verdicts.js';
import { expectGuardError } from '../../money/expect-guard-error.js';

const AT = 1_800_000_000_000;

function printed(status: StatusName, ...fields: readonly string[]): string {
  return [STATUSES[status], ...fields].join(US);
}

describe('the verdict read from a reply', () => {
  it.each([
    ['reserve', verdicts.readReserve(AT), { kind: 'reserved', expiresAt: AT }],
    [
      'reserve',
      verdicts.readReserve(printed('replayed', 'c', String(AT))),
      { kind: 'replayed', state: 'committed', expiresAt: AT },
    ],
    [
      'reserve',
      verdicts.readReserve(printed('conflict', `lines${RS}owners`)),
      { kind: 'conflict', fields: ['lines', 'owners'] },
    ],
    ['supersede', verdicts.readReserve(printed('not_owner')), { kind: 'refused', reason: 'not_owner' }],
    ['extend', verdicts.readExtend(printed('extended', String(AT))), { kind: 'extended', expiresAt: AT }],
    ['extend', verdicts.readExtend(STATUSES.expired), { kind: 'expired' }],
    ['extend', verdicts.readExtend(STATUSES.released), { kind: 'released' }],
    ['extend', verdicts.readExtend(STATUSES.committed), { kind: 'refused', reason: 'committed' }],
    ['commit', verdicts.readCommit(printed('committed', '0')), { kind: 'committed', rescued: false }],
    ['commit', verdicts.readCommit(printed('committed', '1')), { kind: 'committed', rescued: true }],
    ['commit', verdicts.readCommit(STATUSES.already), { kind: 'already' }],
    ['commit', verdicts.readCommit(STATUSES.released), { kind: 'released' }],
    ['commit', verdicts.readCommit(STATUSES.restored), { kind: 'refused', reason: 'restored' }],
    [
      'commit',
      verdicts.readCommit(printed('duplicate_payment', 'p1')),
      { kind: 'duplicate_payment', paymentRef: 'p1' },
    ],
    [
      'commit',
      verdicts.readCommit(printed('price_changed', 'fp')),
      { kind: 'price_changed', fingerprint: 'fp' },
    ],
    ['commit', verdicts.readCommit(STATUSES.expired), { kind: 'expired', rescue: undefined }],
    [
      'commit',
      verdicts.readCommit(printed('expired', printed('payment_refused'))),
      { kind: 'expired', rescue: { reason: 'payment_refused' } },
    ],
    [
      'commit',
      verdicts.readCommit(printed('expired', printed('mode', 'drain', 'sale'))),
      { kind: 'expired', rescue: { reason: 'mode', mode: 'drain', scope: 'sale' } },
    ],
    [
      'commit',
      verdicts.readCommit(printed('expired', printed('insufficient', '', ['a', '1', '0', '0'].join(RS)))),
      {
        kind: 'expired',
        rescue: {
          reason: 'insufficient',
          shortages: [{ stockKey: 'a', requested: 1, available: 0, reserved: 0 }],
          nextChanceAt: undefined,
        },
      },
    ],
    ['release', verdicts.readRelease(STATUSES.released), { kind: 'released' }],
    ['release', verdicts.readRelease(STATUSES.use_restore), { kind: 'use_restore' }],
    ['release', verdicts.readRelease(STATUSES.unknown_id), { kind: 'unknown_id' }],
    ['release', verdicts.readRelease(printed('already', 'e')), { kind: 'already', state: 'expired' }],
    [
      'restore',
      verdicts.readRestore(printed('restored', `1${RS}a`)),
      { kind: 'restored', remaining: [{ stockKey: 'a', quantity: 1 }] },
    ],
    ['restore', verdicts.readRestore(printed('restored', '')), { kind: 'restored', remaining: [] }],
    ['restore', verdicts.readRestore(printed('already', '')), { kind: 'already', remaining: [] }],
    ['restore', verdicts.readRestore(printed('conflict', 'to')), { kind: 'conflict', fields: ['to'] }],
    ['expire', verdicts.readExpire(printed('swept', '12', '1')), { kind: 'swept', expired: 12, more: true }],
    ['expire', verdicts.readExpire(printed('swept', '0', '0')), { kind: 'swept', expired: 0, more: false }],
    ['adjust', verdicts.readAdjust(STATUSES.changed), { kind: 'changed' }],
    ['adjust', verdicts.readAdjust(STATUSES.already), { kind: 'already' }],
    ['adjust', verdicts.readAdjust(printed('conflict', 'id')), { kind: 'conflict', fields: ['id'] }],
    ['setMode', verdicts.readSetMode(STATUSES.already), { kind: 'already' }],
    [
      'setMode',
      verdicts.readSetMode(printed('changed', 'drain', 'probe')),
      { kind: 'changed', previous: 'drain', mode: 'probe' },
    ],
    ['setEpoch', verdicts.readSetEpoch(STATUSES.already), { kind: 'already' }],
    ['setEpoch', verdicts.readSetEpoch(printed('changed', '7')), { kind: 'changed', previous: 7 }],
    ['setEpoch', verdicts.readSetEpoch(printed('changed', '')), { kind: 'changed', previous: undefined }],
    [
      'setEpoch',
      verdicts.readSetEpoch(printed('conflict', 'added')),
      { kind: 'conflict', fields: ['added'] },
    ],
    ['signal', verdicts.readSignal(STATUSES.counted), { kind: 'counted' }],
    [
      'resolveReview',
      verdicts.readResolveReview(printed('resolved', 'r', '1800000000000')),
      { kind: 'resolved', state: 'reserved', expiresAt: 1_800_000_000_000 },
    ],
    [
      'resolveReview',
      verdicts.readResolveReview(printed('resolved', 'x', '')),
      { kind: 'resolved', state: 'released', expiresAt: undefined },
    ],
    [
      'resolveReview',
      verdicts.readResolveReview(printed('already', 'c')),
      { kind: 'already', state: 'committed' },
    ],
    ['resolveReview', verdicts.readResolveReview(STATUSES.expired), { kind: 'expired' }],
  ])('of %s: %j', (_, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  it.each([
    ['reserve', () => verdicts.readPlainReserve(STATUSES.not_owner)],
    ['reserve', () => verdicts.readReserve(STATUSES.swept)],
    ['extend', () => verdicts.readExtend(STATUSES.swept)],
    ['commit', () => verdicts.readCommit(STATUSES.opened)],
    ['release', () => verdicts.readRelease(printed('already', 'c'))],
    ['expire', () => verdicts.readExpire(STATUSES.changed)],
    ['adjust', () => verdicts.readAdjust(STATUSES.swept)],
    ['setMode', () => verdicts.readSetMode(STATUSES.swept)],
    ['setEpoch', () => verdicts.readSetEpoch(STATUSES.swept)],
    ['signal', () => verdicts.readSignal(STATUSES.swept)],
    ['resolveReview', () => verdicts.readResolveReview(printed('resolved', 'c', ''))],
  ])('of %s is an assertion when it cannot be an answer', (_, read) => {
    expectGuardError(read, 'assertion');
  });
});
