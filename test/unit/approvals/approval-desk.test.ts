import { describe, expect, it } from 'vitest';
import { ApprovalDesk, type ApprovalDeskOptions } from '../../../src/approvals/approval-desk.js';
import { rowHash } from '../../../src/approvals/row-hash.js';
import { approvalIdOf } from '../../../src/approvals/sign-approval.js';
import type { SignedApproval } from '../../../src/catalog/approval.js';
import type { Offer } from '../../../src/catalog/offer.js';
import { DAY_MS } from '../../../src/core/clock.js';
import {
  approvalOf,
  batchFinding,
  campaignOf,
  findingOn,
  KEYS,
  NOW,
  offerOf,
  policyOf,
  rowOf,
  signed,
} from './making.js';

const DIGEST = 'ab'.repeat(32);

function deskOf(approvals: readonly SignedApproval[], init: Partial<ApprovalDeskOptions> = {}): ApprovalDesk {
  return new ApprovalDesk({ policy: policyOf(), approvals, now: NOW, ...init });
}

/** `approved`, a refusal, or `undefined` when nothing names the finding. */
function said(
  approvals: readonly SignedApproval[],
  offer: Offer,
  options: { finding?: Parameters<typeof findingOn>[1]; desk?: Partial<ApprovalDeskOptions> } = {},
): string | undefined {
  const approval = deskOf(approvals, options.desk).judgeOffer(findingOn(offer, options.finding), offer);
  return approval?.kind === 'refused' ? approval.refusal : approval?.kind;
}

describe('an approval of a row', () => {
  const offer = offerOf();
  const one = signed(approvalOf(offer));

  it('downgrades the finding it names, and says by what and from which severity', () => {
    expect(deskOf([one]).judgeOffer(findingOn(offer), offer)).toEqual({
      kind: 'approved',
      approvalIds: [approvalIdOf(one.approval)],
      severityBefore: 'block',
    });
  });

  it('says nothing about another rule, another SKU, another price list, another currency', () => {
    expect(said([one], offer, { finding: { ruleId: 'below-cost' } })).toBeUndefined();
    expect(said([one], offerOf({ sku: 'EP-101' }))).toBeUndefined();
    expect(said([one], offerOf({ priceList: 'members' }))).toBeUndefined();
    expect(said([one], offerOf({ currency: 'USD' }))).toBeUndefined();
    expect(said([], offer)).toBeUndefined();
  });

  it('says nothing about findings that ask for nothing', () => {
    expect(said([one], offer, { finding: { severity: 'info' } })).toBeUndefined();
  });

  it.each([
    ['another price', { priceMinor: 13_500 }, 'other-price'],
    ['another list price', { listPriceMinor: 140_000 }, 'row-edited'],
    ['a sale window', { saleStartsAt: NOW, saleEndsAt: NOW + 1 }, 'row-edited'],
    ['a promotion', { promotionRefs: ['COUPON-1'] }, 'row-edited'],
    ['another channel', { channel: 'app' }, 'row-edited'],
    ['another name', { name: 'Earphones' }, 'approved'],
    ['another category', { category: 'Clearance' }, 'approved'],
    ['another cost', { costMinor: 90_000 }, 'approved'],
    ['less stock', { stockToSell: 5 }, 'approved'],
    ['the price before', { previousPriceMinor: 1 }, 'approved'],
  ])('with %s: %o is %s', (_what, edit, expected) => {
    expect(said([one], offerOf(edit))).toBe(expected);
  });

  it('takes a promotion of the row in any order', () => {
    const row = offerOf({ promotionRefs: ['B', 'A'] });
    expect(said([signed(approvalOf(row))], offerOf({ promotionRefs: ['A', 'B'] }))).toBe('approved');
  });

  it('holds the row and the hash it names to each other', () => {
    const forged = approvalOf(offer, { scope: { kind: 'rows', rows: [rowOf(offer, { priceMinor: 99 })] } });
    expect(said([signed(forged)], offer)).toBe('other-price');
  });

  it('may name several rows of one SKU, such as its channels', () => {
    const app = offerOf({ channel: 'app' });
    const both = signed(approvalOf(offer, { scope: { kind: 'rows', rows: [rowOf(offer), rowOf(app)] } }));
    expect(said([both], offer)).toBe('approved');
    expect(said([both], app)).toBe('approved');
    expect(said([both], offerOf({ channel: 'web' }))).toBe('row-edited');
  });

  it('computes the hash of a finding that carries none', () => {
    expect(said([one], offer, { finding: { subjectHash: undefined } })).toBe('approved');
    expect(said([one], offerOf({ pack: 2 }), { finding: { subjectHash: undefined } })).toBe('row-edited');
  });
});

describe('who signed', () => {
  const offer = offerOf();
  const approval = approvalOf(offer);

  it('is one of the policy', () => {
    expect(said([signed(approval, KEYS.stranger)], offer)).toBe('unknown-key');
    const posing = { ...signed(approval, KEYS.stranger), keyId: KEYS.lead.keyId };
    expect(said([posing], offer)).toBe('bad-signature');
    expect(said([signed(approval)], offer, { desk: { policy: policyOf({ people: [] }) } })).toBe(
      'unknown-key',
    );
    expect(said([signed(approval)], offer, { desk: { policy: policyOf({ roles: [] }) } })).toBe(
      'unknown-key',
    );
  });

  it('signed this and nothing else', () => {
    const changed = { ...signed(approval), approval: { ...approval, expiresAt: approval.expiresAt - 1 } };
    expect(said([changed], offer)).toBe('bad-signature');
    const other = {
      ...signed(approval),
      signature: signed(approvalOf(offer, { nonce: '1'.repeat(32) })).signature,
    };
    expect(said([other], offer)).toBe('bad-signature');
    expect(said([{ ...signed(approval), signature: '' }], offer)).toBe('bad-signature');
  });

  it('has a role that may approve the rule', () => {
    const wide = approvalOf(offer, { rules: ['below-cost', 'deep-markdown'] });
    expect(said([signed(wide, KEYS.merchandiser)], offer)).toBe('approved');
    expect(said([signed(wide, KEYS.merchandiser)], offer, { finding: { ruleId: 'below-cost' } })).toBe(
      'role-may-not',
    );
    expect(said([signed(wide, KEYS.lead)], offer, { finding: { ruleId: 'below-cost' } })).toBe('approved');
    expect(said([signed(approval, KEYS.sealer)], offer)).toBe('role-may-not');
  });

  it('neither entered the row nor edited it last', () => {
    const authored = offerOf({ author: 'p-1' });
    expect(said([signed(approvalOf(authored))], authored)).toBe('signer-is-editor');
    const edited = offerOf({ lastEditor: 'p-1' });
    expect(said([signed(approvalOf(edited))], edited)).toBe('signer-is-editor');
    expect(said([signed(approvalOf(edited)), signed(approvalOf(edited), KEYS.second)], edited)).toBe(
      'approved',
    );
    const unknown = offerOf({ author: undefined, lastEditor: undefined });
    expect(said([signed(approvalOf(unknown))], unknown)).toBe('approved');
  });
});

describe('dates and bounds', () => {
  const offer = offerOf();

  it.each([
    [{ signedAt: NOW, expiresAt: NOW + 1 }, 'approved'],
    [{ signedAt: NOW + 1, expiresAt: NOW + 2 }, 'not-yet-signed'],
    [{ signedAt: NOW - 1, expiresAt: NOW }, 'expired'],
    [{ signedAt: NOW, expiresAt: NOW + 14 * DAY_MS }, 'approved'],
    [{ signedAt: NOW, expiresAt: NOW + 14 * DAY_MS + 1 }, 'valid-too-long'],
  ])('signed and expiring %o: %s', (dates, expected) => {
    expect(said([signed(approvalOf(offer, dates))], offer)).toBe(expected);
  });

  it.each([
    [{ startsAt: NOW }, {}, 'approved'],
    [{ startsAt: NOW + 1 }, {}, 'outside-window'],
    [{ endsAt: NOW + 1 }, {}, 'approved'],
    [{ endsAt: NOW }, {}, 'outside-window'],
    [{ startsAt: NOW, endsAt: NOW + 9 }, { saleStartsAt: NOW, saleEndsAt: NOW + 9 }, 'approved'],
    [{ startsAt: NOW, endsAt: NOW + 9 }, { saleStartsAt: NOW - 1, saleEndsAt: NOW + 9 }, 'outside-window'],
    [{ startsAt: NOW, endsAt: NOW + 9 }, { saleStartsAt: NOW, saleEndsAt: NOW + 10 }, 'outside-window'],
    [{ endsAt: NOW + 9 }, { saleStartsAt: NOW }, 'outside-window'],
    [{ startsAt: NOW }, { saleEndsAt: NOW + 9 }, 'outside-window'],
    [{ startsAt: NOW }, { saleStartsAt: NOW }, 'approved'],
  ])('a window of %o on a row with %o: %s', (bounds, window, expected) => {
    const row = offerOf(window);
    expect(said([signed(approvalOf(row, bounds))], row)).toBe(expected);
  });

  it('holds a row without a window to the sale it is judged for', () => {
    const bounded = signed(approvalOf(offer, { startsAt: NOW, endsAt: NOW + 1000 }));
    const within = { startsAt: NOW, endsAt: NOW + 1000 };
    expect(said([bounded], offer, { desk: { saleWindow: within } })).toBe('approved');
    expect(said([bounded], offer, { desk: { saleWindow: { ...within, endsAt: NOW + 1001 } } })).toBe(
      'outside-window',
    );
  });

  it.each([
    [100, 100, 'approved'],
    [99, 100, 'too-many-units'],
    [100, undefined, 'too-many-units'],
    [100, 0, 'approved'],
  ])('at most %s units with a stock of %s: %s', (quantityMax, stockToSell, expected) => {
    const row = offerOf({ stockToSell });
    expect(said([signed(approvalOf(row, { quantityMax }))], row)).toBe(expected);
  });
});

describe('the payable price', () => {
  const offer = offerOf();
  const stack = (payableMinor: unknown) => ({
    ruleId: 'worst-stack',
    evidence: { payableMinor } as never,
  });
  const floor = (floorMinor: number) =>
    signed(
      approvalOf(offer, {
        scope: { kind: 'rows', rows: [rowOf(offer, { floorMinor })] },
        rules: ['worst-stack'],
      }),
    );

  it.each([
    [9000, 9000, 'approved'],
    [9000, 8999, 'below-floor'],
    [13_600, 13_599, 'below-floor'],
    [0, 1, 'approved'],
    [0, 0, 'unwaivable-rule'],
    [0, -1, 'unwaivable-rule'],
  ])('with a floor of %i and a worst stack of %i: %s', (floorMinor, payableMinor, expected) => {
    expect(said([floor(floorMinor)], offer, { finding: stack(payableMinor) })).toBe(expected);
  });

  it.each([[undefined], ['9000'], [9000.5], [null]])(
    'is not taken for high enough when it is %s',
    (payable) => {
      expect(said([floor(9000)], offer, { finding: stack(payable) })).toBe('below-floor');
    },
  );

  it('is not known while the row names promotions nobody knows', () => {
    const evidence = { payableMinor: 9000, unknownIds: ['COUPON-9'] };
    expect(said([floor(9000)], offer, { finding: { ruleId: 'worst-stack', evidence } })).toBe('below-floor');
    const known = { ...evidence, unknownIds: [] };
    expect(said([floor(9000)], offer, { finding: { ruleId: 'worst-stack', evidence: known } })).toBe(
      'approved',
    );
  });

  it('cannot be approved where a rule would speak that nobody can waive', () => {
    const tripping = (...ruleIds: readonly string[]): string | undefined =>
      said([floor(50)], offer, {
        finding: { ruleId: 'worst-stack', evidence: { payableMinor: 50, ruleIds } },
      });
    expect(tripping('below-cost', 'absolute-floor')).toBe('unwaivable-rule');
    expect(tripping('below-cost')).toBe('approved');
  });

  it('may be nothing for a declared gift', () => {
    const gift = offerOf({ priceMinor: 0, gift: true });
    expect(said([signed(approvalOf(gift))], gift)).toBe('approved');
    const free = offerOf({ priceMinor: 0 });
    expect(said([signed(approvalOf(free))], free)).toBe('unwaivable-rule');
  });

  it('is what a campaign is held to', () => {
    const campaign = signed({ ...campaignOf({ markdownMaxBps: 9500 }), rules: ['worst-stack'] });
    expect(said([campaign], offer, { finding: stack(6800) })).toBe('approved');
    expect(said([campaign], offer, { finding: stack(6799) })).toBe('too-deep');
    expect(said([campaign], offer, { finding: stack(undefined) })).toBe('too-deep');
  });
});

describe('an approval of a campaign', () => {
  const offer = offerOf();

  it.each([
    ['the root', { category: 'Audio' }, 'approved'],
    ['a category between', { category: 'Audio > Earphones' }, 'approved'],
    ['its own category', { category: 'Audio > Earphones > Wired' }, 'approved'],
    ['the whole price list', { category: undefined }, 'approved'],
    ['its SKU', { category: undefined, skus: ['EP-9', 'EP-100'] }, 'approved'],
    ['a category below', { category: 'Audio > Earphones > Wired > In-ear' }, undefined],
    ['a category that only begins alike', { category: 'Aud' }, undefined],
    ['another category', { category: 'Video' }, undefined],
    ['another price list', { priceList: 'members' }, undefined],
    ['another currency', { currency: 'USD' as const }, undefined],
    ['other SKUs', { category: undefined, skus: ['EP-9'] }, undefined],
    ['another price list, whole', { category: undefined, priceList: 'members' }, undefined],
  ])('for %s: %s', (_what, scope, expected) => {
    expect(said([signed(campaignOf(scope))], offer)).toBe(expected);
  });

  it('covers rows without a category by price list and SKU only', () => {
    const bare = offerOf({ category: undefined });
    expect(said([signed(campaignOf())], bare)).toBeUndefined();
    expect(said([signed(campaignOf({ category: undefined }))], bare)).toBe('approved');
  });

  it('is exact to the basis point', () => {
    expect(said([signed(campaignOf({ markdownMaxBps: 9000 }))], offer)).toBe('approved');
    expect(said([signed(campaignOf({ markdownMaxBps: 8999 }))], offer)).toBe('too-deep');
    const deeper = offerOf({ priceMinor: 13_599 });
    expect(said([signed(campaignOf({ markdownMaxBps: 9000 }))], deeper)).toBe('too-deep');
    // 9000.007... bps would round down to 9000.
    expect(said([signed(campaignOf({ markdownMaxBps: 9001 }))], deeper)).toBe('approved');
  });

  it('covers no row without a reference', () => {
    const none = { finding: { referenceMinor: undefined, exposureMinor: undefined } };
    expect(said([signed(campaignOf())], offer, none)).toBe('no-reference');
    expect(said([signed(campaignOf())], offer, { finding: { referenceMinor: 0 } })).toBe('no-reference');
  });

  it('takes the right to approve batches', () => {
    expect(said([signed(campaignOf(), KEYS.merchandiser)], offer)).toBe('role-may-not');
  });

  it('does not let the editor of a row approve it by its category', () => {
    const own = offerOf({ lastEditor: 'p-1' });
    expect(said([signed(campaignOf())], own)).toBe('signer-is-editor');
  });
});

describe('a second signature', () => {
  const limits = policyOf({ secondSignatureFromMinor: new Map([['KRW', 12_240_000]]) });
  const desk = { policy: limits };
  const offer = offerOf();
  const lead = signed(approvalOf(offer));

  it('is asked for from the limit on', () => {
    // (136,000 - 13,600) x 100 is the limit exactly.
    expect(said([lead], offer, { desk })).toBe('second-signature-missing');
    const less = offerOf({ stockToSell: 99 });
    expect(said([signed(approvalOf(less))], less, { desk })).toBe('approved');
  });

  it('is asked for where nothing bounds the loss: no stock, or a currency without a limit', () => {
    const endless = offerOf({ stockToSell: undefined });
    expect(said([signed(approvalOf(endless))], endless, { desk })).toBe('second-signature-missing');
    const dollars = offerOf({ currency: 'USD' });
    expect(said([signed(approvalOf(dollars))], dollars, { desk })).toBe('second-signature-missing');
  });

  it.each(['P-1', 'p\u20111', 'ｐ-1', 'p-1\u200b'])(
    'is not asked for in vain: the editor %s is p-1',
    (author) => {
      const own = offerOf({ author });
      expect(said([signed(approvalOf(own))], own)).toBe('signer-is-editor');
    },
  );

  it('comes from another person, in an approval of their own that holds', () => {
    expect(said([lead, signed(approvalOf(offer), KEYS.second)], offer, { desk })).toBe('approved');
    expect(said([lead, signed(campaignOf(), KEYS.second)], offer, { desk })).toBe('approved');
    const again = signed(approvalOf(offer, { nonce: '7'.repeat(32) }));
    expect(said([lead, again], offer, { desk })).toBe('second-signature-missing');
    const expired = signed(approvalOf(offer, { expiresAt: NOW }), KEYS.second);
    expect(said([lead, expired], offer, { desk })).toBe('second-signature-missing');
  });

  it('is not one person with two keys', () => {
    const [first, ...rest] = limits.people;
    if (first === undefined) throw new Error('nobody');
    const twice = { ...limits, people: [first, ...rest.map((one) => ({ ...one, id: first.id }))] };
    const both = [lead, signed(approvalOf(offer), KEYS.second)];
    expect(said(both, offer, { desk: { policy: twice } })).toBe('second-signature-missing');
  });

  it('is asked for where nobody knows what the price could cost', () => {
    const unknown = { finding: { exposureMinor: undefined, referenceMinor: undefined }, desk };
    expect(said([lead], offer, unknown)).toBe('second-signature-missing');
  });

  it('counts what customers may pay less after promotions', () => {
    const few = offerOf({ stockToSell: 91 });
    const rules = ['worst-stack', 'deep-markdown'];
    const scope = { kind: 'rows', rows: [rowOf(few, { floorMinor: 1 })] } as const;
    const one = signed(approvalOf(few, { scope, rules }));
    expect(said([one], few, { desk })).toBe('approved');
    const stack = { ruleId: 'worst-stack', evidence: { payableMinor: 1000 } };
    expect(said([one], few, { desk, finding: stack })).toBe('second-signature-missing');
  });

  it('gives the ids of all that hold, sorted', () => {
    const second = signed(approvalOf(offer, { nonce: '3'.repeat(32) }), KEYS.second);
    const approval = deskOf([second, lead], desk).judgeOffer(findingOn(offer), offer);
    const ids = [lead, second].map((one) => approvalIdOf(one.approval)).sort();
    expect(approval).toEqual({ kind: 'approved', approvalIds: ids, severityBefore: 'block' });
  });
});

describe('the most telling refusal', () => {
  const offer = offerOf();
  const strange = signed(approvalOf(offer), KEYS.stranger);
  const expired = signed(approvalOf(offer, { expiresAt: NOW }));
  const edited = signed(approvalOf(offerOf({ pack: 2 })));

  it('is that of the approval that came furthest, whatever the order of the file', () => {
    for (const approvals of [
      [strange, expired, edited],
      [edited, strange, expired],
      [expired, edited, strange],
    ]) {
      const approval = deskOf(approvals).judgeOffer(findingOn(offer), offer);
      expect(approval).toEqual({
        kind: 'refused',
        approvalId: approvalIdOf(edited.approval),
        refusal: 'row-edited',
      });
    }
    expect(said([strange, expired], offer)).toBe('expired');
  });

  it('is none when one of them holds', () => {
    expect(said([strange, expired, edited, signed(approvalOf(offer))], offer)).toBe('approved');
  });
});

describe('whether a price is approved', () => {
  const offer = offerOf();
  const question = {
    payableMinor: offer.priceMinor,
    rowHash: () => rowHash(offer),
    referenceMinor: 136_000,
    exposureMinor: 12_240_000,
  };

  it('is told by approvals that name unapproved-change', () => {
    const change = signed(approvalOf(offer, { rules: ['unapproved-change'] }));
    expect(deskOf([change]).answer(offer, question)).toEqual({ kind: 'approved' });
    expect(deskOf([signed(approvalOf(offer))]).answer(offer, question)).toEqual({ kind: 'missing' });
    expect(deskOf([]).answer(offer, question)).toEqual({ kind: 'missing' });
  });

  it('is refused with the reason', () => {
    const edited = signed(approvalOf(offerOf({ pack: 2 }), { rules: ['unapproved-change'] }));
    expect(deskOf([edited]).answer(offer, question)).toEqual({ kind: 'refused', refusal: 'row-edited' });
    const own = offerOf({ author: 'p-1' });
    const one = signed(approvalOf(own, { rules: ['unapproved-change'] }));
    expect(deskOf([one]).answer(own, { ...question, rowHash: () => rowHash(own) })).toEqual({
      kind: 'refused',
      refusal: 'signer-is-editor',
    });
  });

  it('does not ask for the hash of a row that no approval names', () => {
    const rowHashAsked = (): string => {
      throw new Error('asked');
    };
    const change = signed(approvalOf(offerOf({ sku: 'EP-2' }), { rules: ['unapproved-change'] }));
    expect(deskOf([change]).answer(offer, { ...question, rowHash: rowHashAsked })).toEqual({
      kind: 'missing',
    });
  });

  it('takes two people above the limit', () => {
    const policy = policyOf({ secondSignatureFromMinor: new Map([['KRW', 12_240_000]]) });
    const change = approvalOf(offer, { rules: ['unapproved-change'] });
    const one = deskOf([signed(change)], { policy }).answer(offer, question);
    expect(one).toEqual({ kind: 'refused', refusal: 'second-signature-missing' });
    const two = deskOf([signed(change), signed(change, KEYS.merchandiser)], { policy }).answer(
      offer,
      question,
    );
    expect(two).toEqual({ kind: 'approved' });
  });
});

describe('an approval of findings on the catalogue', () => {
  const finding = batchFinding();
  const approval = approvalOf(offerOf(), {
    scope: { kind: 'findings', findingIds: [finding.id], batchDigest: DIGEST },
    rules: ['catalogue-shock'],
  });
  const judge = (
    approvals: readonly SignedApproval[],
    found = finding,
    digest = DIGEST,
  ): string | undefined => {
    const answer = deskOf(approvals).judgeSubject(found, digest);
    return answer?.kind === 'refused' ? answer.refusal : answer?.kind;
  };

  it('downgrades that finding in exactly these files', () => {
    expect(judge([signed(approval)])).toBe('approved');
    expect(judge([signed(approval)], finding, 'cd'.repeat(32))).toBe('catalogue-edited');
    expect(judge([signed(approval)], { ...finding, id: '0'.repeat(16) })).toBeUndefined();
    expect(judge([signed(approval)], { ...finding, ruleId: 'feed-shape' })).toBeUndefined();
    expect(judge([signed(approval)], { ...finding, severity: 'info' })).toBeUndefined();
  });

  it('takes the right to approve batches', () => {
    expect(judge([signed(approval, KEYS.merchandiser)])).toBe('role-may-not');
  });

  it('covers no row: that is approved by what it says', () => {
    const row = { ...findingOn(offerOf()), id: finding.id };
    const wide = { ...approval, rules: ['deep-markdown'] };
    expect(judge([signed(wide)], row)).toBeUndefined();
  });

  it('never covers what could not be read', () => {
    const wide = { ...approval, rules: ['sale-window'] };
    expect(judge([signed(wide)], { ...finding, ruleId: 'sale-window', subject: 'row' })).toBe(
      'unwaivable-rule',
    );
  });

  it('holds only within its window, and counts no units', () => {
    expect(judge([signed({ ...approval, endsAt: NOW })])).toBe('outside-window');
    expect(judge([signed({ ...approval, quantityMax: 1_000_000 })])).toBe('too-many-units');
  });
});

describe('an approval of promotions', () => {
  const finding = batchFinding({
    ruleId: 'coupon-exposure',
    subject: 'promotion',
    promotionId: 'COUPON-1',
    subjectHash: 'cd'.repeat(32),
  });
  const approval = approvalOf(offerOf(), {
    scope: {
      kind: 'promotions',
      promotions: [{ promotionId: 'COUPON-1', promotionHash: 'cd'.repeat(32) }],
    },
    rules: ['coupon-exposure'],
  });
  const judge = (found = finding, one = signed(approval)): string | undefined => {
    const answer = deskOf([one]).judgeSubject(found, DIGEST);
    return answer?.kind === 'refused' ? answer.refusal : answer?.kind;
  };

  it('downgrades its findings while it is as it was', () => {
    expect(judge()).toBe('approved');
    expect(judge({ ...finding, subjectHash: 'ef'.repeat(32) })).toBe('promotion-edited');
    expect(judge({ ...finding, subjectHash: undefined })).toBe('promotion-edited');
    expect(judge({ ...finding, promotionId: 'COUPON-2' })).toBeUndefined();
    expect(judge({ ...finding, promotionId: undefined })).toBeUndefined();
    expect(judge({ ...finding, ruleId: 'field-swap' })).toBeUndefined();
  });

  it('takes a role that may approve the rule', () => {
    expect(judge(finding, signed(approval, KEYS.merchandiser))).toBe('role-may-not');
  });
});

describe('approvals that hold for nothing', () => {
  const offer = offerOf();

  it.each([
    ['unknown-key', signed(approvalOf(offer), KEYS.stranger)],
    ['bad-signature', { ...signed(approvalOf(offer)), signature: `${'A'.repeat(86)}==` }],
    ['unwaivable-rule', signed(approvalOf(offer, { rules: ['deep-markdown', 'absolute-floor'] }))],
    ['role-may-not', signed(approvalOf(offer), KEYS.sealer)],
    ['role-may-not', signed(campaignOf(), KEYS.merchandiser)],
    ['valid-too-long', signed(approvalOf(offer, { expiresAt: NOW + 99 * DAY_MS }))],
    ['expired', signed(approvalOf(offer, { expiresAt: NOW }))],
    ['not-yet-signed', signed(approvalOf(offer, { signedAt: NOW + 1 }))],
  ] as const)('are told with their reason: %s', (refusal, one) => {
    const desk = deskOf([signed(approvalOf(offer)), one]);
    expect(desk.rejectedApprovals()).toEqual([{ index: 1, approvalId: approvalIdOf(one.approval), refusal }]);
  });

  it('void every rule they name when one of them is unwaivable', () => {
    const mixed = signed(approvalOf(offer, { rules: ['deep-markdown', 'currency-exponent'] }));
    expect(said([mixed], offer)).toBe('unwaivable-rule');
    expect(said([mixed], offer, { finding: { ruleId: 'currency-exponent' } })).toBe('unwaivable-rule');
  });
});
