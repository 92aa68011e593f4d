import { describe, expect, it } from 'vitest';
import { rowHash } from '../../src/approvals/row-hash.js';
import { signApproval } from '../../src/approvals/sign-approval.js';
import type { Approval, ApprovalPolicy, SignedApproval } from '../../src/catalog/approval.js';
import { isAtLeast, type FindingApproval } from '../../src/catalog/finding.js';
import { makeOffer, type OfferInit } from '../../src/catalog/offer.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { auditStage, soldSteadily } from './audit-offers.js';

// An intended clearance at 90 % off is as deep as an accident: only a second person's signature tells the two apart.

const DAY_MS = 86_400_000;
const lead = signingKeyFromPem(newPrivateKeyPem());
const merchandiser = signingKeyFromPem(newPrivateKeyPem());
const stranger = signingKeyFromPem(newPrivateKeyPem());

const POLICY: ApprovalPolicy = {
  people: [
    { id: 'p-17', keyId: lead.keyId, publicKey: lead.publicKey, role: 'pricing-lead' },
    { id: 'p-11', keyId: merchandiser.keyId, publicKey: merchandiser.publicKey, role: 'pricing-lead' },
  ],
  roles: [
    { name: 'pricing-lead', mayApprove: 'all', mayApproveBatch: true, maySeal: true, mayResume: false },
  ],
  secondSignatureFromMinor: new Map(),
  validDaysMax: 14,
};

const CLEARANCE: OfferInit = {
  sku: 'XD-1801',
  currency: 'KRW',
  priceMinor: 29_900,
  listPriceMinor: 329_000,
  costMinor: 26_000,
  stockToSell: 12,
  author: 'p-11',
};
const USUAL: OfferInit = { sku: 'XD-1801', currency: 'KRW', priceMinor: 299_000 };
const RULES = [
  'deep-markdown',
  'prior-price-floor',
  'price-jump',
  'robust-outlier',
  'unapproved-change',
  'digit-shift',
  'digit-edit',
];

function approvalOf(init: OfferInit, changes: Partial<Approval> = {}): Approval {
  const offer = makeOffer(init);
  const { sku, priceList, currency, priceMinor } = offer;
  const row = { sku, priceList, currency, priceMinor, floorMinor: priceMinor, rowHash: rowHash(offer) };
  return {
    schema: 'saleguard/approval/1',
    scope: { kind: 'rows', rows: [row] },
    rules: RULES,
    startsAt: undefined,
    endsAt: undefined,
    quantityMax: undefined,
    signedAt: TEST_NOW - 1000,
    expiresAt: TEST_NOW + DAY_MS,
    nonce: '00112233445566778899aabbccddeeff',
    ...changes,
  };
}

/** What stands in the way of selling the clearance, and what was said of its approval. */
async function judged(
  offer: OfferInit,
  signed: readonly SignedApproval[],
): Promise<{
  readonly open: readonly string[];
  readonly approvals: readonly (FindingApproval | undefined)[];
}> {
  const { findings } = await auditStage({
    offers: [offer, { sku: 'EP-100', currency: 'KRW', priceMinor: 129_000, listPriceMinor: 159_000 }],
    history: [
      ...soldSteadily(USUAL),
      ...soldSteadily({ sku: 'EP-100', currency: 'KRW', priceMinor: 129_000 }),
    ],
    approvals: POLICY,
    signed,
  });
  const about = findings.filter(
    ({ sku, severity, approval }) => sku === 'XD-1801' && (severity !== 'info' || approval),
  );
  return {
    open: about.filter(({ severity }) => isAtLeast(severity, 'hold')).map(({ ruleId }) => ruleId),
    approvals: about.map(({ approval }) => approval),
  };
}

function refusals(approvals: readonly (FindingApproval | undefined)[]): readonly unknown[] {
  return [
    ...new Set(
      approvals.map((approval) => (approval?.kind === 'refused' ? approval.refusal : approval?.kind)),
    ),
  ];
}

describe('the intended 90 % clearance', () => {
  it('is blocked without an approval', async () => {
    const { open, approvals } = await judged(CLEARANCE, []);
    expect(open).toContain('deep-markdown');
    expect(approvals.filter((approval) => approval !== undefined)).toEqual([]);
  });

  it('passes with the approval of a second person', async () => {
    const { open, approvals } = await judged(CLEARANCE, [signApproval(approvalOf(CLEARANCE), lead)]);
    expect(open).toEqual([]);
    expect(refusals(approvals)).toEqual(['approved']);
  });

  it.each([
    ['expired', CLEARANCE, approvalOf(CLEARANCE, { expiresAt: TEST_NOW }), lead, 'expired'],
    [
      'for other days',
      CLEARANCE,
      approvalOf(CLEARANCE, { startsAt: TEST_NOW + DAY_MS }),
      lead,
      'outside-window',
    ],
    ['of the one who entered it', CLEARANCE, approvalOf(CLEARANCE), merchandiser, 'signer-is-editor'],
    ['of a key nobody knows', CLEARANCE, approvalOf(CLEARANCE), stranger, 'unknown-key'],
    [
      'before an edit of the price',
      { ...CLEARANCE, priceMinor: 29_800 },
      approvalOf(CLEARANCE),
      lead,
      'other-price',
    ],
    [
      'before an edit of the list price',
      { ...CLEARANCE, listPriceMinor: 328_000 },
      approvalOf(CLEARANCE),
      lead,
      'row-edited',
    ],
    ['for fewer units', CLEARANCE, approvalOf(CLEARANCE, { quantityMax: 11 }), lead, 'too-many-units'],
  ] as const)('is refused with an approval %s, with the reason', async (_, offer, approval, key, refusal) => {
    const { open, approvals } = await judged(offer, [signApproval(approval, key)]);
    expect(open).toContain('deep-markdown');
    expect(refusals(approvals)).toContain(refusal);
    expect(refusals(approvals)).not.toContain('approved');
  });

  it('is refused with the approval of another row', async () => {
    const other = approvalOf({ ...CLEARANCE, sku: 'XD-1802' });
    const { open, approvals } = await judged(CLEARANCE, [signApproval(other, lead)]);
    expect(open).toContain('deep-markdown');
    expect(approvals.filter((approval) => approval !== undefined)).toEqual([]);
  });

  it('is refused when the signature is not over this approval', async () => {
    const signed = signApproval(approvalOf(CLEARANCE, { rules: ['deep-markdown'] }), lead);
    const { open, approvals } = await judged(CLEARANCE, [{ ...signed, approval: approvalOf(CLEARANCE) }]);
    expect(open).toContain('deep-markdown');
    expect(refusals(approvals)).toContain('bad-signature');
  });
});
