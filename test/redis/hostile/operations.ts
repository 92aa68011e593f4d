import type { StockStore } from '../../../src/stock/store.js';
import type { StockVerdict } from '../../../src/testing/stock/command.js';

const LINES = [{ stockKey: 'EP-100', quantity: 1 }];

const ADDED = [{ stockKey: 'EP-300', quantity: 5 }];

/** A good call of each operation on the sale of these tests; `act` of an id that is reserved, paying or bought there. */
export interface GoodCall {
  readonly name: string;
  /** `reads`: changes nothing by its nature. */
  readonly nature: 'acts' | 'reads';
  readonly act: (stock: StockStore) => Promise<StockVerdict>;
}

/** Ids of the sale these calls are made on: see `soldSale`. */
export const GOOD_CALLS: readonly GoodCall[] = [
  acts('restock', (stock) => stock.restock({ id: 'a1', lines: LINES })),
  acts('withdraw', (stock) => stock.withdraw({ id: 'a2', lines: LINES })),
  acts('reserve', (stock) => stock.reserve({ id: 'new', owners: ['k1.ann'], lines: LINES, epoch: 7 })),
  acts('reserve of more than there is', (stock) =>
    stock.reserve({ id: 'much', owners: ['k1.new'], lines: [{ stockKey: 'EP-200', quantity: 900 }] }),
  ),
  acts('supersede', (stock) =>
    stock.supersede({ id: 'new', owners: ['k1.ann'], lines: LINES, previousId: 'reserved' }),
  ),
  acts('beginPayment', (stock) => stock.beginPayment({ id: 'reserved', ttlMs: 60_000 })),
  acts('extend', (stock) => stock.extend({ id: 'reserved', attempt: 1, ttlMs: 700_000 })),
  acts('commit', (stock) => stock.commit({ id: 'paying', paymentRef: 'p1' })),
  acts('late commit', (stock) => stock.commit({ id: 'lapsed', paymentRef: 'p1', late: 'rescue' })),
  acts('release', (stock) => stock.release({ id: 'reserved' })),
  acts('restore', (stock) => stock.restore({ id: 'bought', restoreId: 'r1', to: 'stock' })),
  acts('expire', (stock) => stock.expire()),
  acts('setMode', (stock) => stock.setMode({ mode: 'drain', actor: 'kim', reason: 'a test' })),
  acts('setEpoch', (stock) =>
    stock.setEpoch({ epoch: 8, overlapMs: 60_000, actor: 'kim', reason: 'a test', added: ADDED }),
  ),
  acts('signal', (stock) => stock.signal({ id: 's1', scopes: ['sku:EP-100'], rejected: true })),
  acts('resolveReview', (stock) =>
    stock.resolveReview({ id: 'waiting', decision: 'accept', actor: 'kim', reason: 'a test' }),
  ),
  reads('activity', (stock) => stock.activity()),
  reads('journal', (stock) => stock.journal()),
  reads('reservations', (stock) => stock.reservations()),
  reads('open', (stock) => stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 1 }] })),
  reads('status', (stock) => stock.status('reserved')),
  reads('snapshot', (stock) => stock.snapshot()),
  reads('snapshot of one', (stock) => stock.snapshot({ stockKeys: ['EP-100'] })),
  reads('availability', (stock) => stock.availability()),
];

function acts(name: string, act: GoodCall['act']): GoodCall {
  return { name, nature: 'acts', act };
}

function reads(name: string, act: GoodCall['act']): GoodCall {
  return { name, nature: 'reads', act };
}
