import { GuardError } from '../../core/errors.js';
import { ID_PATTERN } from '../../core/id.js';
import { shownValue } from '../../stock/shown-value.js';

/** Version of the layout of keys and records. Two versions in one sale refuse each other. */
export const LAYOUT_VERSION = '3';

/** The first part of every key unless told otherwise. */
export const DEFAULT_PREFIX = 'saleguard';

/** Every key of one sale. They share one hash tag, so a sale is one slot of a Cluster. */
export interface SaleKeys {
  /** Hash: mode, seq, clock, settings, one field for each calling process. */
  readonly meta: string;
  /** Hash: counters of each stock key. */
  readonly stock: string;
  /** Hash: one record for each id ever used. */
  readonly reservations: string;
  /** Hash: units each identity holds of limited stock keys. */
  readonly owners: string;
  /** List: ids in order of deadline. */
  readonly due: string;
  /** Sorted set: ids with a deadline of their own. */
  readonly later: string;
  /** Stream: every effect. */
  readonly journal: string;
  /** Hash: what each trip rule has counted in each scope. */
  readonly counters: string;
}

/**
 * The keys of a sale: `<prefix>:v3:{<saleId>}:<name>`.
 *
 * @throws GuardError `invalid-argument` for a sale id or prefix with other characters than `A-Z a-z 0-9 _ . : -`: braces would
 * move the hash tag and spread the sale over slots.
 */
export function saleKeys(place: { readonly saleId: string; readonly prefix?: string | undefined }): SaleKeys {
  const { prefix = DEFAULT_PREFIX } = place;
  if (typeof place.saleId !== 'string' || !ID_PATTERN.test(place.saleId))
    throw refused('saleId', place.saleId);
  // A pattern alone would turn null into the text `null`.
  if (typeof prefix !== 'string' || !ID_PATTERN.test(prefix)) throw refused('prefix', prefix);
  const base = `${prefix}:v${LAYOUT_VERSION}:{${place.saleId}}`;
  return {
    meta: `${base}:meta`,
    stock: `${base}:stock`,
    reservations: `${base}:reservations`,
    owners: `${base}:owners`,
    due: `${base}:due`,
    later: `${base}:later`,
    journal: `${base}:journal`,
    counters: `${base}:counters`,
  };
}

/** In the order every script expects. */
export function keyList(keys: SaleKeys): readonly string[] {
  return [
    keys.meta,
    keys.stock,
    keys.reservations,
    keys.owners,
    keys.due,
    keys.later,
    keys.journal,
    keys.counters,
  ];
}

function refused(name: string, value: unknown): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `${name} must be 1 to 64 of the characters A-Z a-z 0-9 _ . : -, got ${shownValue(value)}`,
  });
}
