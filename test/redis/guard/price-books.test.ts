import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PriceBook } from '../../../src/book/price-book.js';
import type { CheckoutOrder } from '../../../src/catalog/order.js';
import type { AdmitVerdict } from '../../../src/guard/verdict.js';
import { bookOf, ENTRIES, lineOf, orderOf } from '../../unit/guard/guard-world.js';
import { openShop, startShopServer, type Shop, type ShopServer } from './shop.js';

const OVERLAP_MS = 60_000;
const SWAP = { overlapMs: OVERLAP_MS, actor: 'minji', reason: 'price correction' };
const NOW_DEAR = 13_900;
/** The earphones for more, everything else as it was. */
const DEARER = ENTRIES.map((entry) =>
  entry.sku === 'EP-100' ? { ...entry, priceMinor: NOW_DEAR, floorMinor: NOW_DEAR } : entry,
);

let place: ShopServer;
let before: PriceBook;
let after: PriceBook;
let shop: Shop;

beforeAll(async () => {
  place = await startShopServer();
  [before, after] = await Promise.all([bookOf(ENTRIES, { epoch: 3 }), bookOf(DEARER, { epoch: 4 })]);
});

afterEach(async () => {
  await shop.close();
});

afterAll(async () => {
  await place.stop();
});

function cheap(id: string): CheckoutOrder {
  return orderOf(id);
}

function dear(id: string): CheckoutOrder {
  return orderOf(id, { lines: [lineOf('EP-100', { unitPriceMinor: NOW_DEAR })] });
}

function cable(id: string): CheckoutOrder {
  return orderOf(id, { lines: [lineOf('CABLE')] });
}

function paymentOf(id: string): { readonly id: string; readonly paymentRef: string } {
  return { id, paymentRef: `pay-${id}` };
}

describe('two processes under different price books', () => {
  it('are both served while the overlap lasts, each by its own book, and the older one not a moment longer', async () => {
    shop = await openShop(place, { book: before });
    const [old, fresh] = [shop.guard(0), shop.guard(1)];
    expect(await fresh.replacePriceBook(after, SWAP)).toMatchObject({ kind: 'replaced', previous: 3 });
    expect(await old.admit(cheap('old-1'))).toMatchObject({ kind: 'admitted', epoch: 3 });
    expect(await old.admit(dear('old-2'))).toMatchObject({ kind: 'rejected', reason: 'price' });
    expect(await fresh.admit(dear('new-1'))).toMatchObject({ kind: 'admitted', epoch: 4 });
    expect(await fresh.admit(cheap('new-2'))).toMatchObject({ kind: 'rejected', reason: 'price' });
    expect(await old.commit(paymentOf('old-1'))).toMatchObject({ kind: 'committed' });
    await old.admit(cheap('old-3'));
    await shop.advance(OVERLAP_MS - 1);
    expect(await old.admit(cheap('old-4'))).toMatchObject({ kind: 'admitted' });
    await shop.advance(1);
    const late = await old.admit(cheap('old-5'));
    expect(late).toMatchObject({ kind: 'rejected', reason: 'sale_closed', refusal: { epoch: 4 } });
    expect(await old.commit(paymentOf('old-4'))).toMatchObject({ kind: 'refused', reason: 'epoch' });
  });

  it('agree on what was reserved under the older one: the same price is bought, another is not, in either process', async () => {
    shop = await openShop(place, { book: before });
    const [old, fresh] = [shop.guard(0), shop.guard(1)];
    for (const order of [cheap('ep-1'), cheap('ep-2'), cable('cable-1'), cable('cable-2')])
      expect(await old.admit(order)).toMatchObject({ kind: 'admitted' });
    await fresh.replacePriceBook(after, { ...SWAP, overlapMs: 0 });
    expect(await fresh.commit(paymentOf('ep-1'))).toMatchObject({ kind: 'price_changed' });
    expect(await fresh.commit(paymentOf('cable-1'))).toEqual({ kind: 'committed', rescued: false });
    expect(await old.commit(paymentOf('ep-2'))).toMatchObject({ kind: 'refused', reason: 'epoch' });
    expect(await old.replacePriceBook(after, SWAP)).toMatchObject({ kind: 'replaced', previous: 3 });
    expect(await old.commit(paymentOf('ep-2'))).toMatchObject({ kind: 'price_changed' });
    expect(await old.commit(paymentOf('cable-2'))).toMatchObject({ kind: 'committed' });
    expect(await shop.stocks[0].status('ep-1')).toMatchObject({ reservation: { state: 'reserved' } });
  });

  it('find an order of the other again by its id, as one order', async () => {
    shop = await openShop(place, { book: before });
    const [old, fresh] = [shop.guard(0), shop.guard(1)];
    await fresh.replacePriceBook(after, SWAP);
    const first = await old.admit(cable('cable-1'));
    expect(await fresh.admit(cable('cable-1'))).toMatchObject({ ...first, replayed: true });
    expect(await fresh.admit(dear('ep-1'))).toMatchObject({ kind: 'admitted' });
    expect(await old.admit(cheap('ep-1'))).toMatchObject({ kind: 'rejected', reason: 'conflict' });
    expect(await shop.stocks[1].snapshot()).toMatchObject({
      snapshot: { counters: expect.arrayContaining([expect.objectContaining({ reserved: 1 })]) as unknown },
    });
  });

  it('roll back as they went: orders at the price of the book that was taken back are not bought', async () => {
    shop = await openShop(place, { book: before });
    const [first, second] = [shop.guard(0), shop.guard(1)];
    for (const guard of [first, second]) await guard.replacePriceBook(after, SWAP);
    expect(await first.admit(dear('ep-1'))).toMatchObject({ kind: 'admitted', epoch: 4 });
    expect(await first.replacePriceBook(before, { ...SWAP, overlapMs: 0 })).toMatchObject({ previous: 4 });
    expect(await first.admit(dear('ep-2'))).toMatchObject({ kind: 'rejected', reason: 'price' });
    expect(await first.commit(paymentOf('ep-1'))).toMatchObject({ kind: 'price_changed' });
    expect(await second.commit(paymentOf('ep-1'))).toMatchObject({ kind: 'refused', reason: 'epoch' });
    expect(await second.replacePriceBook(before, SWAP)).toMatchObject({ kind: 'replaced', previous: 4 });
    expect(await second.admit(cheap('ep-3'))).toMatchObject({ kind: 'admitted', epoch: 3 });
  });
});

describe('a price book replaced while orders are in flight', () => {
  it('admits none at a price that the book it was judged by did not hold, and sells none at the older price', async () => {
    const sold = { committed: 0, price_changed: 0 };
    for (let round = 0; round < 20; round++) {
      shop = await openShop(place, { book: before });
      const [other, swapping] = [shop.guard(0), shop.guard(1)];
      const asked: [number, Promise<AdmitVerdict>][] = [];
      let swap: Promise<unknown> = Promise.resolve();
      for (let at = 0; at < 40; at++) {
        if (at === round * 2) swap = swapping.replacePriceBook(after, { ...SWAP, overlapMs: 0 });
        const guard = at % 3 === 0 ? other : swapping;
        const price = at % 2 === 0 ? 12_900 : NOW_DEAR;
        asked.push([price, guard.admit(at % 2 === 0 ? cheap(`order-${at}`) : dear(`order-${at}`))]);
        if (at % 8 === 7) await new Promise(setImmediate);
      }
      await swap;
      for (const [price, answer] of asked) {
        const verdict = await answer;
        if (verdict.kind !== 'admitted') continue;
        expect([price, verdict.epoch]).toEqual(price === NOW_DEAR ? [price, 4] : [price, 3]);
        const kind = price === NOW_DEAR ? 'committed' : 'price_changed';
        expect(await swapping.commit(paymentOf(verdict.id))).toMatchObject({ kind });
        sold[kind] += 1;
      }
      if (round < 19) await shop.close();
    }
    expect(Math.min(sold.committed, sold.price_changed)).toBeGreaterThan(0);
  });
});
