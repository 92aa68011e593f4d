// Starts one shop of docs/frameworks.md: node framework-host.mjs <compiled block>. Prints its port, and closes when its input ends.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { builtInPolicy, createGuard, loadPriceBook } from 'saleguard';
import { memoryStock } from 'saleguard/memory';
import { PriceBookWriter } from '../../dist/book/price-book-writer.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../dist/seal/ed25519.js';

const SALE = 'earphones-0801';
const now = Date.now();
const key = signingKeyFromPem(newPrivateKeyPem());

async function priceBook() {
  const writer = new PriceBookWriter({
    header: {
      schema: 'saleguard/price-book/1',
      saleId: SALE,
      epoch: 1,
      startsAt: now - 60_000,
      endsAt: now + 3_600_000,
      sealedAt: now - 120_000,
      policyHash: 'a'.repeat(64),
      batchDigest: 'b'.repeat(64),
      promotionsSha256: undefined,
      currency: 'KRW',
      lossBudgetMinor: undefined,
      channels: [{ id: 'web', paymentMs: 600_000 }],
      approvalIds: [],
    },
  });
  writer.add({
    sku: 'EP-100',
    priceList: 'default',
    currency: 'KRW',
    priceMinor: 68_000,
    floorMinor: 68_000,
    referenceMinor: 136_000,
    referenceSource: 'history-median',
    stockKey: 'EP-100',
    allotment: 2,
    perCustomerMax: undefined,
    components: undefined,
    isGift: false,
  });
  const pieces = [];
  await writer.finish({ key, write: (piece) => void pieces.push(piece) });
  const loaded = await loadPriceBook(Readable.from(pieces), { publicKeys: [key.publicKey] });
  if (loaded.kind === 'refused') throw new Error(loaded.message);
  return loaded.book;
}

/** What a shop makes of `{ id, customer, priceMinor }`. A real one takes the price from its own pages. */
const orderOf = ({ id, customer, priceMinor }) => ({
  id,
  saleId: SALE,
  customer: [customer],
  channel: 'web',
  currency: 'KRW',
  lines: [{ lineId: '1', sku: 'EP-100', quantity: 1, unitPriceMinor: priceMinor }],
});

const stock = memoryStock({ saleId: SALE, now: Date.now });
await stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 2 }], epoch: 1 });
const tell = (event) => console.error(event);
const guard = createGuard({
  priceBook: await priceBook(),
  stock,
  policy: builtInPolicy(),
  onStoreFailure: 'reject',
  on: { trip: tell, shortfall: tell, latePayment: () => undefined, regression: tell },
  pollMs: 0,
});

const { startShop } = await import(pathToFileURL(process.argv[2]).href);
const server = await startShop(guard, orderOf, 0);
if (!server.listening) await once(server, 'listening');
console.log(`listening on ${server.address().address} ${server.address().port}`);
process.stdin.resume();
await once(process.stdin, 'end');
server.closeAllConnections();
server.close();
await guard.close();
