// One reference for everything an order is paid with. The same payments must give the same reference each time: a second reference
// for one order is a second payment, and is given back.
import { createHash } from 'node:crypto';
import type { Payment } from '@vendure/core';
import { ID_PATTERN } from 'saleguard';

/** What this needs of a payment. */
export type PaidWith = Pick<Payment, 'state' | 'transactionId'>;

/** Reference of the payments that are authorised or settled; the transaction id itself where there is one. */
export function paymentRefOf(payments: readonly PaidWith[]): string {
  const ids = payments
    .filter(({ state }) => state === 'Authorized' || state === 'Settled')
    .map(({ transactionId }) => transactionId)
    .sort();
  const [first, ...others] = ids;
  if (first !== undefined && others.length === 0 && ID_PATTERN.test(first)) return first;
  return `set-${createHash('sha256').update(JSON.stringify(ids)).digest('base64url')}`;
}
