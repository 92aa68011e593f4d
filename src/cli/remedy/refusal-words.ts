import type { CheckedPlan, PlanRefusal, SignatureRefusal } from '../../remedy/approvals.js';
import type { PlanApproval } from '../../remedy/plan.js';
import { approvalWords } from '../../text/report/approval-words.js';
import { counted } from '../counted.js';

const PLAN_WORDS: Readonly<Record<PlanRefusal, string>> = {
  'no-people': 'the policy has no section approvals: nobody’s signature counts',
  'no-remedy-policy': 'the policy has no section remedy: by which limits it is signed nobody knows',
  'other-policy':
    'it was made by another section remedy than the one in force; make it again with "saleguard plan"',
  'other-incident': 'it is for another incident, or for another state of this one; make it again',
  'not-yet-made': 'it says it was made in the future; is the clock of one machine wrong?',
  'plan-expired': 'it has expired: orders have changed since; make it again with "saleguard plan"',
  'void-signature':
    'a signature in it does not hold: the file was changed since, or the policy; take the plan as it was written, and sign it anew',
  'too-few-signatures': 'too few people have signed it',
};

/** What is wrong with a signature of anything is said in one table. */
const OF_ANY = approvalWords('en').refusals;

const SIGNATURE_WORDS: Readonly<Record<SignatureRefusal, string>> = {
  'other-plan': 'is of another plan',
  'unknown-key': `does not hold: ${OF_ANY['unknown-key']}`,
  'bad-signature': `does not hold: ${OF_ANY['bad-signature']}`,
  'other-person': 'says another person or role than the policy has for the key',
  'role-may-not': `does not hold: ${OF_ANY['role-may-not']} (batch: true would let it)`,
  'signer-is-maker': 'is by the one who made the plan: somebody else has to sign',
  'signed-twice': 'is a second one of the same person, and does not count',
  'not-yet-signed': `does not hold: ${OF_ANY['not-yet-signed']}; is the clock of one machine wrong?`,
  expired: `does not hold: ${OF_ANY.expired}`,
  'valid-too-long': `does not hold: ${OF_ANY['valid-too-long']}`,
};

/** Why a plan may not be carried out, one sentence a line: what is wrong with it, then with each signature. */
export function planRefusalLines(
  checked: CheckedPlan,
  approvals: readonly PlanApproval[],
): readonly string[] {
  const { refusals, signers, signersNeeded, signatures } = checked;
  const plan = refusals.map((refusal) =>
    refusal === 'too-few-signatures'
      ? `${counted(signers.length, 'signature')} of ${signersNeeded} that it needs`
      : PLAN_WORDS[refusal],
  );
  const each = signatures.flatMap((one, index) =>
    one.kind === 'stands'
      ? []
      : [`signature ${index + 1} (${approvals[index]?.approver ?? ''}) ${SIGNATURE_WORDS[one.refusal]}`],
  );
  return [...plan, ...each];
}

/** What is wrong with one signature. */
export function signatureRefusalText(refusal: SignatureRefusal): string {
  return SIGNATURE_WORDS[refusal];
}
