import { describe, expect, it } from 'vitest';
import { STATUSES, type StatusName } from '../../../../src/stock/statuses.js';
import type { Refusal } from '../../../../src/stock/verdict.js';
import { GS, RS, US } from '../../../../src/stores/redis/separators.js';
import { readMode } from '../../../../src/stores/redis/read-mode.js';
import { readLines, readRefusal, readState } from '../../../../src/stores/redis/refusals.js';
import { readNumber, readReply, statusName } from '../../../../src/stores/redis/reply-fields.js';
import { expectGuardError } from '../../money/expect-guard-error.js';

/** What a script prints after the status, and what a caller reads. */
const REFUSALS: readonly (readonly [StatusName, readonly string[], Refusal])[] = [
  ['mode', ['freeze', 'sku:a'], { reason: 'mode', mode: 'freeze', scope: 'sku:a' }],
  ['epoch', ['7'], { reason: 'epoch', epoch: 7 }],
  ['epoch', [''], { reason: 'epoch', epoch: undefined }],
  ['regressed', [], { reason: 'regressed' }],
  ['unknown_sku', [`a${RS}b=1`], { reason: 'unknown_sku', stockKeys: ['a', 'b=1'] }],
  ['unknown_sale', [], { reason: 'unknown_sale' }],
  ['unknown_id', [], { reason: 'unknown_id' }],
  ['late', [], { reason: 'late' }],
  ['not_owner', [], { reason: 'not_owner' }],
  ['committed', [], { reason: 'committed' }],
  ['restored', [], { reason: 'restored' }],
  ['approver', [], { reason: 'approver' }],
  [
    'insufficient',
    ['1800000000000', [['a', '3', '1', '2'].join(RS), ['b', '1', '0', '0'].join(RS)].join(GS)],
    {
      reason: 'insufficient',
      nextChanceAt: 1_800_000_000_000,
      shortages: [
        { stockKey: 'a', requested: 3, available: 1, reserved: 2 },
        { stockKey: 'b', requested: 1, available: 0, reserved: 0 },
      ],
    },
  ],
  [
    'insufficient',
    ['', ['a', '3', '1', '2'].join(RS)],
    {
      reason: 'insufficient',
      nextChanceAt: undefined,
      shortages: [{ stockKey: 'a', requested: 3, available: 1, reserved: 2 }],
    },
  ],
  [
    'customer_limit',
    [['a', '2', '1', '3'].join(RS)],
    { reason: 'customer_limit', limits: [{ stockKey: 'a', limit: 2, used: 1, ownerIndex: 3 }] },
  ],
  ['loss_budget', ['250'], { reason: 'loss_budget', remainingMinor: 250 }],
  ['owner_key', ['k1'], { reason: 'owner_key', keyId: 'k1' }],
  ['version', ['2'], { reason: 'version', version: '2' }],
  ['not_committed', ['p'], { reason: 'not_committed', state: 'paying' }],
  ['previous', ['b'], { reason: 'previous', state: 'restored' }],
  [
    'exceeds_committed',
    [`2${RS}a`],
    { reason: 'exceeds_committed', remaining: [{ stockKey: 'a', quantity: 2 }] },
  ],
  ['exceeds_committed', [''], { reason: 'exceeds_committed', remaining: [] }],
  ['extension_limit', ['3', '5000'], { reason: 'extension_limit', countMax: 3, totalMaxMs: 5_000 }],
  ['extension_order', ['1'], { reason: 'extension_order', count: 1 }],
  ['review', [], { reason: 'review' }],
  ['reserved_under', ['6'], { reason: 'reserved_under', epoch: 6 }],
  ['held', [''], { reason: 'held', holds: [] }],
  [
    'held',
    [
      [
        ['sale', 'trip:velocity', 'drain', '7', '1800000000000', '', 'trip:velocity'].join(US),
        ['sale', 'lee', 'probe', '9', '1800000000001', '3', 'a look'].join(US),
      ].join(GS),
    ],
    {
      reason: 'held',
      holds: [
        {
          scope: 'sale',
          holder: 'lee',
          mode: 'probe',
          seq: 9,
          at: 1_800_000_000_001,
          reason: 'a look',
          sampleLeft: 3,
        },
        {
          scope: 'sale',
          holder: 'trip:velocity',
          mode: 'drain',
          seq: 7,
          at: 1_800_000_000_000,
          reason: 'trip:velocity',
          sampleLeft: undefined,
        },
      ],
    },
  ],
  ['memory', [], { reason: 'unavailable', error: 'OOM' }],
];

describe('a refusal of a script', () => {
  it.each(REFUSALS)('%s %j', (status, fields, refusal) => {
    const text = [STATUSES[status], ...fields].join(US);
    expect(readRefusal(readReply(text))).toEqual(refusal);
  });

  it.each(['too_many_restores', 'too_many_scopes', 'too_many_holds', 'allotment_full'] as const)(
    '%s names the field',
    (status) => {
      expect(readRefusal({ status, fields: ['a=1,b'] })).toMatchObject({ reason: 'invalid_request' });
    },
  );

  it('is not what a kind of its own is', () => {
    for (const status of ['reserved', 'replayed', 'conflict', 'extended', 'swept', 'opened'] as const)
      expect(readRefusal({ status, fields: [] })).toBeUndefined();
  });

  it('is known for every status that is a reason', () => {
    const reasons = Object.entries(STATUSES).filter(([, number]) => number >= 32);
    const known = new Set<string>(REFUSALS.map(([status]) => status));
    for (const name of ['too_many_restores', 'too_many_scopes', 'too_many_holds', 'allotment_full'])
      known.add(name);
    // Two numbers are kept for what no script answers; the third stands inside another reply only.
    expect(reasons.map(([name]) => name).filter((name) => !known.has(name))).toEqual([
      'in_use',
      'corrupt',
      'payment_refused',
    ]);
  });
});

describe('what a script prints', () => {
  it('is read as a status alone, from a number or a text', () => {
    expect(readReply(STATUSES.swept)).toEqual({ status: 'swept', fields: [] });
    expect(readReply(String(STATUSES.swept))).toEqual({ status: 'swept', fields: [] });
  });

  it('keeps empty fields', () => {
    expect(readReply(`3${US}${US}x${US}`)).toEqual({ status: 'conflict', fields: ['', 'x', ''] });
  });

  it.each([0, 20, 31, 61, -1, Number.NaN])('with the status %s is our own bug', (number) => {
    expectGuardError(() => statusName(number), 'assertion');
  });

  it.each([undefined, '', 'x', '1.5', '9007199254740992', ' ', '1e999'])('%j is no number', (text) => {
    expectGuardError(() => readNumber(text), 'assertion');
  });

  it.each([undefined, '', 'a', 'R', 'rp'])('%j is no state', (letter) => {
    expectGuardError(() => readState(letter), 'assertion');
  });

  it.each([undefined, '', 'OPEN', 'paused'])('%j is no mode', (text) => {
    expectGuardError(() => readMode(text), 'assertion');
  });

  it('is no lines when it is empty', () => {
    expect(readLines('')).toEqual([]);
  });
});
