import { describe, expect, it } from 'vitest';
import { rowsForTwo, signingProblems } from '../../../src/approvals/check-signer.js';
import { draftApprovals, type ApprovalDraft } from '../../../src/approvals/draft-approvals.js';
import type { Finding } from '../../../src/catalog/finding.js';
import { DAY_MS } from '../../../src/core/clock.js';
import type { SigningKey } from '../../../src/seal/ed25519.js';
import { batchFinding, campaignOf, findingOn, KEYS, NOW, offerOf, policyOf } from './making.js';

function draftsOf(...findings: readonly Finding[]): readonly ApprovalDraft[] {
  return draftApprovals(
    findings.map((finding, index) => ({ ...finding, id: index.toString(16).padStart(16, '0') })),
    { batchDigest: 'ab'.repeat(32) },
  );
}

function problems(drafts: readonly ApprovalDraft[], key: SigningKey, days = 7): readonly string[] {
  const intent = { keyId: key.keyId, signedAt: NOW, expiresAt: NOW + days * DAY_MS };
  return signingProblems(drafts, intent, policyOf());
}

describe('signingProblems', () => {
  const row = draftsOf(findingOn(offerOf()));
  const campaign: readonly ApprovalDraft[] = [
    { scope: campaignOf().scope, rules: ['deep-markdown'], findings: [] },
  ];

  it('finds none where the approval will hold', () => {
    expect(problems(row, KEYS.lead)).toEqual([]);
    expect(problems(row, KEYS.merchandiser)).toEqual([]);
    expect(problems(campaign, KEYS.lead)).toEqual([]);
    expect(problems(row, KEYS.lead, 14)).toEqual([]);
  });

  it.each([
    ['a key of nobody', row, KEYS.stranger, 'names nobody with the key'],
    [
      'a rule the role may not approve',
      draftsOf(findingOn(offerOf(), { ruleId: 'below-cost' })),
      KEYS.merchandiser,
      'merchandiser may not approve below-cost',
    ],
    ['a campaign without the right', campaign, KEYS.merchandiser, 'may not approve campaigns'],
    [
      'a catalogue without the right',
      draftsOf(batchFinding({ ruleId: 'deep-markdown' })),
      KEYS.merchandiser,
      'may not approve findings on the whole catalogue',
    ],
    [
      'a row of one’s own',
      draftsOf(findingOn(offerOf({ author: 'p-1' }))),
      KEYS.lead,
      'p-1 entered or edited',
    ],
    [
      'an unwaivable rule',
      [{ ...campaign[0], rules: ['absolute-floor'] } as ApprovalDraft],
      KEYS.lead,
      'absolute-floor cannot be approved',
    ],
  ])('tells %s', (_what, drafts, key, text) => {
    expect(problems(drafts, key)).toEqual([expect.stringContaining(text)]);
  });

  it('tells dates that will not do', () => {
    expect(problems(row, KEYS.lead, 0)).toEqual([expect.stringContaining('would have expired')]);
    expect(problems(row, KEYS.lead, 14.1)).toEqual([expect.stringContaining('more than 14 days')]);
  });

  it('tells each problem once', () => {
    const two = draftsOf(
      findingOn(offerOf(), { ruleId: 'below-cost' }),
      findingOn(offerOf({ sku: 'B' }), { ruleId: 'below-cost' }),
      findingOn(offerOf({ sku: 'C' }), { ruleId: 'above-list' }),
    );
    expect(problems(two, KEYS.merchandiser)).toHaveLength(2);
  });
});

describe('rowsForTwo', () => {
  const policy = policyOf({ secondSignatureFromMinor: new Map([['KRW', 12_240_000]]) });
  const skus = (drafts: readonly ApprovalDraft[]): readonly string[] =>
    drafts.flatMap((draft) => rowsForTwo(draft, policy)).map(({ sku }) => sku);

  it('names rows from the limit on, those whose cost nothing bounds, and those in a currency without a limit', () => {
    const drafts = draftsOf(
      findingOn(offerOf({ sku: 'AT' })),
      findingOn(offerOf({ sku: 'BELOW', stockToSell: 99 })),
      findingOn(offerOf({ sku: 'UNKNOWN' }), { exposureMinor: undefined }),
      findingOn(offerOf({ sku: 'UNCOUNTED', stockToSell: undefined })),
      findingOn(offerOf({ sku: 'COUPONS', stockToSell: 99 }), { payableMinor: 5_000 }),
      findingOn(offerOf({ sku: 'DOLLARS', currency: 'USD' })),
      batchFinding(),
    );
    expect(skus(drafts)).toEqual(['AT', 'UNKNOWN', 'UNCOUNTED', 'COUPONS', 'DOLLARS']);
    expect(drafts.flatMap((draft) => rowsForTwo(draft, policyOf()))).toEqual([]);
  });
});
