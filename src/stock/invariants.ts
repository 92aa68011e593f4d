import { isBoughtState, isOpenState } from './reservation.js';
import type { Reservation } from './reservation.js';
import type { SaleSnapshot, StockCounters } from './verdict.js';

/**
 * Says how the counters of one stock key contradict themselves; undefined when they do not.
 *
 * "Never negative" alone proves nothing: a naive counter oversold 20,000 units and was never below 0. Conservation is the
 * check: allotment = available + reserved + committed + quarantined, and nothing negative.
 */
export function checkConservation(counters: StockCounters): string | undefined {
  const { stockKey, allotment, available, reserved, committed, quarantined } = counters;
  const parts = { allotment, available, reserved, committed, quarantined };
  for (const [name, units] of Object.entries(parts)) {
    if (!Number.isSafeInteger(units) || units < 0)
      return `${stockKey}: ${name} is ${units}, no number of units`;
  }
  const sum = available + reserved + committed + quarantined;
  if (sum === allotment) return undefined;
  return (
    `${stockKey}: the allotment is ${allotment}, but available ${available} + reserved ${reserved}` +
    ` + committed ${committed} + quarantined ${quarantined} = ${sum}`
  );
}

/**
 * Every invariant of a stock store that a state can show to be broken, one sentence each; empty when all hold.
 *
 * `snapshot` covers all stock keys of the sale and `reservations` is every reservation it ever took, both read while
 * nothing moved. Held: conservation of every stock key; `reserved` and `committed` are the sums over reservations;
 * quarantined units were given back before; no owner is above a customer limit; the loss spent is the sum over the
 * reservations that hold units and within the budget; no id appears twice; nobody gave back more than was bought.
 *
 * @example
 * ```ts
 * breaches(snapshot, reservations); // ['EP-100: committed is 501, but reservations add up to 500']
 * ```
 */
export function breaches(snapshot: SaleSnapshot, reservations: readonly Reservation[]): readonly string[] {
  const sums = addUp(reservations);
  return [
    ...snapshot.counters.flatMap((counters) => checkConservation(counters) ?? []),
    ...reservations.flatMap(recordBreaches),
    ...duplicateIds(reservations),
    ...snapshot.counters.flatMap((counters) => counterBreaches(counters, sums)),
    ...withoutCounters(snapshot, sums),
    ...snapshot.counters.flatMap((counters) => limitBreaches(counters, sums)),
    ...lossBreaches(snapshot, reservations),
  ];
}

/** What all reservations hold, by stock key. Maps: a stock key may be called `__proto__`. */
interface Sums {
  readonly reserved: Map<string, number>;
  readonly committed: Map<string, number>;
  readonly restored: Map<string, number>;
  /** Units held or bought, by stock key and then by owner. */
  readonly used: Map<string, Map<string, number>>;
}

function addUp(reservations: readonly Reservation[]): Sums {
  const sums: Sums = { reserved: new Map(), committed: new Map(), restored: new Map(), used: new Map() };
  for (const reservation of reservations) addReservation(sums, reservation);
  return sums;
}

function addReservation(sums: Sums, { state, lines, owners, restored }: Reservation): void {
  for (const { stockKey, quantity } of restored) add(sums.restored, stockKey, quantity);
  if (state === 'released' || state === 'expired') return;
  const isBought = isBoughtState(state);
  for (const { stockKey, quantity } of lines) {
    const back = restored.find((line) => line.stockKey === stockKey)?.quantity ?? 0;
    const held = isBought ? quantity - back : quantity;
    add(isBought ? sums.committed : sums.reserved, stockKey, held);
    const used = sums.used.get(stockKey) ?? new Map<string, number>();
    sums.used.set(stockKey, used);
    for (const owner of owners) add(used, owner, held);
  }
}

function add(sums: Map<string, number>, name: string, amount: number): void {
  sums.set(name, (sums.get(name) ?? 0) + amount);
}

/** What one reservation alone shows. */
function recordBreaches({ id, state, lines, restored, paymentRef }: Reservation): readonly string[] {
  const found: string[] = [];
  const isBought = isBoughtState(state);
  if (isBought && paymentRef === undefined) found.push(`${id}: ${state} without a payment`);
  if (!isBought && restored.length > 0) found.push(`${id}: units were restored, but it is ${state}`);
  for (const { stockKey, quantity } of restored) {
    const bought = lines.find((line) => line.stockKey === stockKey)?.quantity ?? 0;
    if (quantity > bought)
      found.push(`${id}: ${quantity} units of ${stockKey} were restored, but ${bought} were bought`);
  }
  const left = unitsOf(lines) - unitsOf(restored);
  if (state === 'restored' && left !== 0) found.push(`${id}: restored, but ${left} units are still bought`);
  if (state === 'committed' && left === 0) found.push(`${id}: committed, but 0 units are still bought`);
  return found;
}

function unitsOf(lines: Reservation['lines']): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function duplicateIds(reservations: readonly Reservation[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { id } of reservations) add(counts, id, 1);
  return [...counts].flatMap(([id, count]) =>
    count > 1 ? [`${id}: ${count} reservations have this id, expected 1`] : [],
  );
}

function counterBreaches(counters: StockCounters, sums: Sums): readonly string[] {
  const { stockKey, reserved, committed, quarantined } = counters;
  const found: string[] = [];
  const open = sums.reserved.get(stockKey) ?? 0;
  const bought = sums.committed.get(stockKey) ?? 0;
  const restored = sums.restored.get(stockKey) ?? 0;
  if (reserved !== open)
    found.push(`${stockKey}: reserved is ${reserved}, but reservations add up to ${open}`);
  if (committed !== bought)
    found.push(`${stockKey}: committed is ${committed}, but reservations add up to ${bought}`);
  if (quarantined > restored) {
    found.push(`${stockKey}: quarantined is ${quarantined}, but only ${restored} units were ever restored`);
  }
  return found;
}

function withoutCounters({ counters }: SaleSnapshot, { reserved, committed }: Sums): readonly string[] {
  const known = new Set(counters.map(({ stockKey }) => stockKey));
  const held = new Set([...reserved.keys(), ...committed.keys()]);
  return [...held].flatMap((stockKey) => {
    const units = (reserved.get(stockKey) ?? 0) + (committed.get(stockKey) ?? 0);
    return known.has(stockKey) || units === 0
      ? []
      : [`${stockKey}: reservations hold ${units} units, but it has no counters`];
  });
}

function limitBreaches({ stockKey, perCustomer }: StockCounters, { used }: Sums): readonly string[] {
  if (perCustomer === undefined) return [];
  return [...(used.get(stockKey) ?? [])].flatMap(([owner, units]) =>
    units > perCustomer
      ? [`${stockKey}: owner ${owner} has ${units} units, but the limit is ${perCustomer}`]
      : [],
  );
}

function lossBreaches(
  { lossBudgetMinor, lossSpentMinor }: SaleSnapshot,
  reservations: readonly Reservation[],
): readonly string[] {
  const found: string[] = [];
  const spentMinor = reservations
    .filter(({ state }) => isOpenState(state) || state === 'committed')
    .reduce((sum, { markdownMinor }) => sum + markdownMinor, 0);
  if (lossSpentMinor !== spentMinor) {
    found.push(`loss budget: ${lossSpentMinor} is spent, but reservations add up to ${spentMinor}`);
  }
  if (lossBudgetMinor !== undefined && lossSpentMinor > lossBudgetMinor) {
    found.push(`loss budget: ${lossSpentMinor} is spent, but the budget is ${lossBudgetMinor}`);
  }
  return found;
}
