import type { ApprovalPerson, ApprovalPolicy } from '../catalog/approval.js';
import { foldedPersonId } from '../catalog/person-id.js';
import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import type { EpochMs } from '../core/clock.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { signatureVerifier, type SignedMessage, type SigningKey } from '../seal/ed25519.js';
import { newNonce } from '../seal/nonce.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import type { PlanApproval, PlanHeader, PlanTotals, PlanTrailer } from './plan.js';

/** What stands before the text that is signed, so that a signature of anything else is never one of a plan. */
export const PLAN_APPROVAL_SCHEMA = 'saleguard/plan-approval/1';

/** Ms by which a clock that signs may be ahead of the one that carries out. */
const CLOCK_SKEW_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Why a plan may not be carried out, whoever signed it. */
export const PLAN_REFUSALS = [
  'no-people',
  'no-remedy-policy',
  'other-policy',
  'other-incident',
  'not-yet-made',
  'plan-expired',
  'void-signature',
  'too-few-signatures',
] as const;

/** A reason of {@link PLAN_REFUSALS}. */
export type PlanRefusal = (typeof PLAN_REFUSALS)[number];

/** Why a signature of a plan does not count, in the order in which they are looked for. */
export const SIGNATURE_REFUSALS = [
  'other-plan',
  'unknown-key',
  'bad-signature',
  'other-person',
  'role-may-not',
  'signer-is-maker',
  'signed-twice',
  'not-yet-signed',
  'expired',
  'valid-too-long',
] as const;

/** A reason of {@link SIGNATURE_REFUSALS}. */
export type SignatureRefusal = (typeof SIGNATURE_REFUSALS)[number];

/** Signatures that only stop counting with time, and void nothing else; every other refusal voids the whole file. */
const OUTLIVED: ReadonlySet<SignatureRefusal> = new Set(['expired', 'signed-twice']);

/** The parts of a shop's policy that say whose signatures count; a `Policy` is one. */
export interface PlanApprovalPolicy {
  readonly approvals: ApprovalPolicy | undefined;
  readonly remedy: RemedyPolicy | undefined;
}

/** What the signatures of a plan are held against. */
export interface PlanBench {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  /** In the order of the file. */
  readonly approvals: readonly PlanApproval[];
  /** In force now: the one a plan was made by stands in the plan, and its maker wrote it there. */
  readonly policy: PlanApprovalPolicy;
  readonly now: EpochMs;
  /** `incidentSha256` of the incident it is to be carried out for; undefined where none is at hand. */
  readonly incidentSha256?: string | undefined;
}

/** How one signature stands. */
export type SignatureStanding =
  | { readonly kind: 'stands'; readonly signer: ApprovalPerson }
  | { readonly kind: 'refused'; readonly refusal: SignatureRefusal };

/** How a plan stands. */
export interface CheckedPlan {
  readonly kind: 'approved' | 'refused';
  /** Why the plan as a whole may not be carried out; empty when it may. */
  readonly refusals: readonly PlanRefusal[];
  /** Of each signature, in the order of the file. */
  readonly signatures: readonly SignatureStanding[];
  /** Different people whose signatures it needs, and those whose count. */
  readonly signersNeeded: 1 | 2;
  readonly signers: readonly string[];
}

/**
 * Everything that may leave the shop by a plan: refunds, voids, points given back, coupons if every one is used, and what is given
 * away by honouring. Minor units; Infinity beyond 2^53 - 1.
 */
export function worstCaseMinor(totals: PlanTotals): number {
  const { refundMinor, voidMinor, points, couponWorstMinor, honouredMinor } = totals;
  const worst = refundMinor + voidMinor + points + couponWorstMinor + honouredMinor;
  return Number.isSafeInteger(worst) ? worst : Infinity;
}

/** How many different people have to sign a plan. */
export function planSignersNeeded(
  totals: PlanTotals,
  { twoFromOrders, twoFromMinor }: RemedyPolicy['approvals'],
): 1 | 2 {
  return totals.orders >= twoFromOrders || worstCaseMinor(totals) >= twoFromMinor ? 2 : 1;
}

/** What a person means to sign. */
export interface PlanApprovalIntent {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  /** Whose key it is. */
  readonly signer: ApprovalPerson;
  readonly key: SigningKey;
  readonly now: EpochMs;
  /** Hours it is good for; as long as the plan's policy allows unless told. */
  readonly validHours?: number | undefined;
}

/**
 * Signs a plan by its digest, never for longer than the plan itself is good. Judges nothing: whether the signature counts is for
 * {@link verifyPlanApprovals} to say.
 */
export function signPlan({
  header,
  trailer,
  signer,
  key,
  now,
  validHours,
}: PlanApprovalIntent): PlanApproval {
  const hours = validHours ?? header.policy.approvals.validHours;
  const unsigned = {
    type: 'approval',
    incidentId: header.incidentId,
    digest: trailer.digest,
    approver: signer.id,
    role: signer.role,
    signedAt: now,
    expiresAt: Math.min(now + hours * HOUR_MS, header.expiresAt),
    nonce: newNonce(),
    keyId: key.keyId,
  } as const;
  return { ...unsigned, signature: key.sign(messageOf(unsigned)) };
}

/** What an approval has to be verified for. */
function planApprovalMessageOf({ signature, ...rest }: PlanApproval): SignedMessage {
  return { message: messageOf(rest), signature };
}

function messageOf(unsigned: Omit<PlanApproval, 'signature'>): string {
  return `${PLAN_APPROVAL_SCHEMA}\n${canonicalJson(withoutUndefined(unsigned))}`;
}

/**
 * Whether a plan, read and found whole, may be carried out: made by the policy in force, not expired, for this incident, and signed by
 * as many different people as its size asks for, none of them its maker, each with the key and a role that the policy gives them.
 * A signature that ran out, or a second one of the same person, does not count; any other that does not hold voids the file: somebody
 * changed it, or the policy, since.
 */
export function verifyPlanApprovals(bench: PlanBench): CheckedPlan {
  const { approvals } = bench;
  const seen = new Set<string>();
  const signatures = approvals.map((approval) => standingOf(approval, { bench, seen }));
  const signers = signatures.flatMap((one) => (one.kind === 'stands' ? [one.signer.id] : []));
  const signersNeeded = neededBy(bench);
  const refusals = planRefusals(bench);
  if (signatures.some((one) => one.kind === 'refused' && !OUTLIVED.has(one.refusal)))
    refusals.push('void-signature');
  if (signers.length < signersNeeded) refusals.push('too-few-signatures');
  const kind = refusals.length === 0 ? 'approved' : 'refused';
  return { kind, refusals, signatures, signersNeeded, signers };
}

/** By the limits in force and by those of the plan, whichever ask for more. */
function neededBy({ header, trailer, policy }: PlanBench): 1 | 2 {
  const inForce =
    policy.remedy === undefined ? 2 : planSignersNeeded(trailer.totals, policy.remedy.approvals);
  return inForce === 2 ? 2 : planSignersNeeded(trailer.totals, header.policy.approvals);
}

function planRefusals({ header, policy, now, incidentSha256 }: PlanBench): PlanRefusal[] {
  const found: PlanRefusal[] = [];
  if (policy.approvals === undefined) found.push('no-people');
  if (policy.remedy === undefined) found.push('no-remedy-policy');
  else if (!isMadeBy(header.policy, policy.remedy)) found.push('other-policy');
  if (incidentSha256 !== undefined && incidentSha256 !== header.incidentSha256) found.push('other-incident');
  if (header.madeAt > now + CLOCK_SKEW_MS) found.push('not-yet-made');
  if (now >= header.expiresAt) found.push('plan-expired');
  return found;
}

/** Days off may be handed in beside the policy; all else is as the policy has it. */
function isMadeBy(used: RemedyPolicy, inForce: RemedyPolicy): boolean {
  const days = new Set(used.holidays);
  return withoutHolidays(used) === withoutHolidays(inForce) && inForce.holidays.every((day) => days.has(day));
}

function withoutHolidays(policy: RemedyPolicy): string {
  return canonicalJson(withoutUndefined({ ...policy, holidays: [] }));
}

interface Desk {
  readonly bench: PlanBench;
  /** People, in one spelling, whose signatures count already. */
  readonly seen: Set<string>;
}

function standingOf(approval: PlanApproval, { bench, seen }: Desk): SignatureStanding {
  const signer = bench.policy.approvals?.people.find(({ keyId }) => keyId === approval.keyId);
  const refusal =
    signer === undefined ? unknownOf(approval, bench) : refusalOf(approval, signer, { bench, seen });
  if (refusal !== undefined || signer === undefined)
    return { kind: 'refused', refusal: refusal ?? 'unknown-key' };
  seen.add(foldedPersonId(signer.id));
  return { kind: 'stands', signer };
}

function unknownOf(approval: PlanApproval, { header, trailer }: PlanBench): SignatureRefusal {
  return isOfPlan(approval, header, trailer) ? 'unknown-key' : 'other-plan';
}

function isOfPlan({ incidentId, digest }: PlanApproval, header: PlanHeader, trailer: PlanTrailer): boolean {
  return incidentId === header.incidentId && digest === trailer.digest;
}

function refusalOf(
  approval: PlanApproval,
  signer: ApprovalPerson,
  { bench, seen }: Desk,
): SignatureRefusal | undefined {
  const { header, trailer, policy, now } = bench;
  if (!isOfPlan(approval, header, trailer)) return 'other-plan';
  if (!signatureVerifier(signer.publicKey)(planApprovalMessageOf(approval))) return 'bad-signature';
  if (approval.approver !== signer.id || approval.role !== signer.role) return 'other-person';
  const role = policy.approvals?.roles.find(({ name }) => name === signer.role);
  if (role?.mayApproveBatch !== true) return 'role-may-not';
  if (foldedPersonId(signer.id) === foldedPersonId(header.maker)) return 'signer-is-maker';
  if (seen.has(foldedPersonId(signer.id))) return 'signed-twice';
  return timeRefusal(approval, bench, now);
}

function timeRefusal(
  { signedAt, expiresAt }: PlanApproval,
  { header, policy }: PlanBench,
  now: EpochMs,
): SignatureRefusal | undefined {
  if (signedAt > now + CLOCK_SKEW_MS) return 'not-yet-signed';
  if (now >= expiresAt) return 'expired';
  const hours = Math.min(
    header.policy.approvals.validHours,
    policy.remedy?.approvals.validHours ?? header.policy.approvals.validHours,
  );
  return expiresAt - signedAt > hours * HOUR_MS ? 'valid-too-long' : undefined;
}
