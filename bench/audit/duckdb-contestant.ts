import { DuckDBInstance } from '@duckdb/node-api';
import { findingText, type Contestant } from './contestant.js';
import { TWELVE_RULES } from './rules.js';
import { twelveRuleQuery } from './sql.js';

/** The same rules as one SQL query over the file. @param threads undefined leaves DuckDB its default: one per core. */
export function duckdbContestant(threads: number | undefined): Contestant {
  return {
    id: threads === undefined ? 'duckdb' : `duckdb-${threads}`,
    title: threads === undefined ? 'DuckDB' : `DuckDB, threads = ${threads}`,
    async judge(file) {
      const instance = await DuckDBInstance.create(
        ':memory:',
        threads === undefined ? {} : { threads: String(threads) },
      );
      const connection = await instance.connect();
      try {
        const reader = await connection.runAndReadAll(twelveRuleQuery(file));
        const rows = reader.getRowsJS();
        return { findings: () => rows.flatMap(findingsOf) };
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    },
  };
}

function findingsOf([sku, ...severities]: readonly unknown[]): string[] {
  return TWELVE_RULES.flatMap((ruleId, at) => {
    const severity = severities[at];
    return typeof severity === 'string' ? [findingText(ruleId, severity, String(sku))] : [];
  });
}
