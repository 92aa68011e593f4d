// The sale opens: more shoppers than units, some of them sent twice, one who pays twice. On the store in memory, so no server.
import { customerRef } from 'saleguard';
import { memoryStock } from 'saleguard/memory';

export const UNITS = 3;
export const SHOPPERS = 10;

const STOCK_KEY = 'AF-1901';
/** A shop takes it from its environment: at least 32 bytes. */
const KEY = { key: 'an example key that is long enough, and secret', keyId: 'k1' };

/** Sells, and answers what every shopper was told and what the store counts in the end. */
export async function sell() {
  const stock = memoryStock({ saleId: 'electronics-sale' });
  await stock.open({ allotments: [{ stockKey: STOCK_KEY, quantity: UNITS, perCustomer: 1 }], keyId: 'k1' });
  const told = await Promise.all(Array.from({ length: SHOPPERS }, (_, shopper) => buy(stock, shopper)));
  const snapshot = await stock.snapshot();
  const [counters] = snapshot.kind === 'found' ? snapshot.snapshot.counters : [];
  return {
    sold: told.filter(({ paid }) => paid === 'committed').length,
    soldOut: told.filter(({ reason }) => reason === 'insufficient').length,
    replays: told.filter(({ again }) => again === 'replayed').length,
    secondPayments: told.filter(({ paidAgain }) => paidAgain === 'duplicate_payment').length,
    counters,
  };
}

async function buy(stock, shopper) {
  const order = {
    id: `order-${shopper}`,
    owners: [customerRef(`account:${shopper}`, KEY)],
    lines: [{ stockKey: STOCK_KEY, quantity: 1 }],
  };
  const first = await stock.reserve(order);
  if (first.kind !== 'reserved') return { reason: first.kind === 'refused' ? first.reason : first.kind };
  // As if the reply had been lost: the same id again, and no second unit.
  const again = (await stock.reserve(order)).kind;
  const paid = (await stock.commit({ id: order.id, paymentRef: `payment-${shopper}` })).kind;
  const paidAgain = (await stock.commit({ id: order.id, paymentRef: `payment-${shopper}-again` })).kind;
  return { again, paid, paidAgain };
}
