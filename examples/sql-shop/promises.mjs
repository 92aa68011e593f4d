// Coupons, and what customers are told.
import { one, Refused, sqlPort } from './port.mjs';

export function couponsPort(sql) {
  return sqlPort(sql, {
    'restore-coupon': (tx, { step: { subject, orderId } }) =>
      one(tx, 'not-used-by-it', 'UPDATE coupons SET used_by = NULL WHERE ref = ? AND used_by = ?', [
        subject,
        orderId,
      ]),
    'grant-coupon': async (tx, { step: { customer, amount }, header, couponCode }) => {
      if (couponCode === undefined) throw new Refused('no-code');
      await tx.all('INSERT INTO apology_coupons VALUES (?, ?, ?, ?)', [
        couponCode,
        customer,
        amount,
        header.couponExpiresAt,
      ]);
    },
  });
}

/**
 * Nothing is sent here: a row of the outbox stands with the transaction, and the shop's sender sends it, who knows the customer's name
 * and address. A plan knows neither.
 */
export function noticesPort(sql) {
  const write = (tx, { step: { key, kind, customer, orderId }, record }) =>
    tx.all('INSERT INTO outbox VALUES (?, ?, ?, ?, NULL)', [
      key,
      kind,
      customer,
      (kind === 'notice' ? record.noticeFor : [orderId]).join(' '),
    ]);
  return sqlPort(sql, { notice: write, 'request-account': write });
}
