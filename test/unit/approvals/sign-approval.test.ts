import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { approvalIdOf, signApproval, signedMessageOf } from '../../../src/approvals/sign-approval.js';
import { verifySignature } from '../../../src/seal/ed25519.js';
import { approvalOf, KEYS, NOW, offerOf } from './making.js';

const APPROVAL = approvalOf(offerOf(), { rules: ['deep-markdown'], quantityMax: 5 });

/** The canonical text, spelled out. */
function textOf(): string {
  const [row] = APPROVAL.scope.kind === 'rows' ? APPROVAL.scope.rows : [];
  return (
    `{"expiresAt":${String(APPROVAL.expiresAt)},"nonce":"${APPROVAL.nonce}","quantityMax":5,"rules":["deep-markdown"],` +
    `"schema":"saleguard/approval/1","scope":{"kind":"rows","rows":[{"currency":"KRW","floorMinor":13600,"priceList":"default",` +
    `"priceMinor":13600,"rowHash":"${row?.rowHash ?? ''}","sku":"EP-100"}]},"signedAt":${String(APPROVAL.signedAt)}}`
  );
}

describe('signApproval', () => {
  it('signs the name of the format and the canonical JSON, as any program can verify it', () => {
    const { signature, keyId } = signApproval(APPROVAL, KEYS.lead);
    const der = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(KEYS.lead.publicKey, 'base64'),
    ]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const message = Buffer.from(`saleguard/approval/1\n${textOf()}`);
    expect(verify(null, message, key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(keyId).toBe(KEYS.lead.keyId);
  });

  it('names an approval by the digest of its canonical JSON, whoever signs it', () => {
    expect(approvalIdOf(APPROVAL)).toBe(createHash('sha256').update(textOf()).digest('hex').slice(0, 16));
    expect(approvalIdOf({ ...APPROVAL, startsAt: NOW })).not.toBe(approvalIdOf(APPROVAL));
  });

  it('is verified by the one key that made it', () => {
    const signed = signApproval(APPROVAL, KEYS.lead);
    const { publicKey } = KEYS.lead;
    expect(verifySignature({ publicKey, ...signedMessageOf(signed) })).toBe(true);
    const other = KEYS.second.publicKey;
    expect(verifySignature({ publicKey: other, ...signedMessageOf(signed) })).toBe(false);
    const changed = { ...signed, approval: { ...APPROVAL, quantityMax: 6 } };
    expect(verifySignature({ publicKey, ...signedMessageOf(changed) })).toBe(false);
  });
});
