import { sameTripRules } from '../../stock/canonical.js';
import type { CanonicalAllotment, CanonicalOpen } from '../../stock/canonical.js';
import type { OpenVerdict } from '../../stock/verdict.js';

/** Fields a second `open` must repeat, in the order a conflict lists them. Trip rules and allotments come last. */
const SETTINGS = [
  'epoch',
  'ttlMs',
  'keyId',
  'lossBudgetMinor',
  'extensionCountMax',
  'extensionTotalMaxMs',
] as const satisfies readonly (keyof CanonicalOpen)[];

/** The answer to an `open` of a sale that is open: what counts is what it was opened with, not what came later. */
export function openAgain(config: CanonicalOpen, request: CanonicalOpen): OpenVerdict {
  const fields: string[] = SETTINGS.filter((name) => config[name] !== request[name]);
  if (!sameTripRules(config.tripRules, request.tripRules)) fields.push('tripRules');
  if (!sameAllotments(config.allotments, request.allotments)) fields.push('allotments');
  return fields.length === 0 ? { kind: 'already' } : { kind: 'conflict', fields };
}

function sameAllotments(left: readonly CanonicalAllotment[], right: readonly CanonicalAllotment[]): boolean {
  return (
    left.length === right.length &&
    left.every((allotment, index) => {
      const other = right[index];
      return (
        other?.stockKey === allotment.stockKey &&
        other.quantity === allotment.quantity &&
        other.perCustomer === allotment.perCustomer &&
        other.markdownMinor === allotment.markdownMinor
      );
    })
  );
}
