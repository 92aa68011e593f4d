import { rowHash } from '../../src/approvals/row-hash.js';
import { signApproval } from '../../src/approvals/sign-approval.js';
import type { Approval, ApprovalRefusal, SignedApproval } from '../../src/catalog/approval.js';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import { DAY_MS } from '../../src/core/clock.js';
import { signingKeyFromPem, type SigningKey } from '../../src/seal/ed25519.js';
import { approvalLine } from '../../src/wire/approvals.js';
import { publicKeyLine } from '../../src/wire/public-key-line.js';

/** One hostile approvals file, with what an audit that is handed it must come to. */
export interface ApprovalCase {
  readonly name: string;
  /** Undefined for a file that is not there. */
  readonly file: Uint8Array | undefined;
  readonly expect:
    | { readonly kind: 'file-refused'; readonly stderr: string }
    /** The file is read; its approval of the row does not hold. */
    | { readonly kind: 'void'; readonly refusal: ApprovalRefusal }
    /** The file is read; nothing in it names the row. */
    | { readonly kind: 'unnamed' };
}

/** The instant of the audit. */
export const AT: number = Date.UTC(2026, 7, 1);

export const CATALOG = [
  'sku,price,currency,category,list_price,stock_to_sell,author',
  'EP-100,10880,KRW,Audio > Earphones,136000,20,p-author',
  '',
].join('\n');

/** The row of the catalogue, as it is read. */
export const ROW: Offer = makeOffer({
  sku: 'EP-100',
  priceMinor: 10_880,
  currency: 'KRW',
  category: 'Audio > Earphones',
  listPriceMinor: 136_000,
  stockToSell: 20,
  author: 'p-author',
});

/** A key that is the same in every run. */
function keyOf(seed: number): SigningKey {
  const secret = seed.toString(16).padStart(64, '0');
  const der = Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex').toString('base64');
  return signingKeyFromPem(`-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`);
}

export const LEAD: SigningKey = keyOf(11);
export const CLERK: SigningKey = keyOf(12);
export const AUTHOR: SigningKey = keyOf(13);
export const STRANGER: SigningKey = keyOf(14);

export const POLICY = `version: 1
approvals:
  roles:
    lead: { mayApprove: all, batch: true }
    clerk: { mayApprove: [deep-markdown] }
  people:
    - { id: p-lead, role: lead, publicKey: '${publicKeyLine(LEAD.publicKey)}' }
    - { id: p-clerk, role: clerk, publicKey: '${publicKeyLine(CLERK.publicKey)}' }
    - { id: p-author, role: lead, publicKey: '${publicKeyLine(AUTHOR.publicKey)}' }
`;

/** An approval of the row that holds, changed where a case says so before it is signed. */
export function approval(init: Partial<Approval> = {}): Approval {
  const { sku, priceList, currency, priceMinor } = ROW;
  const row = { sku, priceList, currency, priceMinor, floorMinor: priceMinor, rowHash: rowHash(ROW) };
  return {
    schema: 'saleguard/approval/1',
    scope: { kind: 'rows', rows: [row] },
    rules: ['deep-markdown'],
    startsAt: undefined,
    endsAt: undefined,
    quantityMax: undefined,
    signedAt: AT - DAY_MS,
    expiresAt: AT + DAY_MS,
    nonce: '5e'.repeat(16),
    ...init,
  };
}

export function sign(init: Partial<Approval> = {}, key: SigningKey = LEAD): SignedApproval {
  return signApproval(approval(init), key);
}

/** The honest approval, and its line. */
export const HONEST: SignedApproval = sign();
export const LINE: string = approvalLine(HONEST);

export function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** The file is refused as a whole, with these words. */
export function refused(name: string, content: string | Uint8Array, stderr: string): ApprovalCase {
  const file = typeof content === 'string' ? bytes(content) : content;
  return { name, file, expect: { kind: 'file-refused', stderr } };
}

/** The file is read, and the approval does not hold. */
export function voided(name: string, signed: SignedApproval, refusal: ApprovalRefusal): ApprovalCase {
  return { name, file: bytes(`${approvalLine(signed)}\n`), expect: { kind: 'void', refusal } };
}

/** The file is read, and does not name the row. */
export function unnamed(name: string, signed: SignedApproval): ApprovalCase {
  return { name, file: bytes(`${approvalLine(signed)}\n`), expect: { kind: 'unnamed' } };
}
