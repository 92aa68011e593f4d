// Vendure as it comes: it looks at the stock when a shopper goes to the payment page, and takes units off it when the payment is there.
// In between, nobody holds anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { soldUnits, tell } from './support/figures.js';
import { startShop, type RunningShop } from './support/shop-process.js';

const BUYERS = 10;
let shop: RunningShop;

before(async () => {
  shop = await startShop(['--unguarded']);
});
after(async () => {
  await shop.stop();
});

test('without saleguard ten shoppers buy three earphones', async () => {
  const { variantId, stockOnHand } = await shop.administrator.stockOf('EP-100');
  const buyers = shop.buyers(BUYERS);
  await Promise.all(buyers.map((buyer) => buyer.fillCart(variantId, 1)));
  const atPayment = await Promise.all(buyers.map((buyer) => buyer.goTo('ArrangingPayment')));
  const paid = await Promise.all(buyers.map((buyer) => buyer.pay()));
  await shop.administrator.captureAll();

  const orders = await shop.administrator.orders();
  const { stockAllocated } = await shop.administrator.stockOf('EP-100');
  tell('without saleguard', { stockOnHand, orders });
  assert.equal(stockOnHand, 3);
  assert.deepEqual(
    [atPayment, paid].map((steps) => steps.filter(({ kind }) => kind === 'order').length),
    [BUYERS, BUYERS],
  );
  assert.equal(soldUnits(orders), BUYERS);
  // Vendure itself found units for three of the ten it took money from.
  console.log(`units Vendure set aside for them: ${stockAllocated}`);
  assert.equal(stockAllocated, stockOnHand);
});
