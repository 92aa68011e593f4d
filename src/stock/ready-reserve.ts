import type { CanonicalCounted, CanonicalReserve } from './canonical.js';
import type { ReserveRequest } from './request.js';
import type { StockLine } from './reservation.js';

/**
 * A `reserve` that whoever made it vouches for: canonical, and every field within what is documented. A store of this library takes it
 * as it is, for a checkout that has read its order as strictly would pay for the check twice; to any other store, and to whoever copies
 * it, it is an ordinary {@link ReserveRequest}.
 */
export class ReadyReserve implements CanonicalReserve {
  readonly id: string;
  readonly owners: readonly string[];
  readonly lines: readonly StockLine[];
  readonly ttlMs: number | undefined;
  readonly epoch: number | undefined;
  readonly markdownMinor: number;
  readonly fingerprint: string | undefined;
  readonly scopes: readonly string[];
  readonly review: true | undefined;
  readonly counted: CanonicalCounted;
  readonly note: string | undefined;

  /** Nothing is checked or copied. @param request must be what `checkReserve` would make of itself. */
  constructor(request: Omit<CanonicalReserve, 'previousId'>) {
    this.id = request.id;
    this.owners = request.owners;
    this.lines = request.lines;
    this.ttlMs = request.ttlMs;
    this.epoch = request.epoch;
    this.markdownMinor = request.markdownMinor;
    this.fingerprint = request.fingerprint;
    this.scopes = request.scopes;
    this.review = request.review;
    this.counted = request.counted;
    this.note = request.note;
  }

  /** The same without anybody vouching for it: a store checks it like any other. */
  plain(): ReserveRequest {
    return Object.assign({}, this);
  }

  /** It takes over nothing. No field of its own: a copy of the fields is an ordinary request. */
  get previousId(): undefined {
    return undefined;
  }
}
