import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/catalog/order.js';
import type { PriceBook } from '../../src/book/price-book.js';
import { replayCommand } from '../../src/cli/commands/replay.js';
import { exportOrder, orderLine } from '../../src/control/export-order.js';
import { openSale } from '../../src/control/open-sale.js';
import { SaleStory } from '../../src/control/sale-story.js';
import { createGuard } from '../../src/guard/create-guard.js';
import type { StockStore } from '../../src/stock/store.js';
import { memoryStock } from '../../src/stores/memory/memory-stock.js';
import { loadPriceBook } from '../../src/book/load-price-book.js';
import { loadPolicyText } from '../../src/wire/policy.js';
import { bookBytes, entryOf, HEADER, inPieces } from '../unit/book/sample-book.js';
import { saleWorld } from '../unit/cli/sale/sale-world.js';

// Yesterday the shop let price rules warn only. A coupon that should not have stacked brought some orders to 90 % below the reference.
// Today it asks what its new policy, which is the built-in one, would have done.
const YESTERDAY = `version: 1
guard:
  rules:
    below-floor: { severityMax: warn }
    reduction-share: { severityMax: warn }
    deep-payable: { severityMax: warn }
`;
const ENTRIES = [
  entryOf('EP-100', { priceMinor: 20_000, floorMinor: 18_000, referenceMinor: 20_000, allotment: 400 }),
  entryOf('CABLE', { priceMinor: 5_000, floorMinor: 5_000, referenceMinor: 5_000, allotment: 300 }),
];
const ORDERS = 240;
/** Every so many orders carry the coupon twice. */
const STACKED_EVERY = 13;
const SECOND = 1_000;

describe('the sale of yesterday, replayed under a stricter policy', () => {
  it('differs in exactly the orders at 90 % off', async () => {
    const world = await saleWorld({ entries: ENTRIES });
    const bytes = await bookBytes(ENTRIES, { key: world.keys.boss });
    const loaded = await loadPriceBook(inPieces(bytes), { publicKeys: [world.keys.boss.publicKey] });
    if (loaded.kind === 'refused') throw new Error(loaded.message);
    const { orders, stacked } = await sellYesterday(loaded.book);
    const file = world.write('orders.jsonl', orders.map((order) => `${orderLine(order)}\n`).join(''));
    const run = await world.runAs('kim', replayCommand, [
      ...[file, '--book', world.file('book.jsonl')],
      ...['--against', world.write('yesterday.yaml', YESTERDAY), '--details', world.file('changed.jsonl')],
    ]);
    expect([run.exit, run.error]).toEqual([1, undefined]);
    const changed = world
      .read('changed.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly id: string; readonly verdict: string });
    expect(changed.map(({ id }) => id).sort()).toEqual([...stacked].sort());
    expect(new Set(changed.map(({ verdict }) => verdict))).toEqual(new Set(['rejected']));
    const count = String(stacked.size);
    expect(run.stdout).toContain(`orders judged more strictly: ${count}, more mildly: 0`);
    expect(run.stdout).toContain(`admitted → refused, below-floor: ${count}\n`);
    expect(run.stdout).toContain('2,000 won for 1 units is below the lowest approved price');
    console.log(run.stdout);
  });
});

/** The sale as it went, and its orders as `saleguard export` tells them. */
async function sellYesterday(
  book: PriceBook,
): Promise<{ readonly orders: readonly Order[]; readonly stacked: ReadonlySet<string> }> {
  let now = HEADER.startsAt;
  const stock = memoryStock({ saleId: HEADER.saleId, now: () => now });
  const policy = loadPolicyText(YESTERDAY, { file: 'yesterday.yaml' });
  const opened = await openSale(stock, { book, policy, now });
  if (opened.kind !== 'opened') throw new Error(`the sale did not open: ${opened.kind}`);
  const heard = (): void => undefined;
  const guard = createGuard({
    priceBook: book,
    stock,
    policy,
    onStoreFailure: 'reject',
    on: { trip: heard, shortfall: heard, latePayment: heard, regression: heard },
    now: () => now,
    pollMs: 0,
  });
  const stacked = new Set<string>();
  for (let index = 0; index < ORDERS; index += 1) {
    now += SECOND;
    // Ids that do not sort by time: an export is in order of id.
    const id = `o-${(index * 89) % ORDERS}`;
    const isStacked = index % STACKED_EVERY === 5;
    if (isStacked) stacked.add(id);
    const verdict = await guard.admit(orderAt(id, isStacked));
    if (verdict.kind !== 'admitted') throw new Error(`${id} was ${verdict.kind} yesterday`);
    const paid = await guard.commit({ id, paymentRef: `p-${id}` });
    if (paid.kind !== 'committed') throw new Error(`${id} was not paid yesterday: ${paid.kind}`);
  }
  await guard.close();
  return { orders: await exported(stock), stacked };
}

function orderAt(id: string, isStacked: boolean) {
  const coupon = (promotionId: string) => ({ promotionId, amountMinor: 9_000 });
  const reductions = isStacked ? [coupon('autumn'), coupon('autumn-again')] : [];
  const customer = [`k1.${id}`];
  const cable = { lineId: '2', sku: 'CABLE', quantity: 1, unitPriceMinor: 5_000 };
  const earphones = { lineId: '1', sku: 'EP-100', quantity: 1, unitPriceMinor: 20_000, reductions };
  const { saleId } = HEADER;
  return { id, saleId, customer, channel: 'web', currency: 'KRW' as const, lines: [earphones, cable] };
}

async function exported(stock: StockStore): Promise<readonly Order[]> {
  const story = new SaleStory();
  const journal = await stock.journal({ limit: 1_000 });
  if (journal.kind !== 'found' || journal.more) throw new Error('the journal does not fit a page');
  for (const entry of journal.entries) story.see(entry);
  const page = await stock.reservations({ limit: 1_000 });
  if (page.kind !== 'found') throw new Error('no reservations');
  const orders = page.reservations.map((reservation) => {
    const told = exportOrder(reservation, { saleId: stock.saleId, times: story.timesOf(reservation.id) });
    if (told.kind !== 'order') throw new Error(told.kind);
    return told.order;
  });
  return orders.sort((left, right) => (left.id < right.id ? -1 : 1));
}
