import type { ApprovalPerson, ApprovalPolicy } from '../catalog/approval.js';
import { REGRESSED_TRIP } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import { signatureVerifier } from '../seal/ed25519.js';
import { tripHolder } from '../stock/mode.js';
import { resumeMessageOf, RESUME_VALID_MAX_MS, type Resume, type SignedResume } from './resume.js';

/** Why a signature does not let a sale go on, in the order they are looked for. */
export const RESUME_REFUSALS = [
  'no-people',
  'unknown-key',
  'bad-signature',
  'role-may-not',
  'other-sale',
  'signer-is-holder',
  'signer-is-actor',
  'not-yet-signed',
  'expired',
  'valid-too-long',
  'regression-not-accepted',
  'not-regressed',
] as const;

/** A reason of {@link RESUME_REFUSALS}. */
export type ResumeRefusal = (typeof RESUME_REFUSALS)[number];

/** What a signed resume is held against. */
export interface ResumeBench {
  readonly approvals: ApprovalPolicy | undefined;
  readonly saleId: string;
  /** Who carries it out, by the opaque id; undefined when the signer does. */
  readonly actor: string | undefined;
  readonly now: EpochMs;
}

/** How a signed resume stands. */
export type CheckedResume =
  | { readonly kind: 'stands'; readonly signer: ApprovalPerson }
  | { readonly kind: 'refused'; readonly refusal: ResumeRefusal };

/** Ms by which a clock that signs may be ahead of the one that carries out. */
const CLOCK_SKEW_MS = 60_000;

/** Holder of the hold that the store places when it has lost writes. */
export const REGRESSED_HOLDER: string = tripHolder(REGRESSED_TRIP);

/**
 * Whether a signature lets its hold go: made by the key of a person whose role may resume, who is neither the holder nor the one
 * who carries it out, and in time. That the hold is still the one that was signed for is for the store to say, in the step that
 * lifts it.
 */
export function checkResume(signed: SignedResume, bench: ResumeBench): CheckedResume {
  const { approvals } = bench;
  if (approvals === undefined) return refused('no-people');
  const signer = approvals.people.find(({ keyId }) => keyId === signed.keyId);
  if (signer === undefined) return refused('unknown-key');
  if (!signatureVerifier(signer.publicKey)(resumeMessageOf(signed))) return refused('bad-signature');
  const role = approvals.roles.find(({ name }) => name === signer.role);
  if (role?.mayResume !== true) return refused('role-may-not');
  const refusal = refusalOf(signed.resume, signer.id, bench);
  return refusal === undefined ? { kind: 'stands', signer } : refused(refusal);
}

function refusalOf(resume: Resume, signer: string, bench: ResumeBench): ResumeRefusal | undefined {
  const { saleId, holder, signedAt, expiresAt, regression } = resume;
  if (saleId !== bench.saleId) return 'other-sale';
  if (holder === signer) return 'signer-is-holder';
  if (bench.actor === signer) return 'signer-is-actor';
  if (signedAt > bench.now + CLOCK_SKEW_MS) return 'not-yet-signed';
  if (bench.now >= expiresAt) return 'expired';
  if (expiresAt - signedAt > RESUME_VALID_MAX_MS) return 'valid-too-long';
  if (holder === REGRESSED_HOLDER && regression === undefined) return 'regression-not-accepted';
  if (holder !== REGRESSED_HOLDER && regression !== undefined) return 'not-regressed';
  return undefined;
}

function refused(refusal: ResumeRefusal): CheckedResume {
  return { kind: 'refused', refusal };
}
