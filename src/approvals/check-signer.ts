import type { ApprovalPolicy, ApprovedRow, SignedApproval } from '../catalog/approval.js';
import { DAY_MS, type EpochMs } from '../core/clock.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { rowFindingOf } from './approvable.js';
import type { ApprovalDraft } from './draft-approvals.js';
import { HeldApproval } from './held-approval.js';
import { personsNeeded } from './second-signature.js';
import { isEditor, mayApproveRule, mayApproveScope, Signers, type Signer } from './signers.js';

/** Who wants to sign, from when until when. */
export interface SigningIntent {
  readonly keyId: string;
  readonly signedAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/**
 * Everything that would keep approvals by this key from holding, in words, before anything is signed. The same is checked
 * again for every use: this is a courtesy, not the control.
 */
export function signingProblems(
  drafts: readonly ApprovalDraft[],
  intent: SigningIntent,
  policy: ApprovalPolicy,
): readonly string[] {
  const signer = new Signers(policy).of(intent.keyId);
  if (signer === undefined) {
    return [
      `the policy names nobody with the key ${intent.keyId}; its public half belongs under approvals.people ("saleguard keys show" prints it)`,
    ];
  }
  const found = new Set(drafts.flatMap((draft) => draftProblems(draft, signer)));
  return [...found, ...dateProblems(intent, policy)];
}

function draftProblems({ scope, rules, findings }: ApprovalDraft, signer: Signer): string[] {
  const { name } = signer.role;
  const found: string[] = [];
  for (const rule of rules) {
    const reason = UNWAIVABLE.get(rule)?.en;
    if (reason !== undefined) found.push(`${rule} cannot be approved: ${reason}`);
    else if (!mayApproveRule(signer, rule)) found.push(`the role ${name} may not approve ${rule}`);
  }
  if (!mayApproveScope(signer, scope.kind)) {
    const what = scope.kind === 'markdown' ? 'campaigns' : 'findings on the whole catalogue';
    found.push(`the role ${name} may not approve ${what} (batch: true would let it)`);
  }
  const own = findings.find(({ editors }) => isEditor(signer, editors ?? []));
  if (own !== undefined) {
    found.push(
      `finding ${own.id} is on a row that ${signer.person.id} entered or edited: someone else has to approve it`,
    );
  }
  return found;
}

function dateProblems({ signedAt, expiresAt }: SigningIntent, { validDaysMax }: ApprovalPolicy): string[] {
  if (expiresAt <= signedAt) return ['it would have expired when it is signed; give a later --expires'];
  if (expiresAt - signedAt <= validDaysMax * DAY_MS) return [];
  return [
    `it would be valid for more than ${String(validDaysMax)} days, the most the policy allows; give an earlier --expires`,
  ];
}

/** Rows of a draft for which one person's approval will not be enough. */
export function rowsForTwo(
  { scope, findings }: ApprovalDraft,
  policy: ApprovalPolicy,
): readonly ApprovedRow[] {
  if (scope.kind !== 'rows') return [];
  const found = findings.flatMap((finding) => rowFindingOf(finding) ?? []);
  return scope.rows.filter(({ rowHash }) =>
    found.some((row) => row.rowHash === rowHash && personsNeeded(policy, row) > 1),
  );
}

/** How many different people have approved a row by its hash for all of these rules, by approvals that hold by themselves. */
export function personsFor(
  { rowHash }: ApprovedRow,
  rules: readonly string[],
  held: {
    readonly approvals: readonly SignedApproval[];
    readonly policy: ApprovalPolicy;
    readonly now: EpochMs;
  },
): number {
  const bench = { policy: held.policy, signers: new Signers(held.policy), now: held.now };
  const people = new Set<string>();
  for (const signed of held.approvals) {
    const { scope } = signed.approval;
    if (scope.kind !== 'rows' || !scope.rows.some((row) => row.rowHash === rowHash)) continue;
    const one = new HeldApproval(signed, bench);
    const standings = rules.map((rule) => (one.rules.has(rule) ? one.standingFor(rule) : undefined));
    const [first] = standings;
    if (first?.kind === 'stands' && standings.every((standing) => standing?.kind === 'stands'))
      people.add(first.signer.person.id);
  }
  return people.size;
}
