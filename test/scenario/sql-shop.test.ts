import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleProgram } from './example-server.js';

const folder = mkdtempSync(join(tmpdir(), 'sql-shop-'));
let said = '';
let status: number | null = null;
let database: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  const ran = spawnSync(process.execPath, [exampleProgram('sql-shop/main.mjs'), folder], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  said = `${ran.stdout}${ran.stderr}`;
  status = ran.status;
  database = await DuckDBInstance.create(join(folder, 'shop.duckdb'));
  connection = await database.connect();
});

afterAll(() => {
  connection.closeSync();
  database.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

async function rows(text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await connection.runAndReadAll(text)).getRowObjectsJS();
}

async function total(text: string): Promise<number> {
  const [row] = await rows(`SELECT coalesce(sum(it), 0) AS total FROM (${text})`);
  return Number(row?.['total']);
}

/** The row of a name in the table that the program prints. */
function printed(what: string): readonly number[] {
  const line = said.split('\n').find((each) => each.startsWith(`${what}  `));
  return (line ?? '').slice(what.length).trim().split(/\s+/).map(Number);
}

/** What the ledger's runs wrote about each step, in order: `3:done` is the third run's. */
function histories(): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync(join(folder, 'ledger.jsonl'), 'utf8').split('\n').slice(1, -1);
  const found = new Map<string, string[]>();
  let run = 0;
  for (const line of lines) {
    // A line is JSON, a blank and its link; an entry has its key and state at these places.
    const said = JSON.parse(line.slice(0, line.lastIndexOf(' '))) as readonly unknown[] | object;
    if (!Array.isArray(said)) {
      run += 1;
      continue;
    }
    const [, , key, , , state] = said.map(String);
    found.set(key ?? '', [...(found.get(key ?? '') ?? []), `${run}:${state ?? ''}`]);
  }
  return found;
}

describe('the shop on plain SQL', () => {
  it('goes through plan, crash and the rest, and its books balance', () => {
    expect(said).toContain('killed with effect number 100 in the shop and not in the ledger');
    expect(said).toMatch(/open: account-refund of o-\d{3}, KRW \d+: pending/);
    expect(said).toContain('\nthe books balance\n');
    expect(status).toBe(0);
  });

  it.each([
    ['to cards, KRW', "SELECT refunded AS it FROM payments WHERE method = 'card'"],
    ['to gift cards, KRW', "SELECT refunded AS it FROM payments WHERE method = 'gift-card'"],
    ['to accounts, KRW', 'SELECT amount AS it FROM payouts WHERE is_paid'],
    ['let go, KRW', "SELECT amount AS it FROM payments WHERE state = 'voided'"],
    ['points given back', "SELECT refunded AS it FROM payments WHERE method = 'points'"],
    ['points taken back', 'SELECT earned_points AS it FROM order_lines WHERE cancelled_units = quantity'],
    ['units in quarantine', 'SELECT cancelled_units AS it FROM order_lines'],
    ['coupons given back', 'SELECT 1 AS it FROM coupons WHERE used_by IS NULL'],
    ['apology coupons, KRW', 'SELECT cap AS it FROM apology_coupons'],
    ['notices', "SELECT 1 AS it FROM outbox WHERE kind = 'notice'"],
  ])('prints for %s what its tables say, and no difference', async (what, query) => {
    const [planned, shop, open, difference] = printed(what);
    expect(shop).toBe(await total(query));
    expect(shop).toBeGreaterThan(0);
    expect(difference).toBe(0);
    expect(planned).toBe((shop ?? 0) + (open ?? 0));
  });

  it('gives every order exactly what its wrong line was worth, in whatever it was paid with', async () => {
    const wrong = await rows(
      `SELECT o.id, owed, given FROM orders o
       JOIN (SELECT order_id, sum(quantity * unit_price - reduction) AS owed FROM order_lines WHERE sku = 'EP-1' GROUP BY order_id) l
         ON l.order_id = o.id
       JOIN (SELECT p.order_id, sum(CASE WHEN state = 'voided' THEN p.amount ELSE refunded END
               + coalesce((SELECT sum(amount) FROM payouts WHERE payment_ref = p.ref AND NOT is_paid), 0)) AS given
             FROM payments p GROUP BY p.order_id) p ON p.order_id = o.id
       WHERE given <> CASE WHEN status = 'paid' THEN owed ELSE 0 END`,
    );
    expect(wrong).toEqual([]);
    expect(await total("SELECT 1 AS it FROM orders WHERE status = 'paid' AND NOT is_held")).toBe(0);
  });

  it('touches no line at its right price', async () => {
    expect(await total("SELECT 1 AS it FROM order_lines WHERE sku = 'CASE-7'")).toBeGreaterThan(0);
    expect(await total("SELECT cancelled_units AS it FROM order_lines WHERE sku = 'CASE-7'")).toBe(0);
    expect(await total("SELECT quarantine AS it FROM stock WHERE sku = 'CASE-7'")).toBe(0);
  });

  it('restores points to the batches they came from, the longest lasting first, and every batch is the sum of its moves', async () => {
    const partly = await rows(
      `SELECT payment_ref, sum(points) FILTER (ends_on = '2027-03-31') AS early, sum(points) FILTER (ends_on = '2028-03-31') AS late
       FROM point_moves WHERE payment_ref LIKE '%-points' AND why IN ('spent', 'restored') GROUP BY payment_ref`,
    );
    const still = partly.map(({ early, late }) => ({ early: Number(early), late: Number(late) }));
    // Nothing is missing of what lasts longer unless something is of what ends first.
    expect(still.filter(({ early, late }) => late < 0 && early > -2_000)).toEqual([]);
    expect(still.some(({ early, late }) => early === 0 && late === 0)).toBe(true);
    expect(still.some(({ early, late }) => early < 0 && late === 0)).toBe(true);
    const moved = await rows(
      `SELECT b.customer FROM point_batches b
       JOIN (SELECT customer, ends_on, sum(points) AS points FROM point_moves GROUP BY ALL) m USING (customer, ends_on)
       WHERE b.points <> m.points`,
    );
    expect(moved).toEqual([]);
    expect(await rows("SELECT points FROM point_batches WHERE points < 0 AND ends_on <> 'debt'")).toEqual([]);
    expect(await total("SELECT points AS it FROM point_batches WHERE ends_on = 'debt'")).toBe(-136);
  });

  it('finds what the crash left between shop and ledger, and does not ask for it again', async () => {
    const told = histories();
    const effects = await rows('SELECT key FROM effects');
    expect([...told.keys()].sort()).toEqual(effects.map(({ key }) => key).sort());
    const inFlight = [...told.values()].filter((history) => history.findLast(ofFirstRun) === '1:started');
    expect(inFlight.length).toBeGreaterThan(0);
    const found = inFlight.filter((history) => !history.includes('2:started'));
    expect(found.length).toBeGreaterThan(0);
    for (const history of found) expect(['2:done', '2:pending', '3:done']).toContain(history.at(-1));
  });
});

function ofFirstRun(word: string): boolean {
  return word.startsWith('1:');
}
