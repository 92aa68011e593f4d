/**
 * stores/memory: the reference implementation of a stock store, in Maps.
 * May import core, catalog, stock and breaker. Invariant: given the same calls and the same clock it gives the same verdicts, always.
 */
import { checkAdjust } from '../../stock/check-adjust.js';
import { checkOpen } from '../../stock/check-open.js';
import { checkBeginPayment, checkCommit, checkExtend, checkRelease } from '../../stock/check-payment.js';
import { checkAvailability, checkExpire, checkId, checkStockKeys } from '../../stock/check-reads.js';
import { checkReserve, checkSupersede } from '../../stock/check-reserve.js';
import { checkRestore } from '../../stock/check-restore.js';
import { checkSetMode } from '../../stock/check-set-mode.js';
import { checkJournal, checkReservations } from '../../stock/check-pages.js';
import { checkResolveReview } from '../../stock/check-resolve-review.js';
import { checkSetEpoch } from '../../stock/check-set-epoch.js';
import { checkSignal } from '../../stock/check-signal.js';
import type { Checked } from '../../stock/canonical.js';
import type { OpenRequest } from '../../stock/request.js';
import type { StockStore } from '../../stock/store.js';
import type { OpenVerdict, Refused } from '../../stock/verdict.js';
import { restock, withdraw } from './adjust.js';
import { instantAt, realClock } from './clock.js';
import type { Instant } from './clock.js';
import { commit } from './commit.js';
import { setEpoch } from './epoch.js';
import { openAgain } from './open.js';
import { checkMemoryOptions } from './options.js';
import type { MemoryStockOptions } from './options.js';
import { readJournal, closeEntry } from './journal.js';
import { beginPayment, extend } from './payment.js';
import { activity, availability, reservations, snapshot, status } from './reads.js';
import { UNKNOWN_SALE } from './refusal.js';
import { release } from './release.js';
import { reserve, supersede } from './reserve.js';
import { restore } from './restore.js';
import { resolveReview } from './review.js';
import { createSale } from './sale.js';
import type { Sale } from './sale.js';
import { setMode } from './set-mode.js';
import { signal } from './signal.js';
import { expire } from './sweep.js';

/**
 * The stock of one sale in the memory of this process: for tests, for trying things out, and for a shop that is one
 * process and may forget its sale. **It serves one process only, and nothing survives the process.** Two processes with
 * a memory store each would sell the allotment twice; use `redisStock` there.
 *
 * Gives the verdicts of every other store, except those that a lost message or a lost write needs: never `unknown`, never
 * refused as `late`, `regressed`, `version` or `unavailable`. Each call takes effect at once, in the order of calls, before
 * its promise settles. Nothing is ever forgotten: memory grows with the number of reservations.
 *
 * @example
 * ```ts
 * const stock = memoryStock({ saleId: 'earphones-0801' });
 * await stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 500, perCustomer: 2 }] });
 * await stock.reserve({ id: 'order-1', owners: ['k1.a'], lines: [{ stockKey: 'EP-100', quantity: 1 }] });
 * await stock.commit({ id: 'order-1', paymentRef: 'payment-1' }); // { kind: 'committed', rescued: false }
 * ```
 * @throws GuardError `invalid-argument` for options outside what is documented.
 */
export function memoryStock(options: MemoryStockOptions): StockStore {
  const { saleId, now } = checkMemoryOptions(options);
  const host: Host = { sale: undefined, realMs: realClock(now) };
  const tellActivity = operation(host, checkNothing, activity);
  return Object.freeze<StockStore>({
    saleId,
    open: (request) => settle(() => open(host, request)),
    restock: operation(host, checkAdjust, restock),
    withdraw: operation(host, checkAdjust, withdraw),
    reserve: operation(host, checkReserve, reserve),
    supersede: operation(host, checkSupersede, supersede),
    beginPayment: operation(host, checkBeginPayment, beginPayment),
    extend: operation(host, checkExtend, extend),
    commit: operation(host, checkCommit, commit),
    release: operation(host, checkRelease, release),
    restore: operation(host, checkRestore, restore),
    expire: operation(host, checkExpire, expire),
    setMode: operation(host, checkSetMode, setMode),
    setEpoch: operation(host, checkSetEpoch, setEpoch),
    signal: operation(host, checkSignal, signal),
    resolveReview: operation(host, checkResolveReview, resolveReview),
    status: operation(host, checkId, status),
    snapshot: operation(host, checkStockKeys, snapshot),
    availability: operation(host, checkAvailability, availability),
    activity: () => tellActivity(undefined),
    journal: operation(host, checkJournal, readJournal),
    reservations: operation(host, checkReservations, reservations),
  });
}

/** One store and the sale it may have open. */
interface Host {
  sale: Sale | undefined;
  readonly realMs: () => number;
}

function open(host: Host, request: OpenRequest): OpenVerdict {
  const checked = checkOpen(request);
  if (!checked.ok) return checked.refusal;
  if (host.sale !== undefined) return openAgain(host.sale.config, checked.value);
  const realMs = host.realMs();
  host.sale = createSale(checked.value, realMs);
  closeEntry(host.sale, realMs);
  return { kind: 'opened' };
}

/** For what is asked without a request. */
function checkNothing(): Checked<undefined> {
  return { ok: true, value: undefined };
}

/** Answers a request that is bad or has no sale, and hands any other on with the instant it happens at. */
function operation<Request, Canonical, Verdict>(
  host: Host,
  check: (request: Request) => Checked<Canonical>,
  effect: (sale: Sale, instant: Instant, request: Canonical) => Verdict,
): (request: Request) => Promise<Verdict | Refused<'invalid_request' | 'unknown_sale'>> {
  return (request) =>
    settle(() => {
      const checked = check(request);
      if (!checked.ok) return checked.refusal;
      const { sale } = host;
      if (sale === undefined) return UNKNOWN_SALE;
      const instant = instantAt(sale.clock, host.realMs());
      const verdict = effect(sale, instant, checked.value);
      closeEntry(sale, instant.realMs);
      return verdict;
    });
}

/** Runs at once, unlike `then`; what is thrown becomes a rejection, as in every other store. */
function settle<Verdict>(effect: () => Verdict): Promise<Verdict> {
  return new Promise((resolve) => {
    resolve(effect());
  });
}
