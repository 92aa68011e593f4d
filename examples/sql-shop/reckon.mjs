// Three books side by side: what was planned, what the shop's own tables say, what the ledger has open. They have to agree.
import { stepsOf } from 'saleguard/remedy';

/** What is counted: the steps it is planned in, and the query that counts it in the shop, never by the ports' own records. */
const ROWS = [
  {
    what: 'to cards, KRW',
    isOf: ({ kind, subject }) => kind === 'refund' && !subject.endsWith('-gift-card'),
    query: "SELECT sum(refunded) AS total FROM payments WHERE method = 'card'",
  },
  {
    what: 'to gift cards, KRW',
    isOf: ({ kind, subject }) => kind === 'refund' && subject.endsWith('-gift-card'),
    query: 'SELECT sum(balance) AS total FROM gift_cards',
  },
  {
    what: 'to accounts, KRW',
    isOf: ({ kind }) => kind === 'account-refund',
    query: "SELECT sum(refunded) AS total FROM payments WHERE method = 'virtual-account'",
  },
  {
    what: 'let go, KRW',
    isOf: ({ kind }) => kind === 'void',
    query: "SELECT sum(amount) AS total FROM payments WHERE state = 'voided'",
  },
  {
    what: 'points given back',
    isOf: ({ kind }) => kind === 'restore-points',
    query: "SELECT sum(points) AS total FROM point_moves WHERE why = 'restored'",
  },
  {
    what: 'points taken back',
    isOf: ({ kind }) => kind === 'reverse-points',
    query: "SELECT -sum(points) AS total FROM point_moves WHERE why = 'reversed'",
  },
  {
    what: 'units in quarantine',
    isOf: ({ kind }) => kind === 'quarantine-stock',
    query: 'SELECT sum(quarantine) AS total FROM stock',
  },
  {
    what: 'coupons given back',
    isOf: ({ kind }) => kind === 'restore-coupon',
    count: true,
    query: 'SELECT count(*) AS total FROM coupons WHERE used_by IS NULL',
  },
  {
    what: 'apology coupons, KRW',
    isOf: ({ kind }) => kind === 'grant-coupon',
    query: 'SELECT sum(cap) AS total FROM apology_coupons',
  },
  {
    what: 'notices',
    isOf: ({ kind }) => kind === 'notice',
    count: true,
    query: "SELECT count(*) AS total FROM outbox WHERE kind = 'notice'",
  },
];

/** @param open the steps that the ledger has open. @returns a row for each of the above. */
export async function reckon(sql, { plan, open }) {
  const steps = plan.records.flatMap((record) => stepsOf(plan.header, record));
  const subjects = new Map(steps.map(({ key, subject }) => [key, subject]));
  const rows = [];
  for (const { what, isOf, count, query } of ROWS) {
    const sum = (some) => some.reduce((total, { amount }) => total + (count ? 1 : amount), 0);
    const planned = sum(steps.filter(isOf));
    const waiting = sum(open.filter((step) => isOf({ ...step, subject: subjects.get(step.key) })));
    const [{ total }] = await sql.all(query);
    rows.push(rowOf({ what, planned, shop: total ?? 0, open: waiting }));
  }
  return [...rows, await keptRow(sql, open)];
}

/** The other way round: what is still paid is what customers keep, or are still to get back. */
async function keptRow(sql, open) {
  const [{ paid }] = await sql.all(
    "SELECT sum(amount - refunded) AS paid FROM payments WHERE state <> 'voided'",
  );
  const [{ kept }] = await sql.all(
    `SELECT sum(CASE WHEN cancelled_units = quantity THEN 0 ELSE quantity * unit_price - reduction END) AS kept
     FROM order_lines`,
  );
  const money = new Set(['refund', 'account-refund', 'void', 'restore-points']);
  const waiting = open.reduce((sum, { kind, amount }) => sum + (money.has(kind) ? amount : 0), 0);
  return rowOf({ what: 'paid and kept, KRW', planned: kept, shop: paid, open: -waiting });
}

function rowOf({ what, planned, shop, open }) {
  return { what, planned, shop, open, difference: planned - shop - open };
}

/** The rows as lines of text. */
export function tableText(rows) {
  const names = ['what', 'planned', 'shop', 'open', 'difference'];
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const pad = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return cells.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
