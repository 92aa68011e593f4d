import { judgeCounters } from './oracle/counters.js';
import { judgeEffects } from './oracle/effects.js';
import type { StockEvidence } from './oracle/evidence.js';
import { judgeJournal } from './oracle/journal.js';
import { judgeLimits, judgeSold } from './oracle/limits.js';
import { judgeModes } from './oracle/modes.js';
import { judgeOrders } from './oracle/orders.js';
import { judgeStates } from './oracle/states.js';

/**
 * Judges a sale from outside: what was acknowledged, however the calls overlapped, were lost, repeated or came late, against what
 * the store tells at the end. Knows neither the model nor any store.
 *
 * Held: the counters are what the reservations add up to and nothing is negative; no more was sold than was on sale at any moment;
 * every acknowledged commit is there, with its payment; an id has at most one effect; a refused request has left nothing; an order
 * has all its lines or none; customer limits, the loss budget and the epoch; nothing is sold after an acknowledged freeze or close;
 * what the journal tells, step by step, is allowed by the modes of that moment, and comes to what the store shows.
 *
 * @returns one sentence for each breach, empty when all is well.
 *
 * @example
 * const breaches = judgeStock(await readEvidence(store, calls));
 */
export function judgeStock(evidence: StockEvidence): readonly string[] {
  return [
    ...judgeCounters(evidence),
    ...judgeEffects(evidence),
    ...judgeOrders(evidence),
    ...judgeStates(evidence),
    ...judgeSold(evidence),
    ...judgeLimits(evidence),
    ...judgeModes(evidence),
    ...judgeJournal(evidence),
  ];
}
