/**
 * testing/stock: conformance kit of a stock store: commands, arbitraries, a sequential model, an oracle and the store contract.
 * May import core and stock. Invariant: knows no store but through the `StockStore` port, and no test runner.
 */
import type {
  AdjustRequest,
  AvailabilityRequest,
  BeginPaymentRequest,
  CommitRequest,
  ExpireRequest,
  ExtendRequest,
  OpenRequest,
  ReleaseRequest,
  ReserveRequest,
  RestoreRequest,
  SetModeRequest,
  StockKeysRequest,
  SupersedeRequest,
} from '../../stock/request.js';
import type { StockStore } from '../../stock/store.js';
import type {
  AdjustVerdict,
  AvailabilityVerdict,
  CommitVerdict,
  ExpireVerdict,
  ExtendVerdict,
  OpenVerdict,
  ReleaseVerdict,
  ReserveVerdict,
  RestoreVerdict,
  SetModeVerdict,
  SnapshotVerdict,
  StatusVerdict,
  SupersedeVerdict,
} from '../../stock/verdict.js';

/** Every operation of a stock store with what it takes and what it answers. */
export interface StockOperations {
  readonly open: { readonly request: OpenRequest; readonly verdict: OpenVerdict };
  readonly restock: { readonly request: AdjustRequest; readonly verdict: AdjustVerdict };
  readonly withdraw: { readonly request: AdjustRequest; readonly verdict: AdjustVerdict };
  readonly reserve: { readonly request: ReserveRequest; readonly verdict: ReserveVerdict };
  readonly supersede: { readonly request: SupersedeRequest; readonly verdict: SupersedeVerdict };
  readonly beginPayment: { readonly request: BeginPaymentRequest; readonly verdict: ExtendVerdict };
  readonly extend: { readonly request: ExtendRequest; readonly verdict: ExtendVerdict };
  readonly commit: { readonly request: CommitRequest; readonly verdict: CommitVerdict };
  readonly release: { readonly request: ReleaseRequest; readonly verdict: ReleaseVerdict };
  readonly restore: { readonly request: RestoreRequest; readonly verdict: RestoreVerdict };
  readonly expire: { readonly request: ExpireRequest; readonly verdict: ExpireVerdict };
  readonly setMode: { readonly request: SetModeRequest; readonly verdict: SetModeVerdict };
  readonly status: { readonly request: { readonly id: string }; readonly verdict: StatusVerdict };
  readonly snapshot: { readonly request: StockKeysRequest; readonly verdict: SnapshotVerdict };
  readonly availability: { readonly request: AvailabilityRequest; readonly verdict: AvailabilityVerdict };
}

/** Name of an operation: the method of `StockStore`. */
export type StockOperation = keyof StockOperations;

/** One call that can be written down, sent, and sent again. */
export type StockCommand = {
  readonly [K in StockOperation]: { readonly operation: K; readonly request: StockOperations[K]['request'] };
}[StockOperation];

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
  }
}
