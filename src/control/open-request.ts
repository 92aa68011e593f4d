/**
 * control: what an operator does to a live sale: open it from a price book, hold it, let it go on by signature, export it.
 * May import the pure rooms, wire, guard and ports. Invariant: knows no store but through the port; reads no clock and no file.
 */
import type { PriceBook } from '../book/price-book.js';
import { compileBreaker } from '../breaker/compile-breaker.js';
import type { PriceBookEntry } from '../catalog/price-book.js';
import { DAY_MS, type EpochMs } from '../core/clock.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { Allotment, OpenRequest } from '../stock/request.js';
import type { Policy } from '../wire/policy.js';
import type { OpenNote, OpenProblem } from './open-notes.js';
import { componentsBeyondLimit, StockTable } from './stock-table.js';

/** What a sale is opened from. */
export interface OpenSaleOptions {
  /** A verified price book (see `loadPriceBook`). */
  readonly book: PriceBook;
  /** Its `breaker` section says what stops the sale by itself, `guard.reservationMs` how long a reservation stands. */
  readonly policy: Policy;
  /** Epoch ms: the sale must not be over, nor begin in a far future. */
  readonly now: EpochMs;
  /** Key of `customerRef`: pins it, so that a rotation cannot reset customer limits. Any key unless told. */
  readonly customerKeyId?: string | undefined;
}

/** A price book as what a store is opened with, or what stands against it. */
export type PreparedSale =
  | { readonly kind: 'ready'; readonly request: OpenRequest; readonly notes: readonly OpenNote[] }
  | { readonly kind: 'unfit'; readonly problems: readonly OpenProblem[] };

/** Days before its start from which a sale may be opened: earlier is most likely the wrong book or a wrong year. */
export const OPEN_DAYS_MAX = 14;

/** SKUs named in one problem. */
const NAMED_MAX = 10;

/**
 * Turns a price book and a policy into the request that opens the sale: one allotment for each stock key (entries that share one
 * are counted once), the customer limits, the markdown of one unit, the epoch, the loss budget, and the trip rules of the policy.
 *
 * The same book and policy always give the same request, so that opening twice is opening once.
 */
export function prepareSale({ book, policy, now, customerKeyId }: OpenSaleOptions): PreparedSale {
  const { header } = book;
  const table = new StockTable(header.currency);
  const unstocked: string[] = [];
  let unstockedCount = 0;
  for (const entry of book.entries()) {
    if (needsAllotment(entry)) {
      unstockedCount += 1;
      if (unstocked.length < NAMED_MAX) unstocked.push(entry.sku);
    } else table.see(entry);
  }
  const problems = windowProblems(book, now);
  if (unstockedCount > 0) problems.push({ problem: 'no-allotment', skus: unstocked, count: unstockedCount });
  problems.push(...table.problems());
  const allotments = table.allotments();
  if (allotments.length > STOCK_LIMITS.allotmentsMax) {
    const max = STOCK_LIMITS.allotmentsMax;
    problems.push({ problem: 'too-many-stock-keys', count: allotments.length, max });
  }
  if (problems.length > 0) return { kind: 'unfit', problems };
  const request: OpenRequest = {
    allotments,
    epoch: header.epoch,
    lossBudgetMinor: header.lossBudgetMinor,
    ttlMs: policy.guard.reservationMs,
    tripRules: compileBreaker(policy.breaker),
    ...(customerKeyId === undefined ? {} : { keyId: customerKeyId }),
  };
  return { kind: 'ready', request, notes: notesOf(request, book, table) };
}

/** A bundle without an allotment of its own is bounded by what it is made of. */
function needsAllotment({ allotment, components }: PriceBookEntry): boolean {
  return allotment === undefined && components === undefined;
}

function windowProblems(book: PriceBook, now: EpochMs): OpenProblem[] {
  const { startsAt, endsAt } = book.header;
  if (book.windowAt(now) === 'over') return [{ problem: 'over', endsAt }];
  if (startsAt - now <= OPEN_DAYS_MAX * DAY_MS) return [];
  return [{ problem: 'too-early', startsAt, daysMax: OPEN_DAYS_MAX }];
}

function notesOf(request: OpenRequest, book: PriceBook, table: StockTable): OpenNote[] {
  const notes: OpenNote[] = [
    ...table.notes(),
    ...componentsBeyondLimit(book.entries(), limitsOf(request.allotments)),
  ];
  if (request.lossBudgetMinor === undefined) notes.push({ note: 'no-loss-budget' });
  if ((request.tripRules ?? []).length === 0) notes.push({ note: 'no-trip-rules' });
  return notes;
}

function limitsOf(allotments: readonly Allotment[]): ReadonlyMap<string, number> {
  return new Map(
    allotments.flatMap(({ stockKey, perCustomer }) =>
      perCustomer === undefined ? [] : [[stockKey, perCustomer] as const],
    ),
  );
}
