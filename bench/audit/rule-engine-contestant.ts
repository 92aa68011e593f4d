import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { findingText, type Contestant } from './contestant.js';
import { factsOf, type CsvRow } from './rule-engine-facts.js';
import { makeEngine } from './rule-engine-rules.js';

/** The same rules in json-rules-engine, fed by csv-parse: what a shop builds that takes both from the shelf. */
export function ruleEngineContestant(): Contestant {
  return {
    id: 'rule-engine',
    title: 'csv-parse + json-rules-engine',
    async judge(file) {
      const engine = makeEngine();
      const found: string[] = [];
      const rows = createReadStream(file).pipe(parse({ columns: true }));
      // csv-parse yields rows by header; the type of its stream says any.
      for await (const row of rows as AsyncIterable<CsvRow>) {
        const { events } = await engine.run(factsOf(row));
        for (const event of worstOf(events)) found.push(findingText(event.type, event.severity, row.sku));
      }
      return { findings: () => found };
    },
  };
}

const RANK: readonly unknown[] = ['block', 'hold', 'warn'];

interface Found {
  readonly type: string;
  readonly severity: string;
}

/** A rule speaks once a row, at its worst severity. */
function worstOf(
  events: readonly { readonly type: string; readonly params?: Record<string, unknown> }[],
): readonly Found[] {
  if (events.length === 0) return [];
  const worst = new Map<string, string>();
  for (const { type, params } of events) {
    const severity = String(params?.['severity']);
    const before = worst.get(type);
    if (before === undefined || RANK.indexOf(severity) < RANK.indexOf(before)) worst.set(type, severity);
  }
  return [...worst].map(([type, severity]) => ({ type, severity }));
}
