import { describe, expect, it } from 'vitest';
import { APPROVAL_REFUSALS } from '../../../src/catalog/approval.js';
import { approvalText, ruleAndApproval } from '../../../src/report/approval-text.js';
import { LANGS } from '../../../src/text/lang.js';
import { FAKE_APPROVAL_ID, fakeApproved, fakeFinding, fakeRefused } from '../../support/fake-audit-result.js';

describe('approvalText', () => {
  it('says who approved what it was', () => {
    const approved = fakeApproved(fakeFinding({ severity: 'hold' }));
    expect(approvalText(approved, 'en')).toBe(`approved by ${FAKE_APPROVAL_ID}, was HOLD`);
    expect(approvalText(approved, 'ko')).toBe(`승인됨(승인 ${FAKE_APPROVAL_ID}), 승인 전 보류`);
  });

  it('names every approval where two were needed', () => {
    const approval = { kind: 'approved', approvalIds: ['0a', '1b'], severityBefore: 'block' } as const;
    expect(approvalText(fakeFinding({ severity: 'info', approval }), 'en')).toBe(
      'approved by 0a and 1b, was BLOCK',
    );
  });

  it('is nothing where no approval names the finding', () => {
    expect(approvalText(fakeFinding(), 'en')).toBeUndefined();
  });

  it.each(LANGS)('tells every reason of a refusal in its own words, in %s', (lang) => {
    const texts = APPROVAL_REFUSALS.map((refusal) => approvalText(fakeRefused(fakeFinding(), refusal), lang));
    expect(new Set(texts).size).toBe(APPROVAL_REFUSALS.length);
    for (const text of texts) {
      expect(text).toContain(FAKE_APPROVAL_ID);
      expect(text?.replace(FAKE_APPROVAL_ID, '')).toMatch(lang === 'ko' ? /^[^A-Za-z]+$/ : /^[ -~]+$/);
    }
  });

  it('lets no id act on a terminal', () => {
    const approval = { kind: 'refused', approvalId: '\u001b[2J', refusal: 'expired' } as const;
    expect(approvalText(fakeFinding({ approval }), 'en')).not.toContain('\u001b');
  });
});

describe('ruleAndApproval', () => {
  it('marks the rule of an approved finding, and of one whose approval was refused', () => {
    expect(ruleAndApproval(fakeFinding(), 'en')).toBe('deep-markdown');
    expect(ruleAndApproval(fakeApproved(fakeFinding()), 'en')).toBe('deep-markdown (approved)');
    expect(ruleAndApproval(fakeRefused(fakeFinding()), 'ko')).toBe('deep-markdown (승인 무효)');
  });
});
