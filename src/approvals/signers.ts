import type {
  Approval,
  ApprovalPerson,
  ApprovalPolicy,
  ApprovalRole,
  SignedApproval,
} from '../catalog/approval.js';
import { foldedPersonId } from '../catalog/person-id.js';
import { signatureVerifier } from '../seal/ed25519.js';
import { signedMessageOf } from './sign-approval.js';

/** Someone whose signature counts, with what the policy lets that person do. */
export interface Signer {
  readonly person: ApprovalPerson;
  readonly role: ApprovalRole;
  /** True when this person's key signed this very approval. */
  readonly hasSigned: (signed: SignedApproval) => boolean;
}

/** The people of a policy by the key they sign with. */
export class Signers {
  readonly #byKey = new Map<string, Signer>();

  constructor({ people, roles }: ApprovalPolicy) {
    const roleByName = new Map(roles.map((role) => [role.name, role]));
    for (const person of people) {
      const role = roleByName.get(person.role);
      // The policy's reader refuses a role that is not there; without one a person may do nothing.
      if (role === undefined) continue;
      const verifies = signatureVerifier(person.publicKey);
      const hasSigned = (signed: SignedApproval): boolean => verifies(signedMessageOf(signed));
      this.#byKey.set(person.keyId, { person, role, hasSigned });
    }
  }

  /** Undefined for a key of nobody. */
  of(keyId: string): Signer | undefined {
    return this.#byKey.get(keyId);
  }
}

/** True when the signer's role lets findings of this rule be approved. */
export function mayApproveRule({ role }: Signer, ruleId: string): boolean {
  return role.mayApprove === 'all' || role.mayApprove.includes(ruleId);
}

/** True when the signer's role lets a scope of this kind be signed: campaigns and whole catalogues take a right of their own. */
export function mayApproveScope({ role }: Signer, kind: Approval['scope']['kind']): boolean {
  return role.mayApproveBatch || (kind !== 'markdown' && kind !== 'findings');
}

/** True when the signer entered what is to be approved, or changed it last: nobody approves their own work. */
export function isEditor({ person }: Signer, editors: readonly (string | undefined)[]): boolean {
  const own = foldedPersonId(person.id);
  return editors.some((editor) => editor !== undefined && foldedPersonId(editor) === own);
}
