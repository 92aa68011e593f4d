/**
 * stock: reservation states, statuses, requests, verdicts, the `StockStore` port and its invariants.
 * May import core, money, seal, catalog. Invariant: does no I/O and knows no store; every store gives the same verdicts.
 */

/** Every limit of a stock store. A request beyond one is refused with `invalid_request`, never cut to fit. */
export const STOCK_LIMITS = {
  /** Lines of one order, after equal stock keys were summed and before. */
  linesMax: 200,
  /** Units of one line, and units an allotment may hold. Far above any sale, far below 2^53: sums stay exact. */
  quantityMax: 1_000_000_000,
  /** Identities handed in for one order: account, device, payment fingerprint... */
  ownersMax: 8,
  /** Scopes of one order beside those the store knows by itself (the sale and each stock key). */
  scopesMax: 32,
  /** UTF-8 bytes of a stock key or a scope. */
  keyBytesMax: 128,
  /** Characters of an id, a payment reference, an owner, a fingerprint, a sale id. */
  idLengthMax: 64,
  /** Milliseconds a reservation may be asked for, and each extension. */
  ttlMinMs: 1_000,
  ttlMaxMs: 604_800_000,
  /** Times a reservation may be extended, and milliseconds all extensions together may add, unless `open` says less. */
  extensionsMax: 20,
  extensionTotalMaxMs: 604_800_000,
  /** Restores of one reservation. */
  restoresMax: 200,
  /** Late payments that one reservation refuses and remembers; every later one is refused too. */
  refusedPaymentsMax: 16,
  /** Allotments of one sale that one `open` takes. */
  allotmentsMax: 50_000,
  /** UTF-8 bytes of the reason an actor gives. */
  reasonBytesMax: 200,
  /** Milliseconds a call may be given to settle. */
  deadlineMinMs: 1,
  deadlineMaxMs: 600_000,
  /** Scopes with a mode of their own in one sale. */
  scopedModesMax: 256,
  /** Trip rules of one sale, and different (rule, scope) pairs it counts at a time. */
  tripRulesMax: 32,
  countersMax: 20_000,
  /** Trips that `activity` hands out. */
  tripsKept: 64,
  /** Holds on all scopes of a sale together. */
  holdsMax: 512,
  /** New reservations a probe may let through. */
  sampleMax: 10_000,
  /** Characters of a note. */
  noteLengthMax: 2_000,
  /** Scopes and values of one signal. */
  signalScopesMax: 232,
  signalValuesMax: 200,
  /** Entries or reservations of one page. */
  pageMax: 1_000,
  /** Reservations one sweep looks at. */
  sweepMax: 2_000,
} as const;
