import type { StockCommand, StockOperations } from '../../src/testing/stock/command.js';
import type { Unanswered } from '../../src/testing/stock/unanswered.js';

/** What a shopper's order asks for. */
export type OrderOperation =
  'reserve' | 'supersede' | 'beginPayment' | 'extend' | 'commit' | 'release' | 'restore';

/** A verdict that leaves nothing open. */
export type Answer<O extends OrderOperation = OrderOperation> = Exclude<
  StockOperations[O]['verdict'],
  Unanswered
>;

/** One request of one operation. */
export type OrderCommand<O extends OrderOperation = OrderOperation> = Extract<
  StockCommand,
  { readonly operation: O }
>;

/** One request and what came of it; `answer` is undefined while nobody knows. */
export type Call = {
  readonly [O in OrderOperation]: OrderCommand<O> & {
    readonly answer: Answer<O> | undefined;
    /** Times it was sent and stayed open: unknown, or the process ended before it was answered. */
    readonly openCount: number;
  };
}[OrderOperation];
