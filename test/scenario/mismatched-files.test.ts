import { describe, expect, it } from 'vitest';
import { signApproval } from '../../src/approvals/sign-approval.js';
import type { Approval, ApprovalPolicy } from '../../src/catalog/approval.js';
import type { RankedFinding } from '../../src/audit/result.js';
import type { OfferInit } from '../../src/catalog/offer.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { auditStage, said, soldSteadily } from './audit-offers.js';

// Files that do not belong together: a currency that changed overnight, a history whose SKUs or price lists are written
// differently. Each of them once left an audit with nothing to compare with, and so with nothing to say.

const WON: OfferInit = { sku: 'EP-100', currency: 'KRW', priceMinor: 129_000, listPriceMinor: 159_000 };
const DOLLARS: OfferInit = {
  sku: 'EP-100',
  currency: 'USD',
  priceMinor: 12_900_000,
  listPriceMinor: 15_900_000,
};

describe('a SKU whose currency changed', () => {
  it('is blocked when the previous catalogue had the same number in another currency', async () => {
    const result = await auditStage({ offers: [DOLLARS], previous: [WON] });
    expect(said(result, 'EP-100')).toContain('currency-exponent block');
  });

  it('is blocked when the history had it', async () => {
    const result = await auditStage({ offers: [DOLLARS], history: soldSteadily(WON) });
    expect(said(result, 'EP-100')).toContain('currency-exponent block');
  });

  it('is held at another number', async () => {
    const result = await auditStage({ offers: [{ ...DOLLARS, priceMinor: 11_900 }], previous: [WON] });
    expect(said(result, 'EP-100')).toContain('currency-exponent hold');
  });

  it('passes where the price list always held both currencies', async () => {
    const usual = { ...DOLLARS, priceMinor: 9_400, listPriceMinor: 11_400 };
    const result = await auditStage({ offers: [usual, WON], previous: [usual, WON] });
    expect(said(result, 'EP-100')).toEqual([]);
  });

  it('passes in a price list of its own', async () => {
    const abroad = { ...DOLLARS, priceList: 'us' };
    const result = await auditStage({ offers: [abroad, WON], previous: [WON] });
    expect(said(result, 'EP-100').filter((line) => line.startsWith('currency-exponent'))).toEqual([]);
  });
});

const goods = (form: (at: number) => string, priceList?: string): OfferInit[] =>
  Array.from({ length: 40 }, (_, at) => ({
    sku: form(at),
    currency: 'KRW',
    priceMinor: 20_000 + at * 100,
    listPriceMinor: 30_000 + at * 100,
    ...(priceList === undefined ? {} : { priceList }),
  }));

const notFound = (findings: readonly RankedFinding[]): RankedFinding[] =>
  findings.filter(({ evidence }) => evidence['trigger'] === 'offers-not-found');

describe('a catalogue of which the other files know nothing', () => {
  const today = goods((at) => `EP-${String(at)}`);
  const otherForm = goods((at) => `ep${String(at)}`);
  const otherList = goods((at) => `EP-${String(at)}`, 'kr');

  it.each([
    ['other SKUs in the history', { history: otherForm.flatMap(soldSteadily) }, 'history'],
    ['other price lists in the history', { history: otherList.flatMap(soldSteadily) }, 'history'],
    ['other SKUs in the previous catalogue', { previous: otherForm }, 'previous-catalogue'],
  ])('is held: %s', async (_name, files, baseline) => {
    const { findings } = await auditStage({ offers: today, ...files });
    expect(notFound(findings)).toMatchObject([
      { ruleId: 'feed-shape', severity: 'hold', subject: 'batch', evidence: { baseline, foundCount: 0 } },
    ]);
  });

  it('passes when the files belong together', async () => {
    const { findings } = await auditStage({
      offers: today,
      history: today.flatMap(soldSteadily),
      previous: today,
    });
    expect(notFound(findings)).toEqual([]);
  });

  it('is held without an approval, and passes with one, when all goods are new', async () => {
    const key = signingKeyFromPem(newPrivateKeyPem());
    const approvals: ApprovalPolicy = {
      people: [{ id: 'p-17', keyId: key.keyId, publicKey: key.publicKey, role: 'lead' }],
      roles: [{ name: 'lead', mayApprove: 'all', mayApproveBatch: true, maySeal: false, mayResume: false }],
      secondSignatureFromMinor: new Map(),
      validDaysMax: 14,
    };
    const stage = { offers: today, previous: otherForm, approvals };
    const before = await auditStage({ ...stage, signed: [] });
    const [held] = notFound(before.findings);
    expect(held?.severity).toBe('hold');
    const approval: Approval = {
      schema: 'saleguard/approval/1',
      scope: { kind: 'findings', findingIds: [held?.id ?? ''], batchDigest: before.summary.batch.digest },
      rules: ['feed-shape'],
      startsAt: undefined,
      endsAt: undefined,
      quantityMax: undefined,
      signedAt: TEST_NOW - 1000,
      expiresAt: TEST_NOW + 86_400_000,
      nonce: '00112233445566778899aabbccddeeff',
    };
    const after = await auditStage({ ...stage, signed: [signApproval(approval, key)] });
    expect(notFound(after.findings)).toMatchObject([
      { id: held?.id, severity: 'info', approval: { kind: 'approved', severityBefore: 'hold' } },
    ]);
  });
});
