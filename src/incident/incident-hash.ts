import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import type { Incident } from './incident.js';

/**
 * What a plan is bound to: SHA-256, hex, of the canonical JSON of what decides it. Stages and evidence that come later leave it as it
 * is; a price, a SKU, a time or another incident does not.
 */
export function incidentSha256({ id, saleId, class: kind, currency, knownAt, subject }: Incident): string {
  const decisive = { id, saleId, class: kind, currency, knownAt, subject };
  return sha256Hex(canonicalJson(withoutUndefined(decisive)));
}
