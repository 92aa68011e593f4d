// The order rows of the shop with the counter, as the orders file a shop's own database would give: how each was paid, how far it got.
import { customerRef } from 'saleguard';

/** A shop takes it from a file or its environment: at least 32 bytes. */
const KEY = { key: 'an example key that is long enough, and secret', keyId: 'k1' };

/** One in so many pays so; the others by card. */
const WAYS = { virtualAccount: 9, points: 4, giftCard: 11 };
/** One in so many was quicker than the shop: collected at the counter, or packed already. */
const COLLECTED = 13;
const PACKED = 10;

/** @returns one order a row that was paid, in the form of docs/remedy.md. */
export function ordersOf(rows, { saleId }) {
  const seen = new Map();
  return rows
    .filter(({ state }) => state === 'paid')
    .map((row) => {
      // What the browser sent again the shop took for another order.
      const copy = (seen.get(row.id) ?? 0) + 1;
      seen.set(row.id, copy);
      const id = copy === 1 ? row.id : `${row.id}.${copy}`;
      const amountMinor = row.unitPriceMinor * row.quantity;
      return {
        id,
        saleId,
        customer: [customerRef(`account:${row.shopper}`, KEY)],
        channel: 'web',
        currency: 'KRW',
        placedAt: row.at,
        lines: [
          {
            lineId: '1',
            sku: row.sku,
            quantity: row.quantity,
            unitPriceMinor: row.unitPriceMinor,
            earnedPoints: Math.floor(amountMinor / 100),
          },
        ],
        payments: paymentsOf({ id, shopper: row.shopper, amountMinor, at: row.paidAt }),
        status: statusOf(row.shopper),
      };
    });
}

function paymentsOf({ id, shopper, amountMinor, at }) {
  const payment = (method, capturedMinor) => ({ ref: `${method}-${id}`, method, capturedMinor, at });
  if (shopper % WAYS.virtualAccount === 0) return [payment('virtual-account', amountMinor)];
  if (shopper % WAYS.giftCard === 0) return [payment('gift-card', amountMinor)];
  if (shopper % WAYS.points !== 0) return [payment('card', amountMinor)];
  const points = Math.floor(amountMinor / 10);
  return [payment('points', points), payment('card', amountMinor - points)];
}

function statusOf(shopper) {
  if (shopper % COLLECTED === 0) return 'collected';
  return shopper % PACKED === 0 ? 'packed' : 'paid';
}
