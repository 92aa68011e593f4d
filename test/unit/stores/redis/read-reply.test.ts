import { describe, expect, it } from 'vitest';
import { FS, GS, RS, US } from '../../../../src/stores/redis/separators.js';
import { readCounters, readRecord, readSale } from '../../../../src/stores/redis/read-reply.js';
import { expectGuardError } from '../../money/expect-guard-error.js';

const BODY = [
  '300',
  '7',
  'fp',
  `category:Audio${RS}channel:app`,
  `k1.ann${RS}k1.bob`,
  `1${RS}a=1,b${RS}2${RS}b`,
].join(US);
const PLAIN = ['', '', '', '', 'k', `1${RS}a`].join(US);

describe('a record', () => {
  it('reads back as the reservation it is', () => {
    const restores = [`r1${FS}s${FS}1${FS}b`, `r2${FS}Q${FS}1${FS}a=1,b${FS}1${FS}b`].join(GS);
    const extra = ['2', '5000', 'pay', 'next', restores, 'a note', ''].join(RS);
    expect(readRecord('o1', { text: `c90000${US}${extra}${US}${BODY}`, offsetMs: 10 })).toEqual({
      id: 'o1',
      state: 'committed',
      lines: [
        { stockKey: 'a=1,b', quantity: 1 },
        { stockKey: 'b', quantity: 2 },
      ],
      owners: ['k1.ann', 'k1.bob'],
      scopes: ['category:Audio', 'channel:app'],
      epoch: 7,
      markdownMinor: 300,
      fingerprint: 'fp',
      expiresAt: 90_010,
      extensionCount: 2,
      extendedMs: 5_000,
      paymentRef: 'pay',
      supersededBy: 'next',
      note: 'a note',
      restored: [
        { stockKey: 'a=1,b', quantity: 1 },
        { stockKey: 'b', quantity: 2 },
      ],
    });
  });

  it('without anything optional reads back without it', () => {
    expect(readRecord('o1', { text: `r5${US}${US}${PLAIN}`, offsetMs: 0 })).toMatchObject({
      state: 'reserved',
      scopes: [],
      epoch: undefined,
      markdownMinor: 0,
      fingerprint: undefined,
      extensionCount: 0,
      paymentRef: undefined,
      note: undefined,
      restored: [],
    });
  });

  it('of an adjustment is no reservation', () => {
    expect(readRecord('a1', { text: `a0${US}+${US}1${RS}a`, offsetMs: 0 })).toBeUndefined();
  });

  it.each([
    '',
    'garbage',
    `z5${US}${US}${PLAIN}`,
    `r${US}${US}${PLAIN}`,
    `r-5${US}${US}${PLAIN}`,
    `r99999999999999999${US}${US}${PLAIN}`,
    `r5${US}x${US}${PLAIN}`,
    `r5${US}1${RS}2${US}${PLAIN}`,
    `r5${US}${US}${['', '', '', '', '', `1${RS}a`].join(US)}`,
    `r5${US}${US}${['', '', '', '', 'k', ''].join(US)}`,
    `r5${US}${US}${['', '', '', '', 'k', 'a'].join(US)}`,
    `r5${US}${US}${['', '', '', '', 'k', `x${RS}a`].join(US)}`,
    `r5${US}${US}${['', '', '', '', 'k', `1${RS}a${RS}2`].join(US)}`,
    `r5${US}${US}${['x', '', '', '', 'k', `1${RS}a`].join(US)}`,
    `c5${US}${['', '', 'pay', '', `r1${FS}s${FS}x${FS}a`, '', ''].join(RS)}${US}${PLAIN}`,
    `c5${US}${['', '', 'pay', '', '', '', 'V'].join(RS)}${US}${PLAIN}`,
  ])('%j is corrupt', (text) => {
    expectGuardError(() => readRecord('o1', { text, offsetMs: 0 }), 'corrupt-state');
  });
});

describe('counters', () => {
  it('are sorted, with what is available; those that are not there are named', () => {
    expect(readCounters(['b', '10 1 2 3 4 0', 'nobody', '', 'a', '5 0 0 0 0 100'])).toEqual({
      counters: [
        {
          stockKey: 'a',
          allotment: 5,
          available: 5,
          reserved: 0,
          committed: 0,
          quarantined: 0,
          perCustomer: undefined,
        },
        {
          stockKey: 'b',
          allotment: 10,
          available: 4,
          reserved: 1,
          committed: 2,
          quarantined: 3,
          perCustomer: 4,
        },
      ],
      unknown: ['nobody'],
    });
  });

  it.each(['x', '10 1 2 3 4', '10 1 2 3 4 0 0', '10 -1 2 3 4 0', '10 5 5 1 0 0'])('%j is corrupt', (text) => {
    expectGuardError(() => readCounters(['a', text]), 'corrupt-state');
  });
});

describe('the head of a snapshot', () => {
  it('reads mode, scopes, settings and the sequence', () => {
    const text = [
      'drain',
      `sku:b${RS}closed${RS}category:Audio${RS}freeze`,
      '1',
      '7',
      '2',
      '99',
      '600000',
      '5000',
      '300',
      '1800000000500',
      '6',
    ];
    expect(readSale(text.join(US))).toEqual({
      mode: 'drain',
      scopes: [
        { scope: 'category:Audio', mode: 'freeze' },
        { scope: 'sku:b', mode: 'closed' },
      ],
      regressed: true,
      epoch: 7,
      overlap: { epoch: 6, until: 1_800_000_000_500 },
      generation: 2,
      seq: 99,
      ttlMs: 600_000,
      lossBudgetMinor: 5_000,
      lossSpentMinor: 300,
    });
  });
});
