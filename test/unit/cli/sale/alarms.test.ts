import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALARM_IDS, alarmsOf, isGrave, spentBps, type Alarm } from '../../../../src/cli/sale/alarms.js';
import { alarmText } from '../../../../src/cli/sale/alarm-text.js';
import type { SaleActivity, StockCounters } from '../../../../src/stock/verdict.js';
import { activityAt, COUNTERS } from './watch/sample-sale.js';

const COUNTER: StockCounters = {
  stockKey: 'EP-100',
  allotment: 10,
  available: 10,
  reserved: 0,
  committed: 0,
  quarantined: 0,
  perCustomer: undefined,
};

function idsOf(
  overlay: Partial<SaleActivity>,
  counters: readonly StockCounters[] = COUNTERS,
  regressed = false,
): readonly string[] {
  const activity = activityAt(1, overlay);
  return alarmsOf({ activity, snapshot: { regressed }, counters }).map(({ id }) => id);
}

describe('alarms', () => {
  it('are none for an open sale in good order', () => {
    expect(idsOf({})).toEqual([]);
  });

  it('tell the gravest first', () => {
    const hold = {
      scope: 'sale',
      holder: 'kim',
      mode: 'freeze',
      seq: 1,
      at: 0,
      reason: 'x',
      sampleLeft: undefined,
    } as const;
    const { totals } = activityAt(1);
    const ids = idsOf(
      {
        holds: [{ ...hold, scope: 'channel:app' }, hold],
        tripRules: [],
        uncountedScopes: 3,
        lossSpentMinor: 50_000_000,
        totals: { ...totals, refused: { ...totals.refused, owner_key: 1 } },
      },
      [{ ...COUNTER, available: -1, committed: 11 }],
      true,
    );
    expect(ids).toEqual([
      'regressed',
      'shortfall',
      'sale-held',
      'budget-spent',
      'scope-held',
      'set-up',
      'uncounted',
      'no-trip-rules',
      'all-sold-out',
    ]);
  });

  it('tell of a budget from four fifths on, and of one that is used up', () => {
    expect(idsOf({ lossSpentMinor: 39_999_999 })).toEqual([]);
    expect(idsOf({ lossSpentMinor: 40_000_000 })).toEqual(['budget-low']);
    expect(idsOf({ lossBudgetMinor: undefined, lossSpentMinor: 40_000_000 })).toEqual([]);
    expect(spentBps(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1)).toBe(9_999);
    expect(spentBps(0, 0)).toBe(0);
    expect(spentBps(0, 1)).toBe(10_000);
  });

  it('have each a row in the operator’s page', () => {
    const page = readFileSync(new URL('../../../../docs/operator.md', import.meta.url), 'utf8');
    for (const id of ALARM_IDS) expect(page).toContain(`| \`${id}\``);
    expect(ALARM_IDS.filter((id) => !isGrave({ id } as Alarm))).toEqual([
      'budget-low',
      'no-trip-rules',
      'all-sold-out',
    ]);
  });

  it('say who holds what, and a rule by its name', () => {
    const hold = {
      scope: 'sku:EP-100',
      holder: 'trip:loss_budget',
      mode: 'drain',
      seq: 1,
      at: 0,
      reason: 'trip:loss_budget',
      sampleLeft: undefined,
    } as const;
    expect(alarmText({ id: 'scope-held', hold }, 'en')).toBe('sku:EP-100: DRAIN by rule loss-budget');
    expect(alarmText({ id: 'scope-held', hold }, 'ko')).toBe('sku:EP-100 신규 중단 (loss-budget 규칙)');
  });
});
