import type { ApprovalPerson, ApprovalPolicy, ApprovalRole } from '../../../src/catalog/approval.js';
import type { Order } from '../../../src/catalog/order.js';
import type { RemedyPolicy } from '../../../src/catalog/remedy-policy.js';
import { signPlan, type PlanApprovalPolicy } from '../../../src/remedy/approvals.js';
import type { PlanInput } from '../../../src/remedy/plan-remediation.js';
import { newPrivateKeyPem, signingKeyFromPem, type SigningKey } from '../../../src/seal/ed25519.js';
import { printPlanLine, readPlan, type PlanFile } from '../../../src/wire/plan.js';
import { MADE_AT, makePolicy, planOf, type WholePlan } from './remedy-fixtures.js';

/** Somebody with a key of their own. */
export interface Somebody {
  readonly person: ApprovalPerson;
  readonly key: SigningKey;
}

export function somebody(id: string, role = 'care-lead'): Somebody {
  const key = signingKeyFromPem(newPrivateKeyPem());
  return { person: { id, role, keyId: key.keyId, publicKey: key.publicKey }, key };
}

const ROLES: readonly ApprovalRole[] = [
  { name: 'care-lead', mayApprove: [], mayApproveBatch: true, maySeal: false, mayResume: false },
  { name: 'clerk', mayApprove: 'all', mayApproveBatch: false, maySeal: true, mayResume: true },
];

/** A policy in which the signatures of these people count. */
export function policyOf(
  people: readonly Somebody[],
  remedy: RemedyPolicy = makePolicy(),
): PlanApprovalPolicy & { readonly approvals: ApprovalPolicy } {
  return {
    remedy,
    approvals: {
      people: people.map(({ person }) => person),
      roles: ROLES,
      secondSignatureFromMinor: new Map(),
      validDaysMax: 14,
    },
  };
}

/** An hour after the plan was made. */
export const SIGNED_AT: number = MADE_AT + 3_600_000;

/** The text of a plan file. */
export function planText({ header, records, trailer }: WholePlan): string {
  return [header, ...records, trailer].map(printPlanLine).join('');
}

/** The text of a plan of these orders, signed by these people. */
export async function signedPlanText(
  orders: readonly Order[],
  signers: readonly Somebody[],
  init: Partial<PlanInput> = {},
): Promise<string> {
  const plan = await planOf(orders, init);
  const { header, trailer } = plan;
  const signatures = signers.map(({ person, key }) =>
    printPlanLine(signPlan({ header, trailer, signer: person, key, now: SIGNED_AT })),
  );
  return planText(plan) + signatures.join('');
}

/** Bytes of a text, in pieces of a length. */
export async function* bytesOf(
  content: string | Uint8Array,
  pieceLength = 1 << 16,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  for (let at = 0; at < bytes.length; at += pieceLength)
    yield await Promise.resolve(bytes.subarray(at, at + pieceLength));
}

export function readText(content: string | Uint8Array, pieceLength?: number): Promise<PlanFile> {
  return readPlan(() => bytesOf(content, pieceLength), { file: 'plan.jsonl' });
}
