import { isBoughtState, type StockLine } from '../../src/stock/reservation.js';
import type { StockStore } from '../../src/stock/store.js';
import { judgeStock } from '../../src/testing/stock/oracle.js';
import { readEvidence, type StockEvidence } from '../../src/testing/stock/oracle/evidence.js';
import type { CallLog } from './call-log.js';

/** What a sale looks like afterwards, beside what callers were told. */
export interface Judgement {
  /** Sentences of the oracle; empty when all is well. */
  readonly breaches: readonly string[];
  /** Units the counters hold beyond what the reservations add up to. */
  readonly doubled: number;
  /** Orders acknowledged as reserved or committed that are not there, or not committed. */
  readonly lost: number;
  /** Units of acknowledged commits beyond the allotment. */
  readonly oversold: number;
  readonly hung: number;
}

/** Judges a sale from what callers were told and from what the store holds now. Nothing may be under way. */
export async function judge(store: StockStore, log: CallLog): Promise<Judgement> {
  const evidence = await readEvidence(store, log.calls);
  return {
    breaches: judgeStock(evidence),
    doubled: doubledUnits(evidence),
    lost: lostOrders(evidence),
    oversold: oversoldUnits(evidence),
    hung: log.hung,
  };
}

/** As it must always be. */
export const ALL_WELL: Judgement = { breaches: [], doubled: 0, lost: 0, oversold: 0, hung: 0 };

function doubledUnits({ snapshot, reservations }: StockEvidence): number {
  const held = snapshot.counters.reduce((sum, { reserved, committed }) => sum + reserved + committed, 0);
  let told = 0;
  for (const found of reservations.values()) {
    if (found === undefined || found.state === 'released' || found.state === 'expired') continue;
    for (const { quantity } of found.lines) told += quantity;
    for (const { quantity } of found.restored) told -= quantity;
  }
  return Math.max(0, held - told);
}

function lostOrders({ calls, reservations }: StockEvidence): number {
  const lost = new Set<string>();
  for (const call of calls) {
    if (call.operation !== 'reserve' && call.operation !== 'commit') continue;
    const found = reservations.get(call.request.id);
    const { kind } = call.verdict;
    const isBought = found !== undefined && isBoughtState(found.state);
    if ((kind === 'reserved' || kind === 'replayed') && found === undefined) lost.add(call.request.id);
    if ((kind === 'committed' || kind === 'already') && !isBought) lost.add(call.request.id);
  }
  return lost.size;
}

/** By what was asked for and told, not by what is left of it: a store that lost orders has sold their units all the same. */
function oversoldUnits({ calls, snapshot, reservations }: StockEvidence): number {
  const bought = new Set<string>();
  for (const call of calls) {
    const isSale =
      call.operation === 'commit' && (call.verdict.kind === 'committed' || call.verdict.kind === 'already');
    if (isSale) bought.add(call.request.id);
  }
  const sold = new Map<string, number>();
  const count = (lines: readonly StockLine[], sign: 1 | -1): void => {
    for (const { stockKey, quantity } of lines)
      sold.set(stockKey, (sold.get(stockKey) ?? 0) + sign * quantity);
  };
  for (const call of calls) {
    if (call.operation !== 'reserve' || !bought.delete(call.request.id)) continue;
    count(call.request.lines, 1);
    count(reservations.get(call.request.id)?.restored ?? [], -1);
  }
  return snapshot.counters.reduce(
    (sum, { stockKey, allotment }) => sum + Math.max(0, (sold.get(stockKey) ?? 0) - allotment),
    0,
  );
}
