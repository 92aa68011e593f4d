import { describe, expect, it } from 'vitest';
import type { ReportedFinding } from '../../../src/catalog/reported-finding.js';
import { ApprovalDesk } from '../../../src/approvals/approval-desk.js';
import { draftApprovals, type ApprovalDraft } from '../../../src/approvals/draft-approvals.js';
import type { Finding } from '../../../src/catalog/finding.js';
import { approvalLine, APPROVAL_LINE_MAX, readApprovals } from '../../../src/wire/approvals.js';
import { approvalOf, batchFinding, findingOn, KEYS, NOW, offerOf, policyOf, signed } from './making.js';

const DIGEST = 'ab'.repeat(32);

function found(finding: Finding, id = '00000000000000ff'): ReportedFinding {
  return { ...finding, id };
}

function draft(findings: readonly ReportedFinding[], floorMinor?: number): readonly ApprovalDraft[] {
  return draftApprovals(findings, { batchDigest: DIGEST, floorMinor });
}

describe('draftApprovals', () => {
  const offer = offerOf();

  it('draws up one row for all findings on it, with all their rules', () => {
    const two = [
      found(findingOn(offer, { ruleId: 'unapproved-change' }), '00000000000000f1'),
      found(findingOn(offer), '00000000000000f2'),
    ];
    const [one, ...more] = draft(two);
    expect(more).toEqual([]);
    expect(one?.rules).toEqual(['deep-markdown', 'unapproved-change']);
    expect(one?.scope).toEqual(approvalOf(offer).scope);
    expect(one?.findings).toEqual(two);
  });

  it('puts rows with the same rules into one approval, and keeps others apart', () => {
    const drafts = draft([
      found(findingOn(offerOf({ sku: 'A' }))),
      found(findingOn(offerOf({ sku: 'B' }), { ruleId: 'below-cost' })),
      found(findingOn(offerOf({ sku: 'C' }))),
    ]);
    const named = drafts.map(({ scope, rules }) => [
      scope.kind === 'rows' ? scope.rows.map(({ sku }) => sku).join() : scope.kind,
      rules.join(),
    ]);
    expect(named).toEqual([
      ['A,C', 'deep-markdown'],
      ['B', 'below-cost'],
    ]);
  });

  it('keeps rows of one SKU apart by what they say', () => {
    const [one] = draft([found(findingOn(offer)), found(findingOn(offerOf({ channel: 'app' })))]);
    expect(one?.scope.kind === 'rows' ? one.scope.rows.length : 0).toBe(2);
  });

  it('takes the payable price of a worst stack as the floor', () => {
    const stack = findingOn(offer, { ruleId: 'worst-stack', evidence: { payableMinor: 9000 } });
    const floorOf = (drafts: readonly ApprovalDraft[]): unknown =>
      drafts.map(({ scope }) => (scope.kind === 'rows' ? scope.rows[0]?.floorMinor : scope.kind));
    expect(floorOf(draft([found(stack), found(findingOn(offer))]))).toEqual([9000]);
    expect(floorOf(draft([found(findingOn(offer))]))).toEqual([13_600]);
    expect(floorOf(draft([found(findingOn(offer))], 5000))).toEqual([5000]);
    expect(floorOf(draft([found(stack)], 9000))).toEqual([9000]);
  });

  it('refuses a floor that would not do, and a stack that leaves nothing to pay', () => {
    const stack = (payableMinor: number): ReportedFinding =>
      found(findingOn(offer, { ruleId: 'worst-stack', evidence: { payableMinor } }));
    expect(() => draft([stack(9000)], 9001)).toThrow('the floor is above the payable price of EP-100');
    expect(() => draft([found(findingOn(offer))], 13_601)).toThrow('the floor is above the price of EP-100');
    expect(() => draft([stack(0)])).toThrow('would cost nothing');
  });

  it('names promotions by their hash, and everything else by its id', () => {
    const promotion = batchFinding({
      ruleId: 'coupon-exposure',
      subject: 'promotion',
      promotionId: 'COUPON-1',
      subjectHash: 'cd'.repeat(32),
    });
    const scopes = draft([found(promotion), batchFinding(), { ...batchFinding(), ruleId: 'feed-shape' }]).map(
      ({ scope, rules }) => [scope, rules],
    );
    expect(scopes).toEqual([
      [
        {
          kind: 'promotions',
          promotions: [{ promotionId: 'COUPON-1', promotionHash: 'cd'.repeat(32) }],
        },
        ['coupon-exposure'],
      ],
      [
        { kind: 'findings', findingIds: ['00112233445566aa'], batchDigest: DIGEST },
        ['catalogue-shock', 'feed-shape'],
      ],
    ]);
  });

  it.each<[string, Partial<Finding>, string]>([
    ['an info', { severity: 'info' }, 'it asks for nothing'],
    [
      'what is approved',
      { severity: 'info', approval: { kind: 'approved', approvalIds: [], severityBefore: 'block' } },
      'approved already',
    ],
    ['an unwaivable rule', { ruleId: 'absolute-floor' }, 'a price of nothing is never meant'],
    ['an unreadable row', { ruleId: 'sale-window', subject: 'row' }, 'mend the file'],
    [
      'a stack that trips an unwaivable rule',
      { ruleId: 'worst-stack', evidence: { payableMinor: 50, ruleIds: ['absolute-floor'] } },
      'a rule speaks which cannot be approved',
    ],
    [
      'unknown promotions',
      { ruleId: 'worst-stack', evidence: { trigger: 'unknown-promotion', unknownIds: ['COUPON-9'] } },
      'promotions that nobody knows',
    ],
    ['a damaged finding', { sku: undefined }, 'the report is damaged'],
    ['a currency that is none', { currency: 'XXX' as never }, 'the report is damaged'],
  ])('refuses %s by its id', (_what, edit, reason) => {
    const refused = (): unknown => draft([found(findingOn(offer, edit), '00000000000000f3')]);
    expect(refused).toThrow('00000000000000f3');
    expect(refused).toThrow(reason);
  });

  it('draws up approvals that fit a line and hold, however many and long the names', () => {
    const offers = Array.from({ length: 250 }, (_, index) =>
      offerOf({ sku: `${'"'.repeat(125)}${String(index)}`.slice(-128), priceList: '\\'.repeat(128) }),
    );
    const drafts = draft(
      offers.map((one, index) => found(findingOn(one), index.toString(16).padStart(16, '0'))),
    );
    const approvals = drafts.map(({ scope, rules }) =>
      signed(approvalOf(offer, { scope, rules }), KEYS.lead),
    );
    expect(approvals.length).toBeGreaterThan(1);
    const lines = approvals.map(approvalLine);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(APPROVAL_LINE_MAX);
    const read = readApprovals(lines.join('\n'), { file: 'approvals.jsonl' });
    const desk = new ApprovalDesk({ policy: policyOf(), approvals: read, now: NOW });
    for (const one of offers) expect(desk.judgeOffer(findingOn(one), one)?.kind).toBe('approved');
  });
});
