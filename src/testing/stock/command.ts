/**
 * testing/stock: conformance kit of a stock store: commands, arbitraries, a sequential model, an oracle and the store contract.
 * May import core and stock. Invariant: knows no store but through the `StockStore` port, and no test runner.
 */
import type { StockStore } from '../../stock/store.js';
import type { ActivityVerdict, StatusVerdict } from '../../stock/verdict.js';

/** Every operation of a stock store with what it takes and what it answers. */
export interface StockOperations extends OperationsOf<
  Exclude<keyof StockStore, 'saleId' | 'status' | 'activity'>
> {
  /** The store takes a bare id; written down, every request is an object. */
  readonly status: { readonly request: { readonly id: string }; readonly verdict: StatusVerdict };
  /** The store takes nothing. */
  readonly activity: { readonly request: Readonly<Record<string, never>>; readonly verdict: ActivityVerdict };
}

type OperationsOf<Name extends Exclude<keyof StockStore, 'saleId'>> = {
  readonly [K in Name]: {
    readonly request: Exclude<Parameters<StockStore[K]>[0], undefined>;
    readonly verdict: Awaited<ReturnType<StockStore[K]>>;
  };
};

/** Name of an operation: the method of `StockStore`. */
export type StockOperation = keyof StockOperations;

/** The record makes the compiler ask for each. */
const OPERATIONS: Readonly<Record<StockOperation, true>> = {
  open: true,
  restock: true,
  withdraw: true,
  reserve: true,
  supersede: true,
  beginPayment: true,
  extend: true,
  commit: true,
  release: true,
  restore: true,
  expire: true,
  setMode: true,
  status: true,
  snapshot: true,
  availability: true,
  setEpoch: true,
  signal: true,
  resolveReview: true,
  activity: true,
  journal: true,
  reservations: true,
};

/** Every operation by name. */
// Object.keys forgets the names.
export const STOCK_OPERATIONS: readonly StockOperation[] = Object.keys(OPERATIONS) as StockOperation[];

/** One call that can be written down, sent, and sent again. */
export type StockCommand = {
  readonly [K in StockOperation]: { readonly operation: K; readonly request: StockOperations[K]['request'] };
}[StockOperation];

/** The command of an operation and a request of its own. */
export function commandOf<K extends StockOperation>(
  operation: K,
  request: StockOperations[K]['request'],
): StockCommand {
  // The pair is one of the union; the compiler does not follow a generic name into it.
  return { operation, request } as StockCommand;
}

/** What any operation may answer. */
export type StockVerdict = StockOperations[StockOperation]['verdict'];

/**
 * A call that settled. `sentAt` and `settledAt` are steps of any counter that grows with every send and every answer: a call
 * surely ran after another one when it was sent after the other had settled.
 */
export type StockCall = {
  readonly [K in StockOperation]: {
    readonly operation: K;
    readonly request: StockOperations[K]['request'];
    readonly verdict: StockOperations[K]['verdict'];
    readonly sentAt: number;
    readonly settledAt: number;
  };
}[StockOperation];

/** What came of a command. The verdict is the answer to this very command. */
export function callOf(
  { operation, request }: StockCommand,
  verdict: StockVerdict,
  steps: Pick<StockCall, 'sentAt' | 'settledAt'>,
): StockCall {
  // The compiler cannot tie the verdict to the member of the union.
  return { operation, request, verdict, ...steps } as StockCall;
}

/** Sends a command to a store. Answers, and throws, what the store does. */
export function sendCommand(store: StockStore, command: StockCommand): Promise<StockVerdict> {
  switch (command.operation) {
    case 'open':
      return store.open(command.request);
    case 'restock':
      return store.restock(command.request);
    case 'withdraw':
      return store.withdraw(command.request);
    case 'reserve':
      return store.reserve(command.request);
    case 'supersede':
      return store.supersede(command.request);
    case 'beginPayment':
      return store.beginPayment(command.request);
    case 'extend':
      return store.extend(command.request);
    case 'commit':
      return store.commit(command.request);
    case 'release':
      return store.release(command.request);
    case 'restore':
      return store.restore(command.request);
    case 'expire':
      return store.expire(command.request);
    case 'setMode':
      return store.setMode(command.request);
    case 'status':
      return store.status(command.request.id);
    case 'snapshot':
      return store.snapshot(command.request);
    case 'availability':
      return store.availability(command.request);
    case 'setEpoch':
      return store.setEpoch(command.request);
    case 'signal':
      return store.signal(command.request);
    case 'resolveReview':
      return store.resolveReview(command.request);
    case 'activity':
      return store.activity();
    case 'journal':
      return store.journal(command.request);
    case 'reservations':
      return store.reservations(command.request);
  }
}
