import { digestOf } from './fingerprint.js';
import { unapprovedValues } from '../pricing/order/unapproved-values.js';
import { NOT_IN_BOOK, type OrderGroup } from '../pricing/order/order-group.js';
import { stockScope } from '../pricing/order/scopes.js';
import type { OrderFinding } from '../catalog/order-finding.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import { SALE_SCOPE } from '../stock/mode.js';
import type { SignalRequest } from '../stock/request.js';
import type { StockStore } from '../stock/store.js';
import type { SignalVerdict } from '../stock/verdict.js';
import { askStore, type Asker } from './ask-store.js';
import { RecentIds } from './recent-ids.js';

/** Rejected orders remembered, so that a shopper who tries again counts once. */
const IDS_KEPT = 10_000;
/** Signals under way at a time. Beyond it a caller waits: a flood of bad orders must not fill the memory of the process. */
const UNDER_WAY_MAX = 1_000;

/** An order that its price rejected. */
export interface RejectedOrder {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly findings: readonly OrderFinding[];
  readonly groups: readonly OrderGroup[];
}

/**
 * Tells the trip rules of orders that their price rejected: each id once in this process. The verdict does not wait for it, as no
 * answer changes it.
 */
export class Signals {
  readonly #asker: Asker;
  readonly #stock: StockStore;
  readonly #recent = new RecentIds(IDS_KEPT);
  readonly #underWay = new Set<Promise<void>>();

  constructor(asker: Asker, stock: StockStore) {
    this.#asker = asker;
    this.#stock = stock;
  }

  /** Settles at once, or when there is room again. */
  async tell(order: RejectedOrder): Promise<void> {
    if (!this.#recent.add(order.id)) return;
    const sent = this.#send(order);
    this.#underWay.add(sent);
    void sent.finally(() => this.#underWay.delete(sent));
    if (this.#underWay.size > UNDER_WAY_MAX) await sent;
  }

  /** Answers when everything told was answered. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #send(order: RejectedOrder): Promise<void> {
    // Made within the question: a price book that throws here is told of like a store that does.
    const ask = (): Promise<SignalVerdict> => this.#stock.signal(signalOf(order));
    const verdict = await askStore(this.#asker, 'signal', { ask, timer: undefined });
    // Not counted, as far as is known: the next attempt of the same order may count.
    if (verdict.kind !== 'counted') this.#recent.forget(order.id);
  }
}

/**
 * A stock key is named only where one of its own lines is to blame: what is bought together with a mispriced SKU is not mispriced.
 */
function signalOf({ id, scopes, findings, groups }: RejectedOrder): SignalRequest {
  const all = new Set(scopes);
  const blocking = findings.filter(({ severity }) => severity === 'block');
  const isWholeOrder = blocking.some(({ sku }) => sku === undefined);
  for (const group of groups) {
    if (group.ordinal === NOT_IN_BOOK) continue;
    if (isWholeOrder || blocking.some((finding) => isAbout(finding, group)))
      all.add(stockScope(group.stockKey));
  }
  const values = unapprovedValues({ findings, groups }, digestOf)
    .filter(({ scope }) => scope === SALE_SCOPE || all.has(scope))
    .slice(0, STOCK_LIMITS.signalValuesMax);
  return {
    id,
    scopes: [...all],
    flagged: true,
    rejected: true,
    ...(values.length > 0 ? { values } : {}),
  };
}

function isAbout({ sku, priceList }: OrderFinding, group: OrderGroup): boolean {
  return sku === group.sku && priceList === group.priceList;
}
