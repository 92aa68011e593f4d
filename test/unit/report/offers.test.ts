import { describe, expect, it } from 'vitest';
import { flaggedOffer, groupFindings, unitsExposed, type FindingGroup } from '../../../src/report/offers.js';
import {
  fakeApproved,
  fakeBatchFinding,
  fakeFinding,
  fakePromotionFinding,
  fakeRefused,
} from '../../support/fake-audit-result.js';

const DIGIT = { ruleId: 'digit-shift', measured: { value: -1, unit: 'decades' } } as const;

describe('groupFindings', () => {
  it('gathers the findings of one row, in the order of its first', () => {
    const first = fakeFinding({ line: 9 });
    const second = fakeFinding({ line: 3, severity: 'hold' });
    const third = fakeFinding({ line: 9, severity: 'warn', ruleId: 'below-cost' });
    expect(groupFindings([first, second, third]).offers).toEqual([[first, third], [second]]);
  });

  it('keeps rows of one SKU apart, and rows of two files at one line', () => {
    const findings = [
      fakeFinding({ line: 2 }),
      fakeFinding({ line: 3 }),
      fakeFinding({ line: 2, file: 'b.csv' }),
    ];
    expect(groupFindings(findings).offers).toHaveLength(3);
  });

  it('puts findings about the batch or a file apart, notes by themselves', () => {
    const batch = fakeBatchFinding();
    const file = fakeBatchFinding({ subject: 'file', file: 'catalog.csv' });
    const note = fakeBatchFinding({ severity: 'info' });
    expect(groupFindings([batch, file, note])).toEqual({ batch: [batch, file], notes: [note], offers: [] });
  });

  it('keeps an approved finding about the batch where it is seen', () => {
    const approved = fakeApproved(fakeBatchFinding());
    expect(groupFindings([approved])).toEqual({ batch: [approved], notes: [], offers: [] });
  });

  it('gathers the findings of one promotion', () => {
    const [first, second] = [fakePromotionFinding(), fakePromotionFinding({ severity: 'warn' })];
    expect(groupFindings([first, second]).offers).toEqual([[first, second]]);
  });

  it('keeps a file named __proto__ apart from every other', () => {
    expect(groupFindings([fakeFinding({ file: '__proto__' }), fakeFinding()]).offers).toHaveLength(2);
  });
});

describe('flaggedOffer', () => {
  it('tells a named cause before a size of the same severity', () => {
    const group: FindingGroup = [fakeFinding(), fakeFinding(DIGIT)];
    expect(flaggedOffer(group).findings.map((finding) => finding.ruleId)).toEqual([
      'digit-shift',
      'deep-markdown',
    ]);
  });

  it('tells a reason to stop before a guess at the cause', () => {
    const group: FindingGroup = [fakeFinding({ ...DIGIT, severity: 'warn' }), fakeFinding()];
    const offer = flaggedOffer(group);
    expect(offer.findings[0].ruleId).toBe('deep-markdown');
    expect(offer.severity).toBe('block');
  });

  it('goes by the id of a promotion only where it is one', () => {
    expect(flaggedOffer([fakePromotionFinding()]).promotionId).toBe('SUMMER-10');
    expect(flaggedOffer([fakeFinding({ promotionId: 'SUMMER-10' })]).promotionId).toBeUndefined();
  });

  it('says what became of its approvals, a refusal before an approval', () => {
    const approved = fakeApproved(fakeFinding());
    expect(flaggedOffer([fakeFinding()]).approval).toBeUndefined();
    expect(flaggedOffer([fakeFinding(), approved]).approval).toBe('approved');
    expect(flaggedOffer([approved, fakeRefused(fakeFinding())]).approval).toBe('refused');
  });

  it('takes the source of the reference from the finding', () => {
    expect(flaggedOffer([fakeFinding()]).referenceSource).toBe('history-median');
    expect(flaggedOffer([fakeFinding({ referenceSource: 'list-price' })]).referenceSource).toBe('list-price');
  });

  it('has a markdown only against a reference above nothing', () => {
    expect(flaggedOffer([fakeFinding()]).markdownBps).toBe(9000);
    expect(flaggedOffer([fakeFinding({ referenceMinor: 0 })]).markdownBps).toBeUndefined();
  });
});

describe('unitsExposed', () => {
  it('is the stock the exposure was reckoned for', () => {
    expect(unitsExposed(flaggedOffer([fakeFinding()]))).toBe(39);
  });

  it('is not known for an exposure that was capped', () => {
    const capped = fakeFinding({ exposureMinor: Number.MAX_SAFE_INTEGER });
    expect(unitsExposed(flaggedOffer([capped]))).toBeUndefined();
  });
});
