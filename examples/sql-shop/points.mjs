// Points that age: what was spent comes back with the ends it had, what was earned with a cancelled line goes.
import { giveBack } from './payments.mjs';
import { Refused, sqlPort } from './port.mjs';

/** Where points stand that were taken back although they were spent. */
const DEBT = 'debt';

export function pointsPort(sql) {
  return sqlPort(sql, { 'restore-points': restore, 'reverse-points': reverse });
}

/** The one way in which points move: the journal and the batch. */
async function movePoints(tx, { customer, endsOn, points, why, paymentRef = null }) {
  if (points === 0) return;
  await tx.all('INSERT INTO point_moves VALUES (?, ?, ?, ?, ?)', [customer, endsOn, points, why, paymentRef]);
  await tx.all(
    `INSERT INTO point_batches VALUES (?, ?, ?)
     ON CONFLICT (customer, ends_on) DO UPDATE SET points = point_batches.points + excluded.points`,
    [customer, endsOn, points],
  );
}

/** A part comes back to the batch that lasts longest: the customer loses nothing by our mistake. */
async function restore(tx, { step: { subject, amount } }) {
  await giveBack(tx, subject, amount);
  const spent = await tx.all(
    `SELECT customer, ends_on, -sum(points) AS points FROM point_moves
     WHERE payment_ref = ? AND why IN ('spent', 'restored') GROUP BY customer, ends_on ORDER BY ends_on DESC`,
    [subject],
  );
  let open = amount;
  for (const { customer, ends_on: endsOn, points: still } of spent) {
    const points = Math.min(open, still);
    open -= points;
    await movePoints(tx, { customer, endsOn, points, why: 'restored', paymentRef: subject });
  }
  if (open > 0) throw new Refused('more-than-spent');
}

/** From the batches that end last: those were just earned. What is spent already becomes a debt, if the policy allows one. */
async function reverse(tx, { step: { amount }, record: { customer }, header: { policy } }) {
  const batches = await tx.all(
    'SELECT ends_on, points FROM point_batches WHERE customer = ? AND points > 0 ORDER BY ends_on DESC',
    [customer],
  );
  let open = amount;
  for (const { ends_on: endsOn, points: still } of batches) {
    const points = Math.min(open, still);
    open -= points;
    await movePoints(tx, { customer, endsOn, points: -points, why: 'reversed' });
  }
  if (open > 0 && policy.points.negativeBalance === 'review') throw new Refused('balance-below-zero');
  await movePoints(tx, { customer, endsOn: DEBT, points: -open, why: 'reversed' });
}
