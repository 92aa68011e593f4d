import type { AuditResult } from '../../src/audit/result.js';
import { draftApprovals } from '../../src/approvals/draft-approvals.js';
import { signApproval } from '../../src/approvals/sign-approval.js';
import type { Approval, ApprovalPolicy, ApprovalScope, SignedApproval } from '../../src/catalog/approval.js';
import { isAtLeast } from '../../src/catalog/finding.js';
import { DAY_MS } from '../../src/core/clock.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import type { Shop } from './promotion-shop.js';

/** Whose signature counts, and the signatures. */
export interface Approvals {
  readonly policy: ApprovalPolicy;
  readonly signed: readonly SignedApproval[];
}

/** Rules whose findings a planned campaign brings up. */
const CAMPAIGN_RULES: readonly string[] = [
  'deep-markdown',
  'price-jump',
  'prior-price-floor',
  'robust-outlier',
  'unapproved-change',
  'worst-stack',
];

/** Deepest markdown below the reference that the campaign is approved for: half, and room for rows that had fallen before. */
const APPROVED_BPS = 6000;

/** One person approves the campaign on every price list, and what the audit found of the catalogue as a whole. */
export function approvalsFor(found: AuditResult, shop: Shop): Approvals {
  const key = signingKeyFromPem(newPrivateKeyPem());
  const { keyId, publicKey } = key;
  const policy: ApprovalPolicy = {
    people: [{ id: 'p-1', keyId, publicKey, role: 'lead' }],
    roles: [{ name: 'lead', mayApprove: 'all', mayApproveBatch: true, maySeal: false, mayResume: false }],
    secondSignatureFromMinor: new Map(),
    validDaysMax: 14,
  };
  const batch = found.findings.filter(
    ({ subject, severity }) => subject === 'batch' && isAtLeast(severity, 'hold'),
  );
  const drafts = draftApprovals(batch, { batchDigest: found.summary.batch.digest });
  const lists = [...new Set(shop.rows.map(({ offer }) => offer.priceList))];
  const scopes: readonly (readonly [ApprovalScope, readonly string[]])[] = [
    ...lists.map((priceList) => [campaignScope(priceList, shop), CAMPAIGN_RULES] as const),
    ...drafts.map(({ scope, rules }) => [scope, rules] as const),
  ];
  const signed = scopes.map(([scope, rules]) => signApproval(approvalOf(scope, rules, shop), key));
  return { policy, signed };
}

function campaignScope(priceList: string, { currency }: Shop): ApprovalScope {
  return {
    kind: 'markdown',
    category: undefined,
    skus: undefined,
    priceList,
    currency,
    markdownMaxBps: APPROVED_BPS,
  };
}

function approvalOf(scope: ApprovalScope, rules: readonly string[], { now }: Shop): Approval {
  return {
    schema: 'saleguard/approval/1',
    scope,
    rules,
    startsAt: undefined,
    endsAt: undefined,
    quantityMax: undefined,
    signedAt: now - DAY_MS,
    expiresAt: now + 7 * DAY_MS,
    nonce: '0'.repeat(32),
  };
}
