import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../../src/stores/redis/read-journal.js';
import { FS, GS, RS, US } from '../../../../src/stores/redis/separators.js';
import { expectGuardError } from '../../money/expect-guard-error.js';

const TRIP = ['3', 'velocity', 'sku:A', 'drain', '1800000000000', '21', '0', '20'];

function eventsOf(...events: readonly (readonly string[])[]): unknown {
  const text = events.map((event) => event.join(US)).join(GS);
  return readJournal(['0', '1-0', '9', '1800000000000', text]).entries[0]?.events;
}

describe('a journal entry', () => {
  it('reads back as position, instant, seq and events, and says whether there are more', () => {
    const text = [['x', 'o1'].join(US), ['e', 'o2'].join(US)].join(GS);
    expect(readJournal(['1', '7-0', '9', '1800000000000', text])).toEqual({
      more: true,
      entries: [
        {
          position: '7-0',
          at: 1_800_000_000_000,
          seq: 9,
          events: [
            { type: 'released', id: 'o1' },
            { type: 'expired', id: 'o2' },
          ],
        },
      ],
    });
    expect(readJournal(['0'])).toEqual({ entries: [], more: false });
  });

  it.each<[readonly string[], unknown]>([
    [['o', 'digest', '7', '100'], { type: 'opened', epoch: 7, lossBudgetMinor: 100 }],
    [['o', 'digest', '', ''], { type: 'opened', epoch: undefined, lossBudgetMinor: undefined }],
    [
      ['r', 'o1', '600000', '50', `2${RS}A${RS}1${RS}a=1,b`],
      {
        type: 'reserved',
        id: 'o1',
        lines: [
          { stockKey: 'A', quantity: 2 },
          { stockKey: 'a=1,b', quantity: 1 },
        ],
        markdownMinor: 50,
        reviewing: false,
      },
    ],
    [
      ['v', 'o1', '600000', '', `2${RS}A`],
      {
        type: 'reserved',
        id: 'o1',
        lines: [{ stockKey: 'A', quantity: 2 }],
        markdownMinor: 0,
        reviewing: true,
      },
    ],
    [['p', 'o1', '700000'], { type: 'paying', id: 'o1' }],
    [['t', 'o1', '1', '800000'], { type: 'extended', id: 'o1' }],
    [['c', 'o1', 'pay'], { type: 'committed', id: 'o1', paymentRef: 'pay', rescued: false }],
    [['l', 'o1', 'pay'], { type: 'payment_refused', id: 'o1', paymentRef: 'pay' }],
    [['R', 'o1', 'pay'], { type: 'committed', id: 'o1', paymentRef: 'pay', rescued: true }],
    [['k', 'o1'], { type: 'unreadable', id: 'o1' }],
    [['u', 'o1', 'o2'], { type: 'superseded', id: 'o1', by: 'o2' }],
    [
      ['b', 'o1', `b1${FS}Q${FS}1${FS}A`],
      {
        type: 'restored',
        id: 'o1',
        restoreId: 'b1',
        lines: [{ stockKey: 'A', quantity: 1 }],
        to: 'quarantine',
      },
    ],
    [['+', 'a1', `2${RS}A`], { type: 'restocked', id: 'a1', lines: [{ stockKey: 'A', quantity: 2 }] }],
    [['-', 'a1', `2${RS}A`], { type: 'withdrawn', id: 'a1', lines: [{ stockKey: 'A', quantity: 2 }] }],
    [
      ['w', 'o1', 'j', 'kim', 'no', ''],
      { type: 'reviewed', id: 'o1', decision: 'reject', actor: 'kim', reason: 'no' },
    ],
    [
      ['m', 'sale', 'trip:velocity', 'open', 'kim', 'lee', 'all well', '', ''],
      {
        type: 'mode',
        scope: 'sale',
        holder: 'trip:velocity',
        mode: 'open',
        actor: 'kim',
        approver: 'lee',
        reason: 'all well',
      },
    ],
    [
      ['T', ...TRIP],
      {
        type: 'tripped',
        trip: {
          number: 3,
          ruleId: 'velocity',
          scope: 'sku:A',
          mode: 'drain',
          at: 1_800_000_000_000,
          measured: 21,
          sample: 0,
          limit: 20,
        },
      },
    ],
    [
      ['n', '8', '7', '1000', 'kim', 'new prices', ''],
      { type: 'epoch', epoch: 8, previous: 7, overlapMs: 1_000, actor: 'kim', reason: 'new prices' },
    ],
    [['g', 'seq', 'caller'], { type: 'regressed', lost: 'seq' }],
  ])('%j', (fields, event) => {
    expect(eventsOf(fields)).toEqual([event]);
  });

  it.each([
    [['z', 'o1']],
    [['']],
    [['r', 'o1', '600000', '', 'A']],
    [['T', '1', 'velocity', 'sale', 'closed']],
  ])('with the event %j is corrupt: nothing is skipped', (fields) => {
    expectGuardError(() => eventsOf(fields), 'corrupt-state');
  });
});
