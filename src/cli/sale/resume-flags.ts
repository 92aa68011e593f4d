import { RESUME_REASON_BYTES_MAX, RESUME_VALID_MAX_MS } from '../../control/resume.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import type { ActorFlags } from './actor.js';
import type { SaleFlags } from './sale-session.js';
import { scopesOf, type ScopeFlags } from './scope-flags.js';
import { usage } from '../usage.js';

/** Flags of `saleguard resume`. */
export interface ResumeFlags extends SaleFlags, ActorFlags, ScopeFlags {
  readonly reason?: string;
  readonly holder?: string;
  readonly probe?: string;
  readonly acceptRegression?: boolean;
  readonly minutes: string;
  readonly sign?: string;
  readonly signed?: string;
}

/** What a signature is asked to say. */
export interface ResumeWish {
  readonly scope: string;
  readonly holder: string | undefined;
  readonly sample: number | undefined;
  readonly reason: string;
  readonly regression: 'accepted' | undefined;
  readonly validMs: number;
}

/** What the flags ask for. */
export type ResumePlan =
  | { readonly way: 'carry-out'; readonly file: string }
  | { readonly way: 'sign'; readonly file: string; readonly wish: ResumeWish }
  | { readonly way: 'now'; readonly wish: ResumeWish };

const MINUTE_MS = 60_000;
const MINUTES_MAX: number = RESUME_VALID_MAX_MS / MINUTE_MS;

/** @throws GuardError `usage` for flags that do not go together, and values outside their range. */
export function checkResumeFlags(flags: ResumeFlags): ResumePlan {
  const { sign, signed } = flags;
  if (signed !== undefined) {
    if (sign !== undefined)
      throw usage('--sign makes a signature, --signed carries one out: which is meant?');
    requireAlone(flags);
    return { way: 'carry-out', file: signed };
  }
  const wish = wishOf(flags);
  if (sign === undefined) return { way: 'now', wish };
  if (sign === '-') throw usage('a signature is written to a file; name it with --sign');
  return { way: 'sign', file: sign, wish };
}

/** The file says all of it. */
function requireAlone(flags: ResumeFlags): void {
  const { reason, holder, probe, acceptRegression, sku, category, channel } = flags;
  const others = [reason, holder, probe, acceptRegression, ...sku, ...category, ...channel];
  if (others.some((value) => value !== undefined))
    throw usage(
      '--signed carries out what the file says: leave --reason, --holder, --probe, --accept-regression and scopes out',
    );
}

function wishOf(flags: ResumeFlags): ResumeWish {
  const { reason, holder, probe, minutes } = flags;
  const [scope, ...others] = scopesOf(flags);
  if (scope === undefined || others.length > 0)
    throw usage('a signature is for one hold: name one scope at a time');
  if (reason === undefined || reason.trim() === '')
    throw usage('say why it may go on with --reason; the journal keeps it');
  if (Buffer.byteLength(reason) > RESUME_REASON_BYTES_MAX || /[\u0000-\u001f\u007f-\u009f]/.test(reason))
    throw usage(`--reason has up to ${RESUME_REASON_BYTES_MAX} UTF-8 bytes, in one line`);
  return {
    scope,
    holder,
    reason,
    sample: probe === undefined ? undefined : wholeOf('--probe', probe, STOCK_LIMITS.sampleMax),
    regression: flags.acceptRegression === true ? 'accepted' : undefined,
    validMs: wholeOf('--minutes', minutes, MINUTES_MAX) * MINUTE_MS,
  };
}

function wholeOf(name: string, text: string, maximum: number): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= maximum) return value;
  throw usage(`${name} ${text} is not a whole number from 1 to ${maximum}`);
}
