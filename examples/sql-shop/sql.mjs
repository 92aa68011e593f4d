// All that the ports want of a database: rows for a text, and transactions. Here on DuckDB, which needs no server; README.md has the
// same on PostgreSQL.
import { DuckDBInstance } from '@duckdb/node-api';

/** @param path of the database file; it is opened with the first statement. */
export function openSql(path) {
  let opening;
  let last = Promise.resolve();
  const connect = async () => {
    const instance = await DuckDBInstance.create(path, { threads: '1' });
    return { instance, connection: await instance.connect() };
  };
  const all = async (text, values = []) => {
    opening ??= connect();
    const { connection } = await opening;
    const reader = await connection.runAndReadAll(text, values);
    return reader.getRowObjectsJS().map(numbersOf);
  };
  /** One after the other: DuckDB has one writer, and this shop one connection. */
  const transaction = (work) => {
    const mine = last.then(async () => {
      await all('BEGIN');
      try {
        const result = await work({ all });
        await all('COMMIT');
        return result;
      } catch (error) {
        await all('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };
  const close = async () => {
    await last;
    if (opening === undefined) return;
    const { instance, connection } = await opening;
    connection.closeSync();
    instance.closeSync();
  };
  return { all: (text, values) => transaction((tx) => tx.all(text, values)), transaction, close };
}

/** Big integers of the engine as numbers; a sum that no number can hold is an error. */
function numbersOf(row) {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? safeNumber(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function safeNumber(value) {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error('a sum of the database is beyond 2^53 - 1');
  return number;
}
