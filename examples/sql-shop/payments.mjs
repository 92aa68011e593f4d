// Money: cards, gift cards, virtual accounts.
import { one, sqlPort } from './port.mjs';

export function paymentsPort(sql) {
  return sqlPort(
    sql,
    { refund, void: letGo, 'account-refund': askForPayout },
    {
      // Accepted, and paid once the customer has named an account.
      'account-refund': async (tx, { key }) => {
        const [row] = await tx.all('SELECT is_paid FROM payouts WHERE key = ?', [key]);
        return row.is_paid ? 'done' : 'pending';
      },
    },
  );
}

/** Cards and gift cards: the shop's own provider would be called by a job that reads `payments`; the gift card is the shop's own. */
async function refund(tx, { step: { subject, amount } }) {
  await giveBack(tx, subject, amount);
  await tx.all('UPDATE gift_cards SET balance = balance + ? WHERE payment_ref = ?', [amount, subject]);
}

async function letGo(tx, { step: { subject, amount } }) {
  await one(
    tx,
    'not-authorised-any-more',
    "UPDATE payments SET state = 'voided' WHERE ref = ? AND state = 'authorised' AND amount = ?",
    [subject, amount],
  );
}

async function askForPayout(tx, { step: { key, subject, amount } }) {
  await tx.all('INSERT INTO payouts VALUES (?, ?, ?, NULL, FALSE)', [key, subject, amount]);
}

/** Pays whoever has named an account. A job of the shop runs it every hour; the next run of the plan finds what it did. */
export async function payOut(sql) {
  const due = await sql.all(
    'SELECT key, payment_ref, amount FROM payouts WHERE account IS NOT NULL AND NOT is_paid ORDER BY key',
  );
  for (const { key, payment_ref: ref, amount } of due) {
    await sql.transaction(async (tx) => {
      await one(tx, 'paid-meanwhile', 'UPDATE payouts SET is_paid = TRUE WHERE key = ? AND NOT is_paid', [
        key,
      ]);
      await giveBack(tx, ref, amount);
    });
  }
  return due.length;
}

/** Never more than was captured, whoever asks. */
export function giveBack(tx, ref, amount) {
  return one(
    tx,
    'more-than-captured',
    "UPDATE payments SET refunded = refunded + ? WHERE ref = ? AND state = 'captured' AND refunded + ? <= amount",
    [amount, ref, amount],
  );
}
