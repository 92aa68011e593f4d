import { rowHash } from '../../../src/approvals/row-hash.js';
import { signApproval } from '../../../src/approvals/sign-approval.js';
import type {
  Approval,
  ApprovalPolicy,
  ApprovalRole,
  ApprovedRow,
  SignedApproval,
} from '../../../src/catalog/approval.js';
import type { Finding } from '../../../src/catalog/finding.js';
import { makeOffer, type Offer, type OfferInit } from '../../../src/catalog/offer.js';
import { DAY_MS } from '../../../src/core/clock.js';
import { signingKeyFromPem, type SigningKey } from '../../../src/seal/ed25519.js';

/** 2026-08-01T00:00:00Z, when the desk is open. */
export const NOW: number = Date.UTC(2026, 7, 1);

/** The same key for the same number: tests repeat. */
export function keyOf(seed: number): SigningKey {
  const secret = seed.toString(16).padStart(64, '0');
  const der = Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex').toString('base64');
  return signingKeyFromPem(`-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`);
}

/** Keys of the people of {@link policyOf}, and one of nobody. */
export const KEYS = {
  lead: keyOf(1),
  merchandiser: keyOf(2),
  second: keyOf(3),
  sealer: keyOf(4),
  stranger: keyOf(99),
} as const;

const ROLES: readonly ApprovalRole[] = [
  { name: 'lead', mayApprove: 'all', mayApproveBatch: true, maySeal: false, mayResume: false },
  {
    name: 'merchandiser',
    mayApprove: ['deep-markdown', 'worst-stack', 'unapproved-change'],
    mayApproveBatch: false,
    maySeal: false,
    mayResume: false,
  },
  { name: 'sealer', mayApprove: [], mayApproveBatch: false, maySeal: true, mayResume: false },
];

/** A lead, a merchandiser, a second lead, and someone who may only seal. */
export function policyOf(init: Partial<ApprovalPolicy> = {}): ApprovalPolicy {
  const person = (id: string, key: SigningKey, role: string) => {
    return { id, keyId: key.keyId, publicKey: key.publicKey, role };
  };
  return {
    people: [
      person('p-1', KEYS.lead, 'lead'),
      person('p-2', KEYS.merchandiser, 'merchandiser'),
      person('p-3', KEYS.second, 'lead'),
      person('p-4', KEYS.sealer, 'sealer'),
    ],
    roles: ROLES,
    secondSignatureFromMinor: new Map(),
    validDaysMax: 14,
    ...init,
  };
}

/** An earphone at 90 % off its list price. */
export function offerOf(init: Partial<OfferInit> = {}): Offer {
  return makeOffer({
    sku: 'EP-100',
    currency: 'KRW',
    priceMinor: 13_600,
    listPriceMinor: 136_000,
    category: 'Audio > Earphones > Wired',
    stockToSell: 100,
    author: 'p-9',
    lastEditor: 'p-8',
    ...init,
  });
}

/** A block by `deep-markdown` on an offer, judged against 136,000. */
export function findingOn(offer: Offer, init: Partial<Finding> = {}): Finding {
  const referenceMinor = 136_000;
  const exposureMinor = Math.max(0, referenceMinor - offer.priceMinor) * (offer.stockToSell ?? 1);
  return {
    ruleId: 'deep-markdown',
    severity: 'block',
    subject: 'offer',
    sku: offer.sku,
    priceList: offer.priceList,
    file: 'catalog.csv',
    line: 2,
    currency: offer.currency,
    name: undefined,
    category: offer.category,
    priceMinor: offer.priceMinor,
    referenceMinor,
    referenceSource: 'list-price',
    exposureMinor,
    stockToSell: offer.stockToSell,
    measured: { value: 9000, unit: 'bps' },
    limit: { value: 9000, unit: 'bps' },
    evidence: {},
    payableMinor: undefined,
    promotionId: undefined,
    subjectHash: rowHash(offer),
    editors: [offer.author, offer.lastEditor].filter((id) => id !== undefined),
    approval: undefined,
    ...init,
  };
}

/** A hold on the catalogue as a whole. */
export function batchFinding(init: Partial<Finding> = {}): Finding & { readonly id: string } {
  const offer = findingOn(offerOf());
  return {
    ...offer,
    ruleId: 'catalogue-shock',
    severity: 'hold',
    subject: 'batch',
    sku: undefined,
    priceList: undefined,
    currency: undefined,
    priceMinor: undefined,
    referenceMinor: undefined,
    referenceSource: undefined,
    exposureMinor: undefined,
    subjectHash: undefined,
    editors: [],
    id: '00112233445566aa',
    ...init,
  };
}

export function rowOf(offer: Offer, init: Partial<ApprovedRow> = {}): ApprovedRow {
  const { sku, priceList, currency, priceMinor } = offer;
  return { sku, priceList, currency, priceMinor, floorMinor: priceMinor, rowHash: rowHash(offer), ...init };
}

/** An approval of one offer's deep markdown, for a week from {@link NOW}. */
export function approvalOf(offer: Offer, init: Partial<Approval> = {}): Approval {
  return {
    schema: 'saleguard/approval/1',
    scope: { kind: 'rows', rows: [rowOf(offer)] },
    rules: ['deep-markdown'],
    startsAt: undefined,
    endsAt: undefined,
    quantityMax: undefined,
    signedAt: NOW - DAY_MS,
    expiresAt: NOW + 6 * DAY_MS,
    nonce: '0'.repeat(32),
    ...init,
  };
}

/** Every row of a category below Audio, to half the reference. */
export function campaignOf(init: Partial<Extract<Approval['scope'], { kind: 'markdown' }>> = {}): Approval {
  const scope = {
    kind: 'markdown',
    category: 'Audio',
    skus: undefined,
    priceList: 'default',
    currency: 'KRW',
    markdownMaxBps: 9000,
    ...init,
  } as const;
  return approvalOf(offerOf(), { scope });
}

export function signed(approval: Approval, key: SigningKey = KEYS.lead): SignedApproval {
  return signApproval(approval, key);
}
