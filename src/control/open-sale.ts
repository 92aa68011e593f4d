import { GuardError } from '../core/errors.js';
import type { StockStore } from '../stock/store.js';
import type { OpenVerdict } from '../stock/verdict.js';
import type { OpenNote, OpenProblem } from './open-notes.js';
import { prepareSale, type OpenSaleOptions } from './open-request.js';

/** A sale that is open. */
export interface OpenedSale<K extends 'opened' | 'already'> {
  readonly kind: K;
  readonly stockKeys: number;
  readonly notes: readonly OpenNote[];
}

/** The answer to {@link openSale}. */
export type OpenSaleVerdict =
  /** On sale from now on, or was before, with this very content. */
  | OpenedSale<'opened'>
  | OpenedSale<'already'>
  /** The book or the policy does not make a sale; nothing was sent to the store. */
  | { readonly kind: 'unfit'; readonly problems: readonly OpenProblem[] }
  | Exclude<OpenVerdict, { readonly kind: 'opened' | 'already' }>;

/**
 * Opens a sale from its price book: allotments, customer limits, epoch, loss budget, trip rules. Sent again it answers `already`;
 * `conflict` when the sale is open under other content (a later book goes into force with `guard.replacePriceBook`).
 *
 * @throws GuardError `invalid-argument` when the store is the one of another sale than the book's; what the store throws.
 * @example
 * ```ts
 * const opened = await openSale(stock, { book, policy, now: Date.now() });
 * if (opened.kind === 'unfit') throw new Error(opened.problems[0]?.problem);
 * ```
 */
export async function openSale(
  stock: Pick<StockStore, 'saleId' | 'open'>,
  options: OpenSaleOptions,
): Promise<OpenSaleVerdict> {
  const { saleId } = options.book.header;
  if (stock.saleId !== saleId) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `the price book is of the sale ${saleId}, the store of ${stock.saleId}; make the store for ${saleId}`,
    });
  }
  const prepared = prepareSale(options);
  if (prepared.kind === 'unfit') return prepared;
  const verdict = await stock.open(prepared.request);
  if (verdict.kind !== 'opened' && verdict.kind !== 'already') return verdict;
  const { kind } = verdict;
  const seen = { stockKeys: prepared.request.allotments.length, notes: prepared.notes };
  return kind === 'opened' ? { kind, ...seen } : { kind, ...seen };
}
