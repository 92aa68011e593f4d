import { randomBytes } from 'node:crypto';
import type { EpochMs } from '../core/clock.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import type { SignedMessage, SigningKey } from '../seal/ed25519.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import type { ModeHold } from '../stock/mode.js';

/** Name of the format of a {@link Resume}; it stands before what is signed. */
export const RESUME_SCHEMA = 'saleguard/resume/1';

/** Longest time between signature and expiry, ms: who signs has looked at the sale as it is now. */
export const RESUME_VALID_MAX_MS: number = 24 * 3_600_000;

/** UTF-8 bytes of the reason: the journal keeps it together with the name of the signature. */
export const RESUME_REASON_BYTES_MAX = 160;

/** A person's word that one hold of a sale may go: bound to this hold, and to no later one of the same holder. */
export interface Resume {
  readonly schema: typeof RESUME_SCHEMA;
  readonly saleId: string;
  /** `sale`, `sku:EP-100`, `category:Audio`... */
  readonly scope: string;
  /** Whose hold: a person, or `trip:<rule id>`. */
  readonly holder: string;
  /** Sequence of the effect that made the hold. */
  readonly holdSeq: number;
  /** `open` lifts it, `probe` lets a bounded sample through first. */
  readonly to: 'open' | 'probe';
  /** New reservations that a probe lets through; undefined for `open`. */
  readonly sample: number | undefined;
  /** Why it may go on: 1 to 160 UTF-8 bytes, no personal data. */
  readonly reason: string;
  /** The store lost writes and the counters were put right: required for the hold `trip:regressed`, and for no other. */
  readonly regression: 'accepted' | undefined;
  readonly signedAt: EpochMs;
  /** From this instant on it is void. */
  readonly expiresAt: EpochMs;
  /** 32 hex digits from the CSPRNG. */
  readonly nonce: string;
}

/** A {@link Resume} with the Ed25519 signature of one person's key over its canonical JSON. */
export interface SignedResume {
  readonly resume: Resume;
  /** See `keyIdOf`. */
  readonly keyId: string;
  /** Base64, 64 bytes. */
  readonly signature: string;
}

/** What a person means to sign. */
export interface ResumeIntent {
  readonly saleId: string;
  /** The hold that may go, as the store tells it in `activity`. */
  readonly hold: Pick<ModeHold, 'scope' | 'holder' | 'seq'>;
  /** New reservations that a probe lets through first; undefined lifts the hold. */
  readonly sample?: number | undefined;
  /** See {@link Resume.reason}. */
  readonly reason: string;
  /** See {@link Resume.regression}. */
  readonly regression?: 'accepted' | undefined;
  readonly now: EpochMs;
  /** How long the signature is good, ms: 1 to {@link RESUME_VALID_MAX_MS}. */
  readonly validMs: number;
}

const ID_DIGITS = 16;
const NONCE_BYTES = 16;

/**
 * Writes down what {@link signResume} is to sign: good from `now` for `validMs`, with a nonce of its own. Judges nothing: a
 * validity out of range is refused by `checkResume`, a reason or a sample out of range by the store.
 *
 * @example
 * const resume = draftResume({ saleId: stock.saleId, hold, reason: 'price corrected', now: Date.now(), validMs: 600_000 });
 * const verdict = await resumeSale(stock, { signed: signResume(resume, key), policy, now: Date.now() });
 */
export function draftResume(intent: ResumeIntent): Resume {
  const { saleId, hold, sample, reason, regression, now, validMs } = intent;
  return {
    schema: RESUME_SCHEMA,
    saleId,
    scope: hold.scope,
    holder: hold.holder,
    holdSeq: hold.seq,
    to: sample === undefined ? 'open' : 'probe',
    sample,
    reason,
    regression,
    signedAt: now,
    expiresAt: now + validMs,
    nonce: randomBytes(NONCE_BYTES).toString('hex'),
  };
}

/** What names it in the journal: the first 16 hex digits of the SHA-256 of its canonical JSON. */
export function resumeIdOf(resume: Resume): string {
  return sha256Hex(resumeText(resume)).slice(0, ID_DIGITS);
}

/** Signs it. Whether the signature counts is for `checkResume` to say. */
export function signResume(resume: Resume, key: SigningKey): SignedResume {
  return { resume, keyId: key.keyId, signature: key.sign(messageOf(resume)) };
}

/** What it has to be verified for. */
export function resumeMessageOf({ resume, signature }: SignedResume): SignedMessage {
  return { message: messageOf(resume), signature };
}

/** The text of a file that holds it: canonical JSON and a line end. */
export function resumeFileText(signed: SignedResume): string {
  return `${canonicalJson(withoutUndefined(signed))}\n`;
}

/** The name of the format stands before the text, so that a signature of anything else is never one of a resume. */
function messageOf(resume: Resume): string {
  return `${RESUME_SCHEMA}\n${resumeText(resume)}`;
}

function resumeText(resume: Resume): string {
  return canonicalJson(withoutUndefined(resume));
}
