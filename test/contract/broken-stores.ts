import type { StockLine } from '../../src/stock/reservation.js';
import type { StockStore } from '../../src/stock/store.js';
import type { ReserveRequest } from '../../src/stock/request.js';
import type { StockCommand, StockOperation, StockOperations } from '../../src/testing/stock/command.js';
import { sendTo, storeFrom, type SendCommand } from '../../src/testing/stock/store-from.js';

/** A store that is wrong on purpose, and which parts of the kit have to notice. */
export interface BrokenStore {
  readonly fault: string;
  /** Breaks a good store. */
  readonly wrap: (store: StockStore) => StockStore;
  /** Parts that cannot see it, with the reason. */
  readonly unseen: Partial<Readonly<Record<'contract' | 'model' | 'oracle', string>>>;
}

type Command<K extends StockOperation> = Extract<StockCommand, { readonly operation: K }>;
type Verdict<K extends StockOperation> = StockOperations[K]['verdict'];
/** What a broken store does with the operations it gets wrong; it is handed the good store. */
type Changes = {
  readonly [K in StockOperation]?: (store: StockStore, command: Command<K>) => Promise<Verdict<K>>;
};

function breaking(changes: Changes): BrokenStore['wrap'] {
  return (store) => {
    const good = sendTo(store);
    const send: SendCommand = async <K extends StockOperation>(command: Command<K>): Promise<Verdict<K>> => {
      // The change found under the name of an operation takes commands of that operation.
      const change = changes[command.operation] as
        ((inner: StockStore, sent: Command<K>) => Promise<Verdict<K>>) | undefined;
      return change === undefined ? good(command) : change(store, command);
    };
    return storeFrom(store.saleId, send);
  };
}

function broken(fault: string, changes: Changes, unseen: BrokenStore['unseen'] = {}): BrokenStore {
  return { fault, wrap: breaking(changes), unseen };
}

let secrets = 0;

/** An id nobody else has. */
function secretId(): string {
  return `secret-${(secrets += 1)}`;
}

const TOLD_TRUTHFULLY = 'what was acknowledged and what is found agree';

/** The mistakes stores are known to make. */
export const BROKEN_STORES: readonly BrokenStore[] = [
  broken('takes the units again when an order is sent again', {
    reserve: async (store, { request }) => {
      const verdict = await store.reserve(request);
      if (verdict.kind === 'replayed') await store.reserve({ ...request, id: secretId() });
      return verdict;
    },
  }),
  broken('says reserved again when an order is sent again', {
    reserve: async (store, { request }) => {
      const verdict = await store.reserve(request);
      return verdict.kind === 'replayed' ? { kind: 'reserved', expiresAt: verdict.expiresAt } : verdict;
    },
  }),
  broken('sells one unit too many', {
    reserve: async (store, { request }) => {
      const verdict = await store.reserve(request);
      if (verdict.kind !== 'refused' || verdict.reason !== 'insufficient') return verdict;
      const missing = verdict.shortages.map(({ stockKey, requested, available }) => ({
        stockKey,
        quantity: requested - available,
      }));
      if (missing.some(({ quantity }) => quantity > 1)) return verdict;
      await store.restock({ id: secretId(), lines: missing });
      return store.reserve(request);
    },
  }),
  broken('gives the lines that are there when others are short', {
    reserve: async (store, { request }) => {
      const verdict = await store.reserve(request);
      if (verdict.kind !== 'refused' || verdict.reason !== 'insufficient') return verdict;
      const short = verdict.shortages.map(({ stockKey }) => stockKey);
      const lines = request.lines.filter(({ stockKey }) => !short.includes(stockKey));
      return lines.length === 0 ? verdict : store.reserve({ ...request, lines });
    },
  }),
  broken('compares each line alone', {
    reserve: async (store, { request }) => store.reserve(withBiggestLines(request)),
  }),
  broken('forgets who is behind an order but the first', {
    reserve: async (store, { request }) => store.reserve(withFirstOwner(request)),
  }),
  broken('keeps a refused order', {
    reserve: async (store, { request }) => {
      const verdict = await store.reserve(request);
      if (verdict.kind === 'refused' && verdict.reason === 'customer_limit')
        return { ...verdict, ...(await keptAnyway(store, request, verdict)) };
      return verdict;
    },
  }),
  broken(
    'takes payment after the deadline',
    {
      commit: async (store, { request }) => store.commit({ ...request, late: 'rescue' }),
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken('takes a payment later that it refused as late', {
    commit: async (store, { request }) => {
      const verdict = await store.commit(request);
      if (verdict.kind !== 'expired' || verdict.rescue?.reason !== 'payment_refused') return verdict;
      return store.commit({ ...request, paymentRef: secretId() });
    },
  }),
  broken('sells although the sale is stopped', {
    commit: async (store, { request }) => {
      const verdict = await store.commit(request);
      if (verdict.kind !== 'refused' || verdict.reason !== 'mode') return verdict;
      const { mode, scope } = verdict;
      const people = { actor: 'ops.kim', approver: 'ops.lee', reason: 'x', scope };
      // Everything that holds the scope is lifted, one by one.
      const going = await store.activity();
      const holds = going.kind === 'found' ? going.activity.holds : [];
      for (const { holder } of holds.filter((hold) => hold.scope === scope))
        await store.setMode({ ...people, mode: 'open', actor: 'ops.evil', approver: 'ops.min', holder });
      const sold = await store.commit(request);
      if (mode !== 'open' && mode !== 'probe') await store.setMode({ ...people, mode });
      return sold;
    },
  }),
  broken('does not look at the price at commit', {
    commit: async (store, { request }) => {
      const { fingerprint: _, ...others } = request;
      return store.commit(others);
    },
  }),
  broken('takes a second payment for the first', {
    commit: async (store, { request }) => {
      const verdict = await store.commit(request);
      return verdict.kind === 'duplicate_payment' ? { kind: 'already' } : verdict;
    },
  }),
  broken('forgets a commit it acknowledged', {
    commit: async (store, { request }) => {
      const found = await store.status(request.id);
      const isOpen =
        found.kind === 'found' &&
        (found.reservation.state === 'reserved' || found.reservation.state === 'paying');
      return isOpen && request.fingerprint === undefined
        ? { kind: 'committed', rescued: false }
        : store.commit(request);
    },
  }),
  broken('says released each time', {
    release: async (store, { request }) => {
      const verdict = await store.release(request);
      return verdict.kind === 'already' ? { kind: 'released' } : verdict;
    },
  }),
  broken('releases what was sold', {
    release: async (store, { request }) => {
      const verdict = await store.release(request);
      if (verdict.kind !== 'use_restore') return verdict;
      await store.restore({ id: request.id, restoreId: secretId(), to: 'stock' });
      return { kind: 'released' };
    },
  }),
  broken('restores again when an act of restoring is sent again', {
    restore: async (store, { request }) => {
      const verdict = await store.restore(request);
      return verdict.kind === 'already' ? store.restore({ ...request, restoreId: secretId() }) : verdict;
    },
  }),
  broken(
    'puts what goes to quarantine back on sale',
    {
      restore: async (store, { request }) =>
        store.restore(request.to === 'quarantine' ? { ...request, to: 'stock' } : request),
    },
    { oracle: 'nothing acknowledged tells how much is in quarantine' },
  ),
  broken(
    'expires who is paying for another shopper',
    {
      reserve: async (store, { request }) => {
        const verdict = await store.reserve(request);
        if (verdict.kind !== 'refused' || verdict.reason !== 'insufficient') return verdict;
        await store.expire({ limit: 2000 });
        return store.reserve(request);
      },
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken(
    'expires nothing',
    {
      expire: async () => Promise.resolve({ kind: 'swept', expired: 0, more: false }),
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken('leaves the older reservation standing when it is taken over', {
    supersede: async (store, { request }) => {
      const { previousId: _, ...order } = request;
      return store.reserve(order);
    },
  }),
  broken(
    'extends anew when an extension is sent again',
    {
      extend: async (store, { request }) => {
        const found = await store.status(request.id);
        const count = found.kind === 'found' ? found.reservation.extensionCount : 0;
        return store.extend(request.attempt <= count ? { ...request, attempt: count + 1 } : request);
      },
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken(
    'opens a stopped sale without a second person',
    {
      setMode: async (store, { request }) => store.setMode({ approver: 'ops.lee', ...request }),
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken(
    'lifts whatever stands, whichever hold was signed for',
    {
      setMode: async (store, { request }) => {
        const { holdSeq, ...others } = request;
        return store.setMode(Number.isSafeInteger(holdSeq) && (holdSeq ?? 0) > 0 ? others : request);
      },
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken('sells what waits for a person', {
    commit: async (store, { request }) => {
      const verdict = await store.commit(request);
      if (verdict.kind !== 'refused' || verdict.reason !== 'review') return verdict;
      await store.resolveReview({ id: request.id, decision: 'accept', actor: 'nobody', reason: 'none' });
      return store.commit(request);
    },
  }),
  broken('does not look at the price book at commit', {
    commit: async (store, { request }) => {
      const verdict = await store.commit(request);
      if (verdict.kind !== 'refused' || verdict.reason !== 'reserved_under') return verdict;
      const { epoch: _, reservedUnder: __, ...others } = request;
      return store.commit(others);
    },
  }),
  broken(
    'counts no order that its price rejected',
    { signal: async () => Promise.resolve({ kind: 'counted' }) },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken('adds units again when a restock is sent again', {
    restock: async (store, { request }) => {
      const verdict = await store.restock(request);
      if (verdict.kind === 'already') await store.restock({ ...request, id: secretId() });
      return verdict;
    },
  }),
  broken(
    'takes units from a text',
    {
      reserve: async (store, { request }) =>
        store.reserve({
          ...request,
          lines: Array.isArray(request.lines)
            ? request.lines.map((line: { stockKey: string; quantity: unknown }) => ({
                ...line,
                quantity: Number(line.quantity),
              }))
            : request.lines,
        }),
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
  broken(
    'says sold out when there is no sale',
    {
      reserve: async (store, { request }) => {
        const verdict = await store.reserve(request);
        if (verdict.kind !== 'refused' || verdict.reason !== 'unknown_sale') return verdict;
        return { kind: 'refused', reason: 'insufficient', shortages: [], nextChanceAt: undefined };
      },
    },
    { oracle: TOLD_TRUTHFULLY },
  ),
];

/** Of equal stock keys only the biggest line; a bad request as it is. */
function withBiggestLines(request: ReserveRequest): ReserveRequest {
  const given: unknown = request.lines;
  if (!Array.isArray(given) || given.length > 200) return request;
  const biggest = new Map<string, number>();
  for (const line of given as readonly unknown[]) {
    if (!isLine(line)) return request;
    biggest.set(line.stockKey, Math.max(line.quantity, biggest.get(line.stockKey) ?? 0));
  }
  const lines = [...biggest].map(([stockKey, quantity]) => ({ stockKey, quantity }));
  return { ...request, lines };
}

function isLine(line: unknown): line is StockLine {
  if (typeof line !== 'object' || line === null || !('stockKey' in line) || !('quantity' in line))
    return false;
  return typeof line.stockKey === 'string' && typeof line.quantity === 'number';
}

function withFirstOwner(request: ReserveRequest): ReserveRequest {
  if (!Array.isArray(request.owners) || request.owners.length < 2 || request.owners.length > 8)
    return request;
  const strings = request.owners.every(
    (owner: unknown) => typeof owner === 'string' && /^[\w.:-]{1,64}$/.test(owner),
  );
  return strings ? { ...request, owners: request.owners.slice(0, 1) } : request;
}

/** Writes the refused order down all the same, for somebody else, and answers the refusal. */
async function keptAnyway(
  store: StockStore,
  request: ReserveRequest,
  refusal: Verdict<'reserve'>,
): Promise<Verdict<'reserve'>> {
  await store.reserve({ ...request, owners: [`k1.${secretId()}`] });
  return refusal;
}
