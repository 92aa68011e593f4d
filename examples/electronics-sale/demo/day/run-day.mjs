// One sale day, told twice with the same visits and the same feed: with the guard, and with the counter that many shops run.
import { createReadStream, readFileSync } from 'node:fs';
import { createGuard, loadPolicyText, loadPriceBook, openSale, signingKeyFromPem } from 'saleguard';
import { ROOT } from '../saleguard.mjs';
import { CLEARANCE } from './day-words.mjs';
import { accountOf } from './account-of.mjs';
import { GuardedCheckout, KEY_ID } from './guarded-checkout.mjs';
import { NaiveCheckout } from './naive-checkout.mjs';
import { Operator } from './operator.mjs';
import { Shop } from './shop.mjs';
import { visitsOf } from './shoppers.mjs';
import { VirtualTime } from './virtual-time.mjs';

const SEED = 20261127;

/** The headphones a feed is about to misprice. */
export const MISTAKEN = 'HP-1901';
/** How many other offers people look at. */
const OTHERS = 40;

/**
 * @param makeStock makes the store of a sale, given the clock of the day.
 * @returns both accounts, the trips and what the operator did.
 */
export async function runDay({ book: bookPath, policy: policyPath, leadKey, makeStock }) {
  const policy = loadPolicyText(textOf(policyPath), { file: policyPath });
  const key = signingKeyFromPem(textOf(leadKey));
  const loaded = await loadPriceBook(createReadStream(new URL(bookPath, ROOT)), {
    publicKeys: [key.publicKey],
  });
  if (loaded.kind === 'refused') throw new Error(`${bookPath}, line ${loaded.line}: ${loaded.message}`);
  const { book } = loaded;
  const entries = new Map(
    [...book.entries()].filter(({ priceList }) => priceList === 'default').map((one) => [one.sku, one]),
  );
  const story = storyOf(entries);
  const guarded = await withGuard({ book, policy, key, entries, story, makeStock });
  const naive = await withCounter({ startsAt: book.header.startsAt, entries, story });
  return { book, entries, story, guarded, naive };
}

/** The visits, and the price the feed will write: a tenth. */
function storyOf(entries) {
  const others = [...entries.values()]
    .filter(({ sku, isGift, allotment }) => !isGift && allotment > 0 && sku !== CLEARANCE && sku !== MISTAKEN)
    .map(({ sku }) => sku);
  // Spread over the catalogue, not its first shelf.
  const step = Math.max(1, Math.floor(others.length / OTHERS));
  const seen = others.filter((_, index) => index % step === 0);
  return {
    visits: visitsOf({ seed: SEED, clearance: CLEARANCE, mistaken: MISTAKEN, others: seen }),
    mistaken: MISTAKEN,
    wrongPriceMinor: Math.floor(entries.get(MISTAKEN).priceMinor / 10),
  };
}

async function withGuard({ book, policy, key, entries, story, makeStock }) {
  const time = new VirtualTime(book.header.startsAt);
  const place = await makeStock({ saleId: book.header.saleId, now: () => time.now });
  const { stock } = place;
  const opened = await openSale(stock, { book, policy, now: time.now, customerKeyId: KEY_ID });
  if (opened.kind !== 'opened') throw new Error(`the sale did not open: ${JSON.stringify(opened)}`);
  const operator = new Operator({ time, stock, policy, key });
  const guard = createGuard({
    priceBook: book,
    stock,
    policy,
    onStoreFailure: 'reject',
    now: () => time.now,
    // The operator of this story asks by the clock of the story.
    pollMs: 0,
    on: {
      trip: (trip) => operator.hear(trip),
      shortfall: (what) => operator.hear(what),
      latePayment: (payment) => operator.refund(payment),
      regression: (what) => operator.hear(what),
    },
  });
  const shop = shopOf({ time, checkout: new GuardedCheckout(guard), entries });
  shop.schedule(story);
  operator.watch();
  await time.run();
  await guard.close();
  const snapshot = await stock.snapshot();
  const activity = await stock.activity();
  await place.close();
  return {
    account: accountOf(shop.orders, entries),
    orders: shop.orders,
    snapshot: snapshot.snapshot,
    activity: activity.activity,
    log: operator.log,
  };
}

async function withCounter({ startsAt, entries, story }) {
  const time = new VirtualTime(startsAt);
  const allotments = [...entries.values()].map(({ sku, allotment }) => [sku, allotment]);
  const shop = shopOf({ time, checkout: new NaiveCheckout({ time, allotments }), entries });
  shop.schedule(story);
  await time.run();
  return { account: accountOf(shop.orders, entries), orders: shop.orders };
}

function shopOf({ time, checkout, entries }) {
  return new Shop({
    time,
    checkout,
    prices: [...entries.values()].map(({ sku, priceMinor }) => [sku, priceMinor]),
  });
}

function textOf(path) {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
