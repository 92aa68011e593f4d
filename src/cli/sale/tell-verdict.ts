import type { Refusal, Unknown } from '../../stock/verdict.js';
import { plainText } from '../../text/plain-text.js';
import { EXIT_FAILED, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { holdsText } from './holds-text.js';

/** What stands between a request and its effect. */
export type Hindrance =
  | ({ readonly kind: 'refused' } & Refusal)
  | Unknown
  | { readonly kind: 'conflict'; readonly fields: readonly string[] };

/** Stock keys named in one sentence. */
const NAMED_MAX = 10;

/** Tells why nothing was done, or that nobody knows, on standard error; gives the exit code. */
export function tellHindrance(verdict: Hindrance, io: Pick<CliIo, 'stderr'>): ExitCode {
  io.stderr.write(`saleguard: ${plainText(hindranceText(verdict))}\n`);
  if (verdict.kind === 'refused' && verdict.reason === 'held') io.stderr.write(holdsText(verdict.holds));
  return couldNotRun(verdict) ? EXIT_FAILED : EXIT_FINDINGS;
}

function couldNotRun(verdict: Hindrance): boolean {
  if (verdict.kind === 'unknown') return true;
  if (verdict.kind === 'conflict') return false;
  const { reason } = verdict;
  return (
    reason === 'invalid_request' ||
    reason === 'unknown_sale' ||
    reason === 'late' ||
    reason === 'version' ||
    reason === 'unavailable'
  );
}

/** One sentence, and what to do about it. */
export function hindranceText(verdict: Hindrance): string {
  if (verdict.kind === 'unknown')
    return `no answer from the store (${verdict.because}: ${verdict.message}): it may have happened or not. Run the same command again: it has one effect however often it is sent`;
  if (verdict.kind === 'conflict')
    return `refused, nothing was changed: the same was asked for before with other content (${verdict.fields.join(', ')})`;
  return `refused, nothing was changed: ${reasonText(verdict)}`;
}

/** Why the store refused, in words. */
export function reasonText(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'invalid_request':
      return `${refusal.field}: ${refusal.message}`;
    case 'unknown_sale':
      return 'no sale of this id is open in this store; check --sale and --prefix, or open it first ("saleguard open")';
    case 'unknown_sku':
      return `not on sale: ${namedText(refusal.stockKeys)}`;
    case 'mode':
      return `${refusal.scope} is in mode ${refusal.mode}`;
    case 'regressed':
      return 'the store lost writes it had acknowledged. Put the counters right first; then "saleguard resume --accept-regression"';
    case 'insufficient':
      return `too few units are free: ${refusal.shortages
        .slice(0, NAMED_MAX)
        .map(
          ({ stockKey, requested, available, reserved }) =>
            `${stockKey} ${requested} asked, ${available} free, ${reserved} reserved`,
        )
        .join('; ')}`;
    case 'late':
      return 'it reached the store too late; try again';
    case 'version':
      return `another release of saleguard serves this sale (layout ${refusal.version}); use that one`;
    case 'unavailable':
      return `the store cannot do it at the moment (${refusal.error})`;
    case 'approver':
      return 'a less strict mode needs the signature of somebody who neither placed the hold nor carries this out ("saleguard resume")';
    case 'held':
      return refusal.holds.length === 0
        ? 'this hold is not there any more'
        : 'which hold is meant is not clear, or it is not there any more; these stand on the scope:';
    case 'owner_key':
      return `customers are known by another key (${refusal.keyId})`;
    default:
      // The other reasons answer a checkout, not an operator.
      return refusal.reason;
  }
}

function namedText(names: readonly string[]): string {
  const more = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
