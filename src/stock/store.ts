import type {
  AdjustRequest,
  AvailabilityRequest,
  BeginPaymentRequest,
  CommitRequest,
  ExpireRequest,
  ExtendRequest,
  JournalRequest,
  OpenRequest,
  ReleaseRequest,
  ReservationsRequest,
  ReserveRequest,
  ResolveReviewRequest,
  RestoreRequest,
  SetEpochRequest,
  SetModeRequest,
  SignalRequest,
  StockKeysRequest,
  SupersedeRequest,
} from './request.js';
import type {
  ActivityVerdict,
  AdjustVerdict,
  AvailabilityVerdict,
  CommitVerdict,
  ExpireVerdict,
  ExtendVerdict,
  JournalVerdict,
  OpenVerdict,
  ReleaseVerdict,
  ReservationsVerdict,
  ReserveVerdict,
  ResolveReviewVerdict,
  RestoreVerdict,
  SetEpochVerdict,
  SetModeVerdict,
  SignalVerdict,
  SnapshotVerdict,
  StatusVerdict,
  SupersedeVerdict,
} from './verdict.js';

/**
 * The stock of one sale. Every operation settles by the store's deadline with a verdict; expected outcomes are never thrown.
 *
 * Guarantees, whatever is retried, cut, crashed or reordered: the units reserved and committed of a stock key never exceed its
 * allotment; an order gets all its lines or none; one id has at most one effect; a refused request has none.
 *
 * @throws GuardError `corrupt-state` when what the store holds is not what this library wrote, `store-configuration` when
 * the store refuses the client (rights, password): both mean that nothing was changed.
 */
export interface StockStore {
  readonly saleId: string;
  open(request: OpenRequest): Promise<OpenVerdict>;
  restock(request: AdjustRequest): Promise<AdjustVerdict>;
  /** Takes units that are still available. */
  withdraw(request: AdjustRequest): Promise<AdjustVerdict>;
  reserve(request: ReserveRequest): Promise<ReserveVerdict>;
  supersede(request: SupersedeRequest): Promise<SupersedeVerdict>;
  beginPayment(request: BeginPaymentRequest): Promise<ExtendVerdict>;
  extend(request: ExtendRequest): Promise<ExtendVerdict>;
  commit(request: CommitRequest): Promise<CommitVerdict>;
  release(request: ReleaseRequest): Promise<ReleaseVerdict>;
  restore(request: RestoreRequest): Promise<RestoreVerdict>;
  /** Expires what is due, at most `limit` reservations; any number of sweepers may run. */
  expire(request?: ExpireRequest): Promise<ExpireVerdict>;
  setMode(request: SetModeRequest): Promise<SetModeVerdict>;
  /** Puts another price book in force; the one before is taken for a while longer. */
  setEpoch(request: SetEpochRequest): Promise<SetEpochVerdict>;
  /** Tells the trip rules of an order that its price rejected: no units, no record. Its effect may be a trip. */
  signal(request: SignalRequest): Promise<SignalVerdict>;
  resolveReview(request: ResolveReviewRequest): Promise<ResolveReviewVerdict>;
  status(id: string): Promise<StatusVerdict>;
  snapshot(request?: StockKeysRequest): Promise<SnapshotVerdict>;
  availability(request?: AvailabilityRequest): Promise<AvailabilityVerdict>;
  /** Modes, trips and totals: what a live view and an alarm need. */
  activity(): Promise<ActivityVerdict>;
  journal(request?: JournalRequest): Promise<JournalVerdict>;
  /** Every reservation, page by page. */
  reservations(request?: ReservationsRequest): Promise<ReservationsVerdict>;
}
