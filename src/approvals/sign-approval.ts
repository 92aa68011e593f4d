import type { Approval, SignedApproval } from '../catalog/approval.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import type { SignedMessage, SigningKey } from '../seal/ed25519.js';
import { withoutUndefined } from '../seal/without-undefined.js';

/** How many hex digits of the digest name an approval. */
const ID_DIGITS = 16;

/**
 * What names an approval in findings and price books: the first 16 hex digits of the SHA-256 of its canonical JSON. Two
 * people who sign the same words sign one approval.
 */
export function approvalIdOf(approval: Approval): string {
  return sha256Hex(approvalText(approval)).slice(0, ID_DIGITS);
}

/** Signs an approval: nothing of it can be changed afterwards. Whether the signature counts is for the policy to say. */
export function signApproval(approval: Approval, key: SigningKey): SignedApproval {
  return { approval, keyId: key.keyId, signature: key.sign(messageOf(approval)) };
}

/** What a signed approval has to be verified for; see `signatureVerifier`. */
export function signedMessageOf({ approval, signature }: SignedApproval): SignedMessage {
  return { message: messageOf(approval), signature };
}

/** The name of the format stands before the text, so that a signature of anything else is never one of an approval. */
function messageOf(approval: Approval): string {
  return `${approval.schema}\n${approvalText(approval)}`;
}

function approvalText(approval: Approval): string {
  return canonicalJson(withoutUndefined(approval));
}
