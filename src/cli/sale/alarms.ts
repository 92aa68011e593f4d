import type { SaleActivity, SaleSnapshot, StockCounters } from '../../stock/verdict.js';
import { SALE_SCOPE, type ModeHold } from '../../stock/mode.js';
import { REGRESSED_HOLDER } from '../../control/check-resume.js';

/** What an operator should look at. `docs/operator.md` says for each id what it means and what to do. */
export type Alarm =
  | { readonly id: 'store-lost'; readonly sinceMs: number; readonly why: string }
  | { readonly id: 'regressed' }
  | { readonly id: 'sale-held' | 'scope-held'; readonly hold: ModeHold }
  | { readonly id: 'shortfall'; readonly stockKey: string; readonly units: number }
  | { readonly id: 'budget-spent' | 'budget-low'; readonly shareBps: number }
  | { readonly id: 'set-up'; readonly reason: 'unknown_sku' | 'owner_key'; readonly count: number }
  | { readonly id: 'uncounted'; readonly count: number }
  | { readonly id: 'no-trip-rules' }
  | { readonly id: 'all-sold-out' };

/** Every id of an {@link Alarm}, the gravest first. */
export const ALARM_IDS: readonly Alarm['id'][] = [
  'store-lost',
  'regressed',
  'shortfall',
  'sale-held',
  'budget-spent',
  'scope-held',
  'set-up',
  'budget-low',
  'uncounted',
  'no-trip-rules',
  'all-sold-out',
];

/** Alarms that are only worth knowing: they do not make a status unclean. */
const MILD: ReadonlySet<Alarm['id']> = new Set<Alarm['id']>(['budget-low', 'no-trip-rules', 'all-sold-out']);

/** Whether somebody has to do something. */
export function isGrave(alarm: Alarm): boolean {
  return !MILD.has(alarm.id);
}

/** What alarms are told from. */
export interface AlarmSubject {
  readonly activity: SaleActivity;
  readonly snapshot: Pick<SaleSnapshot, 'regressed'>;
  readonly counters: Iterable<StockCounters>;
}

/** Share of the loss budget from which it is told, bps: what is left may be gone in minutes. */
const BUDGET_LOW_BPS = 8_000;
/** Holds told one by one; the list of holds has the others. */
const HELD_MAX = 8;

/** What is wrong with a sale, the gravest first. */
export function alarmsOf({ activity, snapshot, counters }: AlarmSubject): readonly Alarm[] {
  const alarms: Alarm[] = [
    ...(snapshot.regressed ? [{ id: 'regressed' } as const] : []),
    ...heldAlarms(activity.holds),
    ...budgetAlarms(activity),
    ...stockAlarms(counters),
    ...setUpAlarms(activity),
  ];
  if (activity.uncountedScopes > 0) alarms.push({ id: 'uncounted', count: activity.uncountedScopes });
  if (activity.tripRules.length === 0) alarms.push({ id: 'no-trip-rules' });
  return alarms.sort((left, right) => ALARM_IDS.indexOf(left.id) - ALARM_IDS.indexOf(right.id));
}

function heldAlarms(holds: readonly ModeHold[]): Alarm[] {
  const alarms = holds
    .filter(({ holder }) => holder !== REGRESSED_HOLDER)
    .map((hold): Alarm => ({ id: hold.scope === SALE_SCOPE ? 'sale-held' : 'scope-held', hold }));
  return alarms.slice(0, HELD_MAX);
}

function budgetAlarms({ lossBudgetMinor, lossSpentMinor }: SaleActivity): Alarm[] {
  const shareBps = spentBps(lossBudgetMinor, lossSpentMinor);
  if (shareBps === undefined || shareBps < BUDGET_LOW_BPS) return [];
  return [{ id: shareBps >= 10_000 ? 'budget-spent' : 'budget-low', shareBps }];
}

/** Share of the loss budget that is spent, bps, rounded down; undefined without a budget. */
export function spentBps(budgetMinor: number | undefined, spentMinor: number): number | undefined {
  if (budgetMinor === undefined) return undefined;
  if (budgetMinor === 0) return spentMinor > 0 ? 10_000 : 0;
  return Number((BigInt(spentMinor) * 10_000n) / BigInt(budgetMinor));
}

function stockAlarms(counters: Iterable<StockCounters>): Alarm[] {
  const alarms: Alarm[] = [];
  let count = 0;
  let soldOut = 0;
  for (const { stockKey, available, allotment, committed } of counters) {
    count += 1;
    if (available < 0 && alarms.length < HELD_MAX)
      alarms.push({ id: 'shortfall', stockKey, units: -available });
    if (allotment > 0 && committed >= allotment) soldOut += 1;
  }
  if (count > 0 && soldOut === count) alarms.push({ id: 'all-sold-out' });
  return alarms;
}

function setUpAlarms({ totals }: SaleActivity): Alarm[] {
  const reasons = ['unknown_sku', 'owner_key'] as const;
  return reasons
    .filter((reason) => totals.refused[reason] > 0)
    .map((reason) => ({ id: 'set-up', reason, count: totals.refused[reason] }));
}
