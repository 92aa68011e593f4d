import type { PriceBookEntry, PriceBookHeader } from '../../src/catalog/price-book.js';

/** A prime, so that counting in steps of it meets every number once, in an order that is not that of a book. */
const STEP = 7_919_341;
/** Park and Miller's generator: the same entries on every machine. */
const MULTIPLIER = 48_271;
const MODULUS = 2_147_483_647;

export const HEADER: PriceBookHeader = {
  schema: 'saleguard/price-book/1',
  saleId: 'bench-2026',
  epoch: 1,
  startsAt: Date.UTC(2026, 7, 1),
  endsAt: Date.UTC(2026, 7, 8),
  sealedAt: Date.UTC(2026, 6, 31),
  policyHash: '0'.repeat(64),
  batchDigest: '1'.repeat(64),
  promotionsSha256: undefined,
  currency: 'KRW',
  lossBudgetMinor: 1_000_000_000,
  channels: [{ id: 'web', paymentMs: 600_000 }],
  approvalIds: [],
};

/** SKU of a number: one in ten is written in Korean, one in fifty holds a quote. */
export function skuOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  if (number % 10 === 3) return `행사-${digits}`;
  return number % 50 === 7 ? `TV-27"-${digits}` : `SKU-${digits}`;
}

/** Entries of a large sale in no order, one at a time; one in ten is sold to members by a price list of its own. */
export function* entriesOf(count: number): Generator<PriceBookEntry, void, undefined> {
  let state = 1;
  const below = (limit: number): number => {
    state = (state * MULTIPLIER) % MODULUS;
    return state % limit;
  };
  for (let at = 0; at < count; at++) {
    const number = (at * STEP) % count;
    const sku = skuOf(number);
    const isForMembers = number % 10 === 1;
    const referenceMinor = 1_000 + below(500_000);
    const priceMinor = Math.ceil(referenceMinor * (0.3 + below(60) / 100));
    yield {
      sku,
      priceList: isForMembers ? 'members' : 'default',
      currency: 'KRW',
      priceMinor,
      floorMinor: Math.floor(priceMinor * 0.9),
      referenceMinor,
      referenceSource: at % 3 === 0 ? 'list-price' : 'history-median',
      stockKey: isForMembers ? `${sku}@members` : sku,
      allotment: below(10) < 8 ? below(1_000) : undefined,
      perCustomerMax: 2,
      components: undefined,
      isGift: false,
    };
  }
}
