import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../src/report/message.js';
import { fakeBatchFinding, fakeFinding } from '../../support/fake-audit-result.js';

describe('messageOf', () => {
  it("tells a finding in its rule's own sentence", () => {
    expect(messageOf(fakeFinding(), 'en')).toBe('12,900 won is 90 % below its usual price of 129,000 won.');
    expect(messageOf(fakeFinding(), 'ko')).toContain('129,000원보다 90% 낮습니다');
  });

  it('tells a finding of a rule this version does not know by what was measured', () => {
    expect(messageOf(fakeBatchFinding(), 'en')).toBe(
      'Rule rule-of-tomorrow, which this version does not know: measured 72 rows, limit 10,000 rows.',
    );
    expect(messageOf(fakeBatchFinding(), 'ko')).toContain('측정값 72행, 한도 10,000행');
  });

  it('holds no control characters, whatever the file held', () => {
    const finding = fakeBatchFinding({
      ruleId: 'a\u001b[2Jb',
      measured: { value: 'x\u202ey\n', unit: 'text' },
    });
    expect(messageOf(finding, 'en')).toContain('Rule a[2Jb, which this version does not know: measured xy ');
  });

  it('shows the amounts of a row without a readable currency as bare numbers', () => {
    expect(messageOf(fakeFinding({ currency: undefined }), 'en')).toContain('12,900 is 90 % below');
  });
});
