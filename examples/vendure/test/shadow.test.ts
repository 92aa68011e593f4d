// The way in: saleguard watches a shop for a while before it may refuse anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { soldUnits, tell } from './support/figures.js';
import { startGuardedShop, type GuardedShop } from './support/guarded-shop.js';

const BUYERS = 4;
let shop: GuardedShop;

before(async () => {
  shop = await startGuardedShop('--shadow');
});
after(async () => {
  await shop.stop();
});

test('in shadow mode everything goes through, and the log says what would have been refused', async () => {
  const { variantId, stockOnHand } = await shop.administrator.stockOf('EP-100');
  const buyers = shop.buyers(BUYERS);
  await Promise.all(buyers.map((buyer) => buyer.fillCart(variantId, 1)));
  await Promise.all(buyers.map((buyer) => buyer.goTo('ArrangingPayment')));
  await Promise.all(buyers.map((buyer) => buyer.pay()));
  await shop.administrator.captureAll();

  const orders = await shop.administrator.orders();
  tell('in shadow mode', { stockOnHand, orders });
  assert.equal(soldUnits(orders), BUYERS);
  const said = shop.printed().match(/would have been told on its way to ArrangingPayment: .*not enough/g);
  assert.equal(said?.length, BUYERS - stockOnHand);
});
