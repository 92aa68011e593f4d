import pg from 'pg';
import type { Contestant, Order } from './contestant.js';
import type { PostgresServer } from './postgres-server.js';

const CONNECTIONS = 16;
/** The condition stands in the UPDATE: no row is touched when there is too little. */
const TAKE = {
  name: 'take',
  text: 'UPDATE stock SET available = available - $1 WHERE sku = $2 AND available >= $1',
} as const;

/** One conditional UPDATE a line, one transaction an order, durable as PostgreSQL is by default. */
export async function postgresUpdate(server: PostgresServer): Promise<Contestant> {
  const pool = new pg.Pool({ ...server.access, max: CONNECTIONS });
  // A connection that ends while nobody uses it, as at the very end; one in use rejects its query.
  pool.on('error', () => undefined);
  await pool.query('CREATE TABLE stock (sku text PRIMARY KEY, available bigint NOT NULL)');
  return {
    id: 'postgres',
    title: `PostgreSQL conditional UPDATE, ${CONNECTIONS} connections`,
    async prepare({ skus, quantity }) {
      await pool.query('TRUNCATE stock');
      await pool.query('INSERT INTO stock SELECT unnest($1::text[]), $2', [skus, quantity]);
    },
    async reserve({ lines }) {
      const [only, ...others] = lines;
      if (only === undefined) return true;
      if (others.length > 0) return takeAll(pool, lines);
      const { rowCount } = await pool.query({ ...TAKE, values: [only.quantity, only.stockKey] });
      return rowCount === 1;
    },
    async left() {
      const { rows } = await pool.query<{ sku: string; available: string }>(
        'SELECT sku, available FROM stock',
      );
      return new Map(rows.map(({ sku, available }) => [sku, Number(available)]));
    },
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
}

async function takeAll(pool: pg.Pool, lines: Order['lines']): Promise<boolean> {
  // Everyone locks rows in the same order: no deadlock.
  const sorted = [...lines].sort((a, b) => (a.stockKey < b.stockKey ? -1 : 1));
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const { stockKey, quantity } of sorted) {
      const { rowCount } = await client.query({ ...TAKE, values: [quantity, stockKey] });
      if (rowCount === 1) continue;
      await client.query('ROLLBACK');
      return false;
    }
    await client.query('COMMIT');
    return true;
  } finally {
    client.release();
  }
}
