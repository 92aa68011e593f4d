import type { TripRule } from '../../../src/catalog/trip.js';
import { STOCK_LIMITS } from '../../../src/stock/limits.js';
import type { Subject } from './kill-suite.js';

const SCOPES_OF_ONE = STOCK_LIMITS.signalScopesMax;
const RULES: readonly TripRule[] = Array.from({ length: STOCK_LIMITS.tripRulesMax }, (_, at) => ({
  id: `rule-${at}`,
  measure: 'count',
  events: ['judged'],
  of: [],
  scope: 'category',
  windowMs: 60_000,
  limit: 1_000,
  minimum: 0,
  mode: 'drain',
}));

/** More scopes than a sale may watch: those beyond are told as not counted. Throws when they are not. */
export async function countBeyondBounds({ store }: Subject): Promise<void> {
  await store.open({ allotments: [{ stockKey: 'EP-100', quantity: 1 }], tripRules: RULES });
  for (const signal of ['s0', 's1', 's2']) {
    const scopes = Array.from({ length: SCOPES_OF_ONE }, (_, at) => `category:${signal}-${at}`);
    const verdict = await store.signal({ id: signal, scopes });
    if (verdict.kind !== 'counted') throw new Error(`a signal answered ${JSON.stringify(verdict)}`);
  }
  const answer = await store.activity();
  const expected = 3 * SCOPES_OF_ONE * RULES.length - STOCK_LIMITS.countersMax;
  if (answer.kind !== 'found' || answer.activity.uncountedScopes !== expected)
    throw new Error(`${expected} scopes should not be counted: ${JSON.stringify(answer).slice(0, 200)}`);
}
