// Orders and stock: nothing of a cancelled line is packed, and its units come back, but not to sale.
import { one, sqlPort } from './port.mjs';

export function ordersPort(sql) {
  return sqlPort(sql, {
    'hold-order': (tx, { step: { orderId } }) =>
      one(
        tx,
        'packed-meanwhile',
        "UPDATE orders SET is_held = TRUE WHERE id = ? AND status NOT IN ('packed', 'shipped', 'delivered')",
        [orderId],
      ),
  });
}

export function stockPort(sql) {
  return sqlPort(sql, { 'quarantine-stock': quarantine });
}

/** Units that were sold at the wrong price are counted by a person before they are sold again. */
async function quarantine(tx, { step: { orderId, subject, amount }, record }) {
  await one(
    tx,
    'more-than-ordered',
    `UPDATE order_lines SET cancelled_units = cancelled_units + ?
     WHERE order_id = ? AND line_id = ? AND cancelled_units + ? <= quantity`,
    [amount, orderId, subject, amount],
  );
  const { sku } = record.lines.find(({ lineId }) => lineId === subject);
  await one(tx, 'no-such-sku', 'UPDATE stock SET quarantine = quarantine + ? WHERE sku = ?', [amount, sku]);
}
