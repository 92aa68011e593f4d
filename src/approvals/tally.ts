import type { ApprovalRefusal } from '../catalog/approval.js';
import type { HeldApproval } from './held-approval.js';
import { refusalRank } from './refusal-order.js';

/** What the approvals of one subject come to. */
export type Outcome =
  | { readonly kind: 'approved'; readonly approvalIds: readonly string[] }
  | { readonly kind: 'refused'; readonly approvalId: string; readonly refusal: ApprovalRefusal };

/** Counts the approvals that hold for one subject, by person, and keeps the refusal that came furthest. */
export class Tally {
  readonly #ids = new Set<string>();
  readonly #people = new Set<string>();
  #refused: { readonly held: HeldApproval; readonly refusal: ApprovalRefusal } | undefined;

  add(held: HeldApproval, refusal: ApprovalRefusal | undefined): void {
    const { standing } = held;
    if (refusal === undefined && standing.kind === 'stands') {
      this.#ids.add(held.id);
      this.#people.add(standing.signer.person.id);
      return;
    }
    const reason = refusal ?? (standing.kind === 'fails' ? standing.refusal : undefined);
    if (reason === undefined) return;
    if (this.#refused === undefined || refusalRank(reason) > refusalRank(this.#refused.refusal))
      this.#refused = { held, refusal: reason };
  }

  /** Undefined when no approval named the subject. */
  outcome(personCountMin: number): Outcome | undefined {
    const approvalIds = [...this.#ids].sort();
    const [first] = approvalIds;
    if (first !== undefined) {
      return this.#people.size >= personCountMin
        ? { kind: 'approved', approvalIds }
        : { kind: 'refused', approvalId: first, refusal: 'second-signature-missing' };
    }
    if (this.#refused === undefined) return undefined;
    const { held, refusal } = this.#refused;
    return { kind: 'refused', approvalId: held.id, refusal };
  }
}
