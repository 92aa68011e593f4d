import { describe, expect, it } from 'vitest';
import { refusalRank } from '../../src/approvals/refusal-order.js';
import { APPROVAL_REFUSALS } from '../../src/catalog/approval.js';
import { UNWAIVABLE } from '../../src/pricing/unwaivable.js';
import { APPROVALS_MAX } from '../../src/wire/approvals.js';
import { codesIn, pageAt, pageFrom, tableRows } from './tables.js';

const page = pageAt('docs/approvals.md');

describe('docs/approvals.md', () => {
  it('explains every reason an approval does not hold, in the order of the checks', () => {
    const shown = tableRows(page, ['reason', 'what happened']).map(([reason = '']) => codesIn(reason)[0]);
    const reasons = [...APPROVAL_REFUSALS].sort((left, right) => refusalRank(left) - refusalRank(right));
    expect(shown).toEqual(reasons);
  });

  it('names the rules that nobody can approve', () => {
    const [line = ''] = pageFrom(page, '## What cannot be approved').text.split('\n').slice(2);
    expect([...codesIn(line)].sort()).toEqual([...UNWAIVABLE.keys()].sort());
  });

  it('states the limit of the code', () => {
    expect(page.text).toContain(`Up to ${APPROVALS_MAX.toLocaleString('en')} approvals`);
  });
});
