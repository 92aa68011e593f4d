import { GuardError } from '../../core/errors.js';
import { ID_PATTERN } from '../../core/id.js';
import { shownValue } from '../../stock/shown-value.js';
import { DEFAULT_PREFIX } from './keys.js';

/** The keys of one ledger, in the order every script of it expects. They share one hash tag. */
export interface LedgerKeys {
  /** List: all lines. */
  readonly lines: string;
  /** Hash: who writes, and until when. */
  readonly lease: string;
}

/**
 * The keys of an incident's ledger: `<prefix>:ledger:v1:{<incidentId>}:<name>`.
 *
 * @throws GuardError `invalid-argument` for an incident id or prefix with other characters than `A-Z a-z 0-9 _ . : -`.
 */
export function ledgerKeys(place: {
  readonly incidentId: string;
  readonly prefix?: string | undefined;
}): LedgerKeys {
  const { incidentId, prefix = DEFAULT_PREFIX } = place;
  if (typeof incidentId !== 'string' || !INCIDENT_ID.test(incidentId))
    throw refused('incidentId', incidentId);
  if (typeof prefix !== 'string' || !ID_PATTERN.test(prefix)) throw refused('prefix', prefix);
  const base = `${prefix}:ledger:v1:{${incidentId}}`;
  return { lines: `${base}:lines`, lease: `${base}:lease` };
}

/** A sale's id and what names the incident in it. */
const INCIDENT_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

function refused(name: string, value: unknown): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `${name} must be of the characters A-Z a-z 0-9 _ . : - and not too long, got ${shownValue(value)}`,
  });
}
