import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { loadPriceBook } from '../../../src/book/load-price-book.js';
import type { PriceBook } from '../../../src/book/price-book.js';
import type { CheckoutOrder } from '../../../src/catalog/order.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import { instrument } from '../../../src/otel/instrument.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { bookBytes, entryOf, HEADER, SEALER } from '../book/sample-book.js';
import { Collected } from './collected.js';

const NOW = HEADER.startsAt + 1_000;

describe('a guard that is observed', () => {
  it('is told of by what it did, and by no id, SKU, customer or payment', async () => {
    const sdk = new Collected();
    const stop = instrument(sdk);
    const stock = memoryStock({ saleId: HEADER.saleId, now: () => NOW });
    await stock.open({
      allotments: [{ stockKey: 'EP-SECRET', quantity: 5 }],
      epoch: HEADER.epoch,
      lossBudgetMinor: 50_000_000,
    });
    const silent = (): void => undefined;
    const guard = createGuard({
      priceBook: await book(),
      stock,
      policy: builtInPolicy(),
      onStoreFailure: 'reject',
      on: { trip: silent, shortfall: silent, latePayment: silent, regression: silent },
      now: () => NOW,
      pollMs: 100,
    });

    expect(await guard.admit(order('o-SECRET-1', 12_900))).toMatchObject({ kind: 'admitted' });
    expect(await guard.admit(order('o-SECRET-2', 1_290))).toMatchObject({ kind: 'rejected' });
    expect(await guard.commit({ id: 'o-SECRET-1', paymentRef: 'pay-SECRET' })).toMatchObject({
      kind: 'committed',
    });
    expect(await guard.release({ id: 'o-SECRET-9' })).toMatchObject({ kind: 'unknown_id' });
    await waitUntil({ what: 'a poll after the order', timeoutMs: 10_000 }, () => spentIn(sdk));
    expect(await sdk.samples('saleguard.loss_budget.spent')).toMatchObject([{ value: 7_000 }]);
    const said = JSON.stringify([
      await sdk.metrics(),
      sdk.spans.map(({ name, attributes }) => [name, attributes]),
    ]);
    const orders = await sdk.samples('saleguard.orders');
    await guard.close();
    stop();

    expect(orders.map(({ attributes }) => attributes['saleguard.verdict'])).toEqual(['admitted', 'rejected']);
    expect(sdk.spans.map(({ name }) => name)).toEqual([
      'saleguard.admit',
      'saleguard.admit',
      'saleguard.commit',
      'saleguard.release',
    ]);
    expect(said).toContain('"saleguard.operation":"reserve"');
    expect(said).not.toContain('SECRET');
  });
});

/** Undefined until a poll has seen the order. */
async function spentIn(sdk: Collected): Promise<unknown> {
  const [sample] = await sdk.samples('saleguard.loss_budget.spent');
  return sample?.value === 0 ? undefined : sample?.value;
}

async function book(): Promise<PriceBook> {
  const bytes = await bookBytes([entryOf('EP-SECRET')]);
  const loaded = await loadPriceBook(Readable.from([bytes]), { publicKeys: [SEALER.publicKey] });
  if (loaded.kind === 'refused') throw new Error(loaded.message);
  return loaded.book;
}

function order(id: string, unitPriceMinor: number): CheckoutOrder {
  return {
    id,
    saleId: HEADER.saleId,
    customer: ['k1:customer-SECRET'],
    channel: 'web',
    currency: 'KRW',
    lines: [{ lineId: 'line-SECRET', sku: 'EP-SECRET', quantity: 1, unitPriceMinor }],
  };
}
