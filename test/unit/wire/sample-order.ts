import type { Order } from '../../../src/catalog/order.js';
import type { OrderRow } from '../../../src/wire/order-row.js';
import { linesOf } from '../../../src/wire/order-lines.js';
import { orderProblemText, readOrders, type OrderFormat } from '../../../src/wire/read-orders.js';

/** An order with a value in every field. */
export const ORDER: Order = {
  id: 'o-1',
  saleId: 'summer-2026',
  customer: ['c-1', 'device:9f'],
  channel: 'web',
  currency: 'KRW',
  placedAt: Date.UTC(2026, 7, 1, 3, 0, 5),
  taxBasis: 'included',
  shippingMinor: 0,
  shippingReductions: [{ promotionId: 'free-shipping', amountMinor: 3_000 }],
  lines: [
    {
      lineId: '1',
      sku: 'EP-100, "black"',
      priceList: 'members',
      quantity: 2,
      unitPriceMinor: 89_000,
      reductions: [{ promotionId: 'spring', amountMinor: 5_000 }],
      category: 'Audio > Earphones',
    },
    {
      lineId: '2',
      sku: 'CB-1',
      priceList: 'default',
      quantity: 1,
      unitPriceMinor: 5_000,
      reductions: [],
      category: undefined,
    },
  ],
  payments: [{ ref: 'pay-1', method: 'card', capturedMinor: 178_000, at: Date.UTC(2026, 7, 1, 3, 1) }],
  status: 'paid',
};

/** The same without anything that may be left out. */
export const LEAST = {
  id: 'o-2',
  saleId: 'summer-2026',
  customer: ['c-1'],
  channel: 'web',
  currency: 'KRW',
  placedAt: 1_785_553_205_000,
  lines: [{ lineId: '1', sku: 'EP-100', quantity: 1, unitPriceMinor: 89_000 }],
};

/** Bytes in pieces of one length, so that a line, and a character, may lie across them. */
export async function* piecesOf(text: string | Uint8Array, length = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

/** Everything a file says. */
export async function readAll(
  text: string,
  format: OrderFormat,
  pieceLength = 7,
): Promise<readonly OrderRow[]> {
  const rows: OrderRow[] = [];
  const file = { file: 'orders' };
  for await (const row of readOrders(linesOf(piecesOf(text, pieceLength), file), { format })) rows.push(row);
  return rows;
}

/** What is wrong with a file, as people read it; `o-1` for an order. */
export async function saidOf(text: string, format: OrderFormat): Promise<readonly string[]> {
  const rows = await readAll(text, format);
  return rows.map((row) => (row.kind === 'order' ? row.order.id : orderProblemText(`orders.${format}`, row)));
}
