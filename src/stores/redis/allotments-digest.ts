import { createHash } from 'node:crypto';
import type { CanonicalAllotment } from '../../stock/canonical.js';
import { GS, US } from './separators.js';

/** Says whether two lists of allotments are the same, without keeping one. */
export function allotmentsDigest(allotments: readonly CanonicalAllotment[]): string {
  const texts = allotments.map(({ stockKey, quantity, perCustomer = 0, markdownMinor = 0 }) =>
    [stockKey, quantity, perCustomer, markdownMinor].join(US),
  );
  return createHash('sha256').update(texts.join(GS)).digest('base64url');
}
