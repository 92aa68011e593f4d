import type { Approval, ApprovalPolicy, ApprovalRefusal, SignedApproval } from '../catalog/approval.js';
import { DAY_MS, type EpochMs } from '../core/clock.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { approvalIdOf } from './sign-approval.js';
import { mayApproveRule, mayApproveScope, type Signer, type Signers } from './signers.js';

/** What an approval is held against, whatever it is used for. */
export interface Bench {
  readonly policy: ApprovalPolicy;
  readonly signers: Signers;
  /** The instant at which approvals must be valid. */
  readonly now: EpochMs;
}

/** How an approval stands by itself: signed by someone whose signature counts, or refused whatever it is used for. */
export type Standing =
  | { readonly kind: 'stands'; readonly signer: Signer }
  | { readonly kind: 'fails'; readonly refusal: ApprovalRefusal };

/** One approval with what is known of it by itself: worked out when first asked, the signature verified once. */
export class HeldApproval {
  readonly approval: Approval;
  readonly rules: ReadonlySet<string>;
  readonly #signed: SignedApproval;
  readonly #bench: Bench;
  #id: string | undefined;
  #standing: Standing | undefined;

  constructor(signed: SignedApproval, bench: Bench) {
    this.approval = signed.approval;
    this.rules = new Set(signed.approval.rules);
    this.#signed = signed;
    this.#bench = bench;
  }

  /** See `approvalIdOf`. */
  get id(): string {
    return (this.#id ??= approvalIdOf(this.approval));
  }

  /** How it stands by itself, whatever rule and subject it is used for. */
  get standing(): Standing {
    return (this.#standing ??= standingOf(this.#signed, this.#bench));
  }

  /** How it stands for findings of one of its rules. */
  standingFor(ruleId: string): Standing {
    const standing = this.standing;
    if (standing.kind === 'fails' || mayApproveRule(standing.signer, ruleId)) return standing;
    return { kind: 'fails', refusal: 'role-may-not' };
  }
}

function standingOf(signed: SignedApproval, { policy, signers, now }: Bench): Standing {
  const { approval } = signed;
  const signer = signers.of(signed.keyId);
  if (signer === undefined) return fails('unknown-key');
  if (!signer.hasSigned(signed)) return fails('bad-signature');
  if (approval.rules.some((rule) => UNWAIVABLE.has(rule))) return fails('unwaivable-rule');
  if (!mayApproveScope(signer, approval.scope.kind)) return fails('role-may-not');
  if (!approval.rules.some((rule) => mayApproveRule(signer, rule))) return fails('role-may-not');
  if (approval.expiresAt - approval.signedAt > policy.validDaysMax * DAY_MS) return fails('valid-too-long');
  if (now >= approval.expiresAt) return fails('expired');
  if (now < approval.signedAt) return fails('not-yet-signed');
  return { kind: 'stands', signer };
}

function fails(refusal: ApprovalRefusal): Standing {
  return { kind: 'fails', refusal };
}
