import type { StockCounters } from '../../../stock/verdict.js';
import { isBoughtState, isOpenState, type Reservation } from '../../../stock/reservation.js';
import { snapshotBreaches } from '../invariants.js';
import { callsOf, type StockEvidence } from './evidence.js';
import { summed } from './orders.js';

/** Conservation: the counters are what the reservations add up to, and the allotments are what was opened and adjusted. */
export function judgeCounters(evidence: StockEvidence): readonly string[] {
  const { snapshot } = evidence;
  return [
    ...snapshotBreaches(snapshot),
    ...snapshot.counters.flatMap((counters) => judgeSums(evidence, counters)),
    ...snapshot.counters.flatMap((counters) => judgeAllotment(evidence, counters)),
    ...judgeLoss(evidence),
  ];
}

/** Units of one stock key a reservation holds, open or bought. */
export function heldUnits(found: Reservation, stockKey: string): number {
  const units = summed(found.lines).get(stockKey) ?? 0;
  if (isOpenState(found.state)) return units;
  if (!isBoughtState(found.state)) return 0;
  return units - (summed(found.restored).get(stockKey) ?? 0);
}

/** Every reservation that is there. */
export function foundOf(evidence: StockEvidence): readonly Reservation[] {
  return [...evidence.reservations.values()].filter((found) => found !== undefined);
}

function judgeSums(evidence: StockEvidence, counters: StockCounters): readonly string[] {
  const { stockKey, reserved, committed, quarantined } = counters;
  const isOpen = (found: Reservation): boolean => isOpenState(found.state);
  const all = foundOf(evidence);
  const total = (some: readonly Reservation[]): number =>
    sum(some.map((found) => heldUnits(found, stockKey)));
  const open = total(all.filter(isOpen));
  const bought = total(all.filter((found) => !isOpen(found)));
  const restored = sum(all.map((found) => summed(found.restored).get(stockKey) ?? 0));
  const breaches: string[] = [];
  if (open !== reserved)
    breaches.push(`${reserved} of '${stockKey}' are reserved, open reservations hold ${open}`);
  if (bought !== committed)
    breaches.push(`${committed} of '${stockKey}' are committed, orders hold ${bought}`);
  if (quarantined > restored)
    breaches.push(`${quarantined} of '${stockKey}' are in quarantine, ${restored} were given back`);
  return breaches;
}

/** Units that were surely added and those that may have been, the same for taken ones. */
function judgeAllotment(evidence: StockEvidence, counters: StockCounters): readonly string[] {
  const { stockKey, allotment } = counters;
  const opens = callsOf(evidence, 'open').filter(({ verdict }) => verdict.kind !== 'conflict');
  const opened = opens
    .filter(({ verdict }) => verdict.kind === 'opened' || verdict.kind === 'already')
    .map(({ request }) => request.allotments.find((one) => one.stockKey === stockKey)?.quantity);
  const base = opened[0] ?? addedWith(evidence, stockKey);
  if (base === undefined)
    return opens.length > 0 ? [] : [`'${stockKey}' is on sale, though nobody opened a sale with it`];
  const added = adjustedBy(evidence, 'restock', stockKey);
  const taken = adjustedBy(evidence, 'withdraw', stockKey);
  const min = base + added.sure - taken.sure - taken.lost;
  const max = base + added.sure + added.lost - taken.sure;
  return allotment >= min && allotment <= max
    ? []
    : [`the allotment of '${stockKey}' is ${allotment}, ${min} to ${max} were released`];
}

/** Units a stock key came on sale with, with a price book that was put in force later. */
function addedWith(evidence: StockEvidence, stockKey: string): number | undefined {
  return callsOf(evidence, 'setEpoch')
    .filter(({ verdict }) => verdict.kind === 'changed')
    .flatMap(({ request }) => request.added ?? [])
    .find((one) => one.stockKey === stockKey)?.quantity;
}

function adjustedBy(
  evidence: StockEvidence,
  operation: 'restock' | 'withdraw',
  stockKey: string,
): { readonly sure: number; readonly lost: number } {
  const sure = new Map<string, number>();
  const lost = new Map<string, number>();
  for (const { request, verdict } of callsOf(evidence, operation)) {
    const units = summed(request.lines).get(stockKey) ?? 0;
    if (verdict.kind === 'changed' || verdict.kind === 'already') sure.set(request.id, units);
    if (verdict.kind === 'unknown') lost.set(request.id, Math.max(lost.get(request.id) ?? 0, units));
  }
  for (const id of sure.keys()) lost.delete(id);
  return { sure: sum([...sure.values()]), lost: sum([...lost.values()]) };
}

function judgeLoss(evidence: StockEvidence): readonly string[] {
  const spending = foundOf(evidence).filter(({ state }) => isOpenState(state) || state === 'committed');
  const spent = sum(spending.map((found) => found.markdownMinor));
  const told = evidence.snapshot.lossSpentMinor;
  return spent === told ? [] : [`the loss spent is ${told}, orders that hold units cost ${spent}`];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
