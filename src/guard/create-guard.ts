import { GuardError } from '../core/errors.js';
import { prepareOrderRules } from '../pricing/order/order-rules.js';
import { shownValue } from '../stock/shown-value.js';
import { admit } from './admit.js';
import { Alarms } from './alarms.js';
import type { StoreTimer } from './ask-store.js';
import { checkOptions } from './check-options.js';
import { commit } from './commit.js';
import { putInForce, type Desk } from './desk.js';
import { Fingerprints } from './fingerprint.js';
import type { Guard } from './guard.js';
import { isObserved, observed } from './observe.js';
import type { GuardOptions } from './options.js';
import { OrderScopes } from './order-scopes.js';
import { beginPayment, extend, release, resolveReview } from './payment.js';
import { replacePriceBook } from './replace-book.js';
import { resume } from './resume.js';
import { Signals } from './signals.js';
import type { AdmitVerdict, ShadowVerdict } from './verdict.js';
import { Watch } from './watch.js';

/**
 * Makes the guard of one sale in this process: what a checkout imports. Every call settles with a verdict, by the deadline of the
 * store's calls it takes (one for most; up to three where a price book was replaced), and none rejects.
 *
 * Polls the store for what other processes caused (see `pollMs`) until `close`; its timer does not keep the process alive.
 *
 * @example
 * ```ts
 * const guard = createGuard({
 *   priceBook,
 *   stock,
 *   policy,
 *   onStoreFailure: 'reject',
 *   on: { trip: page, shortfall: page, latePayment: refund, regression: page },
 * });
 * const verdict = await guard.admit(order);
 * if (verdict.kind === 'admitted') await guard.commit({ id: order.id, paymentRef, order });
 * ```
 * @throws GuardError `invalid-argument` that names every problem of the options and what to do about each; `policy` for a policy
 * that `loadPolicyText` did not make.
 */
export function createGuard(options: GuardOptions): Guard {
  const desk = makeDesk(options);
  let replacing: Promise<unknown> = Promise.resolve();
  const guard: Guard = {
    saleId: desk.saleId,
    get epoch() {
      return desk.inForce.epoch;
    },
    // Nothing is made for listeners that are not there: this call is every order of the sale.
    admit: (order) =>
      isObserved('admit')
        ? observed('admit', desk, {
            channel: () => channelOf(order),
            run: (timer) => answer(desk, order, timer),
          })
        : answer(desk, order, undefined),
    commit: (request) =>
      isObserved('commit')
        ? observed('commit', desk, { run: (timer) => commit(desk, request, timer) })
        : commit(desk, request, undefined),
    release: (request) => observed('release', desk, { run: (timer) => release(desk, request, timer) }),
    extend: (request) => observed('extend', desk, { run: (timer) => extend(desk, request, timer) }),
    beginPayment: (request) =>
      observed('beginPayment', desk, {
        channel: () => channelOf(request),
        run: (timer) => beginPayment(desk, request, timer),
      }),
    resume: (request) => observed('resume', desk, { run: (timer) => resume(desk, request, timer) }),
    resolveReview: (request) =>
      observed('resolveReview', desk, { run: (timer) => resolveReview(desk, request, timer) }),
    // One after the other: what a book is compared with must still be in force when it takes its place.
    replacePriceBook: (book, replaceOptions) => {
      const run = (): ReturnType<Guard['replacePriceBook']> =>
        observed('replacePriceBook', desk, {
          run: (timer) => replacePriceBook(desk, book, { options: replaceOptions, timer }),
        });
      const next = replacing.then(run, run);
      replacing = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      await Promise.all([desk.watch.close(), desk.signals.settled()]);
    },
  };
  desk.watch.start();
  return Object.freeze(guard);
}

function makeDesk(options: GuardOptions): Desk {
  const { priceBook, stock, policy, onStoreFailure, on, mode, now, pollMs } = checkOptions(options);
  const { saleId } = stock;
  const alarms = new Alarms({ saleId, handlers: on, mode });
  const clock = tolerant(now, alarms);
  const desk: Desk = {
    saleId,
    stock,
    policy: policy.guard,
    rules: prepareOrderRules({ guard: policy.guard, deepFromBps: policy.breaker.deepFromBps }),
    onStoreFailure,
    mode,
    now: clock,
    form: { saleId, categorySeparator: policy.catalog.categorySeparator },
    scopes: new OrderScopes(),
    fingerprints: new Fingerprints(),
    alarms,
    watch: new Watch({
      stock,
      alarms,
      pollMs,
      now: clock,
      lossBudgetMinor: () => desk.inForce.book.header.lossBudgetMinor,
    }),
    signals: new Signals({ saleId, alarms }, stock),
    inForce: putInForce(priceBook),
  };
  return desk;
}

function answer(desk: Desk, order: unknown, timer: StoreTimer | undefined): Promise<AdmitVerdict> {
  const verdict = admit(desk, order, timer);
  return desk.mode === 'enforce' ? verdict : verdict.then(shadowed);
}

function shadowed(would: ShadowVerdict): AdmitVerdict {
  return { kind: 'shadowed', id: would.id, would };
}

/** A clock that gives no time, or throws, is told of and gives NaN: nothing is sold by a clock that does not go. */
function tolerant(now: () => number, alarms: Alarms): () => number {
  let isTold = false;
  return () => {
    try {
      const answered: unknown = now();
      const time = typeof answered === 'number' ? Math.floor(answered) : Number.NaN;
      if (Number.isSafeInteger(time) && time >= 0) return time;
      throw new GuardError({
        code: 'invalid-argument',
        message: `the clock handed in as \`now\` gives ${shownValue(answered)}, expected epoch ms: every order is rejected`,
      });
    } catch (error) {
      if (!isTold) alarms.error(error);
      isTold = true;
      return Number.NaN;
    }
  };
}

/** For an event only; whatever was handed in. */
function channelOf(request: unknown): string | undefined {
  try {
    const { channel } = request as { readonly channel?: unknown };
    return typeof channel === 'string' ? channel.slice(0, 64) : undefined;
  } catch {
    return undefined;
  }
}
