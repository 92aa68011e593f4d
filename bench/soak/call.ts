import type {
  BeginPaymentRequest,
  CommitRequest,
  ExtendRequest,
  ReleaseRequest,
  ReserveRequest,
  RestoreRequest,
  SupersedeRequest,
} from '../../src/stock/request.js';
import type { StockStore } from '../../src/stock/store.js';
import type {
  CommitVerdict,
  ExtendVerdict,
  Refused,
  ReleaseVerdict,
  ReserveVerdict,
  RestoreVerdict,
  SupersedeVerdict,
  Unknown,
} from '../../src/stock/verdict.js';

/** What a shopper's order asks for, and what each is answered with. */
export interface Operations {
  readonly reserve: { readonly request: ReserveRequest; readonly verdict: ReserveVerdict };
  readonly supersede: { readonly request: SupersedeRequest; readonly verdict: SupersedeVerdict };
  readonly beginPayment: { readonly request: BeginPaymentRequest; readonly verdict: ExtendVerdict };
  readonly extend: { readonly request: ExtendRequest; readonly verdict: ExtendVerdict };
  readonly commit: { readonly request: CommitRequest; readonly verdict: CommitVerdict };
  readonly release: { readonly request: ReleaseRequest; readonly verdict: ReleaseVerdict };
  readonly restore: { readonly request: RestoreRequest; readonly verdict: RestoreVerdict };
}

export type OperationName = keyof Operations;

/** A verdict that leaves nothing open. */
export type Answer<O extends OperationName = OperationName> = Exclude<
  Operations[O]['verdict'],
  Unknown | Refused<'late' | 'unavailable'>
>;

/** One request of one operation. */
export type AnyRequest = {
  readonly [O in OperationName]: { readonly operation: O; readonly request: Operations[O]['request'] };
}[OperationName];

/** One request and what came of it; `answer` is undefined while nobody knows. */
export type Call = {
  readonly [O in OperationName]: {
    readonly operation: O;
    readonly request: Operations[O]['request'];
    readonly answer: Answer<O> | undefined;
    /** Times it was sent and stayed open: unknown, or the process ended before it was answered. */
    readonly openCount: number;
  };
}[OperationName];

/** Sends one request. */
export function send(stock: StockStore, sent: AnyRequest): Promise<Operations[OperationName]['verdict']> {
  switch (sent.operation) {
    case 'reserve':
      return stock.reserve(sent.request);
    case 'supersede':
      return stock.supersede(sent.request);
    case 'beginPayment':
      return stock.beginPayment(sent.request);
    case 'extend':
      return stock.extend(sent.request);
    case 'commit':
      return stock.commit(sent.request);
    case 'release':
      return stock.release(sent.request);
    case 'restore':
      return stock.restore(sent.request);
  }
}

/** Whether a verdict leaves open what happened, or says that nothing did only because the store was not reached. */
export function isOpen(
  verdict: Operations[OperationName]['verdict'],
): verdict is Unknown | Refused<'late' | 'unavailable'> {
  if (verdict.kind === 'unknown') return true;
  return verdict.kind === 'refused' && (verdict.reason === 'late' || verdict.reason === 'unavailable');
}
