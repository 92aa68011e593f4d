// The same shop with saleguard: a real Redis, a sealed price book, and the plugin. One unit is free again after the second test; the
// tests after it take it and give it back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Buyer } from './support/buyer.js';
import { soldUnits, tell } from './support/figures.js';
import { startGuardedShop, type GuardedShop } from './support/guarded-shop.js';
import { stateOf, wordsOf } from './support/wording.js';

const BUYERS = 10;
const SOLD_OUT = /not enough/;
/** KRW 129,000 and KRW 5 as Vendure counts them. */
const APPROVED = 12_900_000;
const MISTAKEN = 500;

let shop: GuardedShop;
let variantId: string;
/** Those who did not get one. */
let unlucky: readonly Buyer[] = [];

before(async () => {
  shop = await startGuardedShop();
  ({ variantId } = await shop.administrator.stockOf('EP-100'));
});
after(async () => {
  await shop.stop();
});

/** A shopper who comes now. */
function someone(): Buyer {
  const [buyer] = shop.buyers(1);
  assert.ok(buyer);
  return buyer;
}

async function atMistakenPrice<T>(run: () => Promise<T>): Promise<T> {
  await shop.administrator.setPrice(variantId, MISTAKEN);
  try {
    return await run();
  } finally {
    await shop.administrator.setPrice(variantId, APPROVED);
  }
}

test('with saleguard three of ten shoppers buy three earphones, and seven are told that they are sold out', async () => {
  const { stockOnHand } = await shop.administrator.stockOf('EP-100');
  const buyers = shop.buyers(BUYERS);
  await Promise.all(buyers.map((buyer) => buyer.fillCart(variantId, 1)));
  const steps = await Promise.all(buyers.map((buyer) => buyer.goTo('ArrangingPayment')));
  unlucky = buyers.filter((_, index) => steps[index]?.kind === 'refused');
  const lucky = buyers.filter((buyer) => !unlucky.includes(buyer));
  const paid = await Promise.all(lucky.map((buyer) => buyer.pay()));
  await shop.administrator.captureAll();

  const orders = await shop.administrator.orders();
  tell('with saleguard', { stockOnHand, orders });
  const words = steps.filter(({ kind }) => kind === 'refused').map(wordsOf);
  console.log(`told to ${words.length} shoppers: ${[...new Set(words)].join(' / ')}`);
  assert.equal(words.length, BUYERS - stockOnHand);
  for (const one of words) assert.match(one, SOLD_OUT);
  assert.deepEqual(
    paid.map(stateOf),
    lucky.map(() => 'PaymentAuthorized'),
  );
  assert.equal(soldUnits(orders), stockOnHand);
});

test('a cancelled order gives its unit back, and one more shopper gets it', async () => {
  const bought = (await shop.administrator.orders()).find(({ state }) => state === 'PaymentSettled');
  assert.ok(bought);
  assert.equal(await shop.administrator.cancel(bought.id), 'Cancelled');
  const [next, last] = unlucky;
  assert.ok(next && last);
  assert.equal(stateOf(await next.goTo('ArrangingPayment')), 'ArrangingPayment');
  assert.match(wordsOf(await last.goTo('ArrangingPayment')), SOLD_OUT);
});

test('a shopper who goes back to the cart gives the unit back, and may come again', async () => {
  const [first, second] = unlucky;
  assert.ok(first && second);
  assert.equal(stateOf(await first.goTo('AddingItems')), 'AddingItems');
  assert.equal(stateOf(await second.goTo('ArrangingPayment')), 'ArrangingPayment');
  assert.match(wordsOf(await first.goTo('ArrangingPayment')), SOLD_OUT);
  assert.equal(stateOf(await second.goTo('AddingItems')), 'AddingItems');
  assert.equal(stateOf(await first.goTo('ArrangingPayment')), 'ArrangingPayment');
  assert.equal(stateOf(await first.goTo('AddingItems')), 'AddingItems');
});

test('an item at a mistaken KRW 5 does not get into the cart', async () => {
  const buyer = someone();
  const step = await atMistakenPrice(() => buyer.add(variantId, 1));
  console.log(`told at KRW 5: ${wordsOf(step)}`);
  assert.equal(step.kind === 'refused' && step.errorCode, 'ORDER_INTERCEPTOR_ERROR');
  assert.match(wordsOf(step), /price of this item cannot be confirmed/);
  assert.equal(stateOf(await buyer.add(variantId, 1)), 'AddingItems');
});

test('an order at KRW 5 does not get to the payment page, however the price came into the cart', async () => {
  const buyer = someone();
  await buyer.add(variantId, 1);
  const step = await atMistakenPrice(async () => {
    await buyer.fillIn();
    return await buyer.goTo('ArrangingPayment');
  });
  console.log(`told at the payment page: ${wordsOf(step)}`);
  assert.equal(step.kind === 'refused' && step.errorCode, 'ORDER_STATE_TRANSITION_ERROR');
  assert.match(wordsOf(step), /price/);
});

test('a coupon that nobody approved does not get to the payment page', async () => {
  const buyer = someone();
  await buyer.fillCart(variantId, 1);
  await shop.administrator.addCoupon('NINETY-NINE', { code: 'order_percentage_discount', discount: '99' });
  const cart = await buyer.applyCoupon('NINETY-NINE');
  assert.equal(cart.kind === 'order' && cart.totalWithTax, 129_000 + 300_000);
  assert.match(wordsOf(await buyer.goTo('ArrangingPayment')), /price/);
});

test('a coupon that is applied on the payment page, after the order was judged, does not get through', async () => {
  const buyer = someone();
  await buyer.fillCart(variantId, 1);
  assert.equal(stateOf(await buyer.goTo('ArrangingPayment')), 'ArrangingPayment');
  const cheaper = await buyer.applyCoupon('NINETY-NINE');
  assert.ok(cheaper.kind === 'order' && cheaper.totalWithTax < APPROVED);
  assert.match(wordsOf(await buyer.pay()), /order has changed/);
  assert.equal(stateOf(await buyer.goTo('AddingItems')), 'AddingItems');
});

test('an amount in fractions of a won is refused, in words', async () => {
  const buyer = someone();
  await buyer.fillCart(variantId, 1);
  await shop.administrator.addCoupon('TEN-AND-A-HALF', { code: 'order_fixed_discount', discount: '1050' });
  await buyer.applyCoupon('TEN-AND-A-HALF');
  assert.match(wordsOf(await buyer.goTo('ArrangingPayment')), /1050 .* no whole number .* KRW/);
});

test('a payment that comes when the units are gone is declined, in words, and the shopper may come again', async () => {
  const buyer = someone();
  await buyer.fillCart(variantId, 1);
  const step = await buyer.goTo('ArrangingPayment');
  assert.ok(step.kind === 'order');
  assert.equal((await shop.stock.release({ id: `${step.code}.1` })).kind, 'released');
  const paid = await buyer.pay();
  assert.equal(paid.kind === 'refused' && paid.errorCode, 'PAYMENT_DECLINED_ERROR');
  assert.match(wordsOf(paid), /no longer kept for this order/);
  const row = (await shop.administrator.orders()).find(({ code }) => code === step.code);
  assert.deepEqual([row?.state, row?.payments.map(({ state }) => state)], ['ArrangingPayment', ['Declined']]);
  assert.match(shop.printed(), new RegExp(`give back payment pay-${step.code}\\.1`));
  await buyer.goTo('AddingItems');
  assert.equal(stateOf(await buyer.goTo('ArrangingPayment')), 'ArrangingPayment');
  await buyer.goTo('AddingItems');
});

test('while Redis does not answer nothing is sold and nothing is given back; afterwards the same order goes on', async () => {
  const buyer = someone();
  await buyer.fillCart(variantId, 1);
  await shop.redis.pause();
  const refused = await buyer.goTo('ArrangingPayment');
  shop.redis.resume();
  assert.match(wordsOf(refused), /checking/);
  const step = await buyer.goTo('ArrangingPayment');
  assert.equal(stateOf(step), 'ArrangingPayment');

  await shop.redis.pause();
  const paid = await buyer.pay();
  shop.redis.resume();
  assert.equal(stateOf(paid), 'ArrangingPayment');
  const code = step.kind === 'order' ? step.code : '';
  const row = (await shop.administrator.orders()).find((order) => order.code === code);
  assert.deepEqual(
    row?.payments.map(({ state }) => state),
    ['Authorized'],
  );
  assert.equal(stateOf(await buyer.goTo('PaymentAuthorized')), 'PaymentAuthorized');
});

test('the figures agree at the end: nothing was sold twice, nothing is left set aside', async () => {
  await shop.administrator.captureAll();
  const orders = await shop.administrator.orders();
  const verdict = await shop.stock.snapshot();
  assert.ok(verdict.kind === 'found');
  const [counters] = verdict.snapshot.counters;
  tell('at the end', { stockOnHand: counters?.allotment ?? 0, orders });
  assert.equal(soldUnits(orders), 3);
  assert.deepEqual(
    { reserved: counters?.reserved, committed: counters?.committed, available: counters?.available },
    { reserved: 0, committed: 3, available: 0 },
  );
});
