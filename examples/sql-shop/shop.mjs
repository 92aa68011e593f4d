// A small shop before the incident, and the hour in which earphones of KRW 136,000 were sold at 13,600.
import { readFileSync } from 'node:fs';
import { customerRef } from 'saleguard';

export const SALE = 'earphones-day';
export const WRONG = { sku: 'EP-1', priceList: 'default', shownMinor: [13_600], intendedMinor: 136_000 };
const CASE = { sku: 'CASE-7', price: 9_900 };
const KEY = { key: 'k'.repeat(32), keyId: 'k1' };
const POINTS_BEFORE = [
  ['2027-03-31', 2_000],
  ['2028-03-31', 5_000],
];
const EARNED_UNTIL = '2029-03-31';
const POINTS_SPENT = 3_000;
const GIFT_SPENT = 5_000;
const COUPON_MINOR = 1_000;
const STOCK = 500;
const EARNED_POINTS = 136;
/** The order of a customer who has spent all points. */
const BROKE = 7;

/** Makes the tables and fills them, in one transaction. */
export async function makeShop(sql, { orders, soldAt }) {
  const rows = { orders: [], order_lines: [], payments: [], gift_cards: [], point_moves: [], coupons: [] };
  for (let index = 0; index < orders; index += 1) sell(rows, index, soldAt + index * 30_000);
  await sql.transaction(async (tx) => {
    const schema = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');
    for (const statement of schema.split(/;\n/)) if (statement.trim() !== '') await tx.all(statement);
    for (const [table, values] of Object.entries(rows)) await insertAll(tx, table, values);
    await tx.all(
      'INSERT INTO point_batches SELECT customer, ends_on, sum(points) FROM point_moves GROUP BY customer, ends_on',
    );
    await tx.all('INSERT INTO stock SELECT sku, ? - sum(quantity), 0 FROM order_lines GROUP BY sku', [STOCK]);
  });
}

async function insertAll(tx, table, rows) {
  const places = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
  await tx.all(`INSERT INTO ${table} VALUES ${places}`, rows.flat());
}

function sell(rows, index, placedAt) {
  const id = `o-${String(index).padStart(3, '0')}`;
  // Every eighth customer comes twice.
  const customer = customerRef(`account:${index % 8 === 1 ? index - 1 : index}`, KEY);
  const status = index % 20 === 19 ? 'delivered' : index === 10 ? 'packed' : 'paid';
  rows.orders.push([id, customer, placedAt, status, false]);

  const quantity = index % 5 === 0 ? 2 : 1;
  const reduction = index % 6 === 2 ? COUPON_MINOR : 0;
  const promotion = reduction > 0 ? 'welcome' : null;
  const earned = EARNED_POINTS * quantity;
  const wrong = [WRONG.sku, quantity, WRONG.shownMinor[0], reduction, promotion, earned, 0];
  rows.order_lines.push([id, '1', ...wrong]);
  if (promotion !== null) rows.coupons.push([`c-${id}`, customer, promotion, id]);
  const hasCase = index % 3 === 0;
  if (hasCase) rows.order_lines.push([id, '2', CASE.sku, 1, CASE.price, 0, null, 0, 0]);

  const move = (endsOn, points, why, ref = null) =>
    rows.point_moves.push([customer, endsOn, points, why, ref]);
  if (index % 8 !== 1) for (const [endsOn, points] of POINTS_BEFORE) move(endsOn, points, 'given');
  const worth = quantity * WRONG.shownMinor[0] - reduction + (hasCase ? CASE.price : 0);
  pay(rows, { id, worth, index, move });
  move(EARNED_UNTIL, earned, 'earned');
  if (index !== BROKE) return;
  // Somebody has bought something else with everything: what is taken back will be a debt.
  for (const [endsOn, points] of POINTS_BEFORE) move(endsOn, -points, 'spent', 'elsewhere');
  move(EARNED_UNTIL, -earned, 'spent', 'elsewhere');
}

/** A card alone, points and a card, a virtual account, or a gift card and a card. */
function pay(rows, { id, worth, index, move }) {
  const add = (method, amount, state = 'captured') =>
    rows.payments.push([`${id}-${method}`, id, method, amount, 0, state]);
  switch (index % 4) {
    case 0:
      add('card', worth, index % 16 === 4 && index % 3 !== 0 ? 'authorised' : 'captured');
      return;
    case 1:
      add('points', POINTS_SPENT);
      add('card', worth - POINTS_SPENT);
      // What ends first is spent first.
      POINTS_BEFORE.reduce((open, [endsOn, batch]) => {
        const points = Math.min(open, batch);
        move(endsOn, -points, 'spent', `${id}-points`);
        return open - points;
      }, POINTS_SPENT);
      return;
    case 2:
      add('virtual-account', worth);
      return;
    default:
      add('gift-card', GIFT_SPENT);
      rows.gift_cards.push([`${id}-gift-card`, 0]);
      add('card', worth - GIFT_SPENT);
  }
}

/** The order export: what `saleguard plan --orders` reads, one order after the other. */
export async function* readOrders(sql) {
  const byOrder = async (table) => grouped(await sql.all(table));
  const lines = await byOrder('SELECT * FROM order_lines ORDER BY order_id, line_id');
  const payments = await byOrder('SELECT * FROM payments ORDER BY order_id, ref');
  const coupons = await sql.all('SELECT * FROM coupons');
  for (const order of await sql.all('SELECT * FROM orders ORDER BY id')) {
    yield {
      id: order.id,
      saleId: SALE,
      customer: [order.customer],
      channel: 'web',
      currency: 'KRW',
      placedAt: order.placed_at,
      taxBasis: 'included',
      shippingMinor: 0,
      status: order.status,
      lines: lines.get(order.id).map(lineOf),
      payments: payments.get(order.id).map((row) => paymentOf(row, order.placed_at)),
      coupons: coupons
        .filter((coupon) => coupon.used_by === order.id)
        .map(({ ref, promotion }) => ({ ref, promotionId: promotion })),
    };
  }
}

function lineOf(row) {
  return {
    lineId: row.line_id,
    sku: row.sku,
    priceList: 'default',
    quantity: row.quantity,
    unitPriceMinor: row.unit_price,
    reductions: row.promotion === null ? [] : [{ promotionId: row.promotion, amountMinor: row.reduction }],
    earnedPoints: row.earned_points,
  };
}

function paymentOf({ ref, method, amount, refunded, state }, at) {
  return { ref, method, capturedMinor: amount, refundedMinor: refunded, state, at };
}

function grouped(rows) {
  const byOrder = new Map();
  for (const row of rows) byOrder.set(row.order_id, [...(byOrder.get(row.order_id) ?? []), row]);
  return byOrder;
}
