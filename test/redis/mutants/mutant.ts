import type { StockStore } from '../../../src/stock/store.js';
import type { ScriptSet } from '../../../src/stores/redis/script-set.js';
import { mapScripts } from '../../support/clocked-redis-stock.js';
import type { TestSale } from '../scripts/sale.js';

/** Text of the real script that must be there exactly once, and what stands in its place. */
export type Replacement = readonly [find: string, replace: string];

/** A fault put into the real scripts. */
export interface Mutant {
  readonly name: string;
  /** What a shop would see. */
  readonly harm: string;
  readonly changes: readonly Replacement[];
  /** For a fault that lies in front of the script: the store as its callers see it. */
  readonly wrap?: (sale: TestSale) => StockStore;
}

/**
 * The checks the scripts make on themselves before they write. Mutants run without them, so that it is the suite that finds a
 * fault and not an assertion beside it.
 */
const SELF_CHECKS: readonly Replacement[] = [
  [
    'if counters.reserved < 0 or counters.committed < 0 or counters.quarantined < 0 or M.available(counters) < 0 then',
    'if false then',
  ],
  [
    'if counters.reserved + counters.committed + counters.quarantined > counters.allotment then',
    'if false then',
  ],
  ["if total < 0 then M.corrupt('owner usage would go below zero') end", 'total = max(0, total)'],
  ["if M.meta.spent < 0 then M.corrupt('meta lossSpentMinor would go below zero') end", ''],
  ['if at ~= last + 2 then M.corrupt_counter(top.rule) end', ''],
  ['if sum ~= top.total then M.corrupt_counter(top.rule) end', ''],
];

/** The real scripts without their checks on themselves. */
export function withoutSelfChecks(scripts: ScriptSet): ScriptSet {
  return changed(scripts, 'the scripts without self-checks', SELF_CHECKS);
}

/**
 * The scripts of a mutant.
 * @throws Error when a replacement does not match exactly once: the script was rewritten and the mutant proves nothing any more.
 */
export function mutated(scripts: ScriptSet, mutant: Mutant): ScriptSet {
  return changed(withoutSelfChecks(scripts), mutant.name, mutant.changes);
}

function changed(scripts: ScriptSet, name: string, changes: readonly Replacement[]): ScriptSet {
  return mapScripts(scripts, (source, script) => {
    // Some files stand in every script: a fault in one of them is in each. All of them stand in `apply`.
    const own = changes.filter(([find]) => script.startsWith('apply') || source.includes(find));
    return own.reduce((text, change) => replaceOnce(text, name, change), source);
  });
}

function replaceOnce(text: string, name: string, [find, replace]: Replacement): string {
  const count = text.split(find).length - 1;
  if (count !== 1)
    throw new Error(`mutant no longer applies: ${name}: ${count} times in the script: ${find}`);
  return text.replace(find, () => replace);
}
