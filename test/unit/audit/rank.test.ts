import { describe, expect, it } from 'vitest';
import { withApproval } from '../../../src/audit/approval-facts.js';
import { rankFindings } from '../../../src/audit/rank.js';
import type { Finding } from '../../../src/catalog/finding.js';

const OPTIONS = { rates: undefined, knownIds: new Set<string>() };

function finding(init: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'deep-markdown',
    severity: 'block',
    subject: 'offer',
    sku: 'EP-100',
    priceList: 'default',
    file: 'tomorrow.csv',
    line: 2,
    currency: 'KRW',
    name: undefined,
    category: undefined,
    priceMinor: 12_900,
    referenceMinor: 129_000,
    referenceSource: 'list-price',
    exposureMinor: 116_100,
    stockToSell: undefined,
    measured: { value: 9000, unit: 'bps' },
    limit: { value: 6000, unit: 'bps' },
    evidence: {},
    payableMinor: undefined,
    promotionId: undefined,
    subjectHash: undefined,
    editors: [],
    approval: undefined,
    ...init,
  };
}

/** Ids by what tells the findings apart. */
function idsBy(findings: readonly Finding[], label: (finding: Finding) => string): Record<string, string> {
  return Object.fromEntries(rankFindings(findings, OPTIONS).map((ranked) => [label(ranked), ranked.id]));
}

const hashOf = ({ subjectHash }: Finding): string => subjectHash ?? '';

describe('ids of findings that are alike but for their rows', () => {
  const first = finding({ subjectHash: 'aa', line: 9 });
  const second = finding({ subjectHash: 'bb', line: 2 });

  it('follow the content of the rows, whatever their order, lines and files', () => {
    const ids = idsBy([first, second], hashOf);
    expect(idsBy([second, first], hashOf)).toEqual(ids);
    expect(
      idsBy(
        [
          { ...first, file: 'z.csv' },
          { ...second, file: 'a.csv', line: 900 },
        ],
        hashOf,
      ),
    ).toEqual(ids);
    expect(ids['aa']).not.toBe(ids['bb']);
    expect(ids['aa']).toBe(rankFindings([first], OPTIONS)[0]?.id);
  });

  it('do not change when one of them is approved, or when its exposure moves', () => {
    const ids = idsBy([first, second], hashOf);
    const approved = withApproval(first, {
      kind: 'approved',
      approvalIds: ['0123456789abcdef'],
      severityBefore: 'block',
    });
    expect(idsBy([approved, second], hashOf)).toEqual(ids);
    expect(idsBy([first, { ...second, exposureMinor: 999_999 }], hashOf)).toEqual(ids);
  });

  it('follow the evidence where nothing else differs, without its lines and files', () => {
    const conflict = (highMinor: number, lowLine: number): Finding =>
      finding({
        ruleId: 'feed-shape',
        evidence: { trigger: 'price-conflict', highMinor, lowLine, lowFile: `${String(lowLine)}.csv` },
      });
    const label = ({ evidence }: Finding): string => String(evidence['highMinor']);
    const ids = idsBy([conflict(130_000, 7), conflict(140_000, 3)], label);
    expect(idsBy([conflict(130_000, 3), conflict(140_000, 7)], label)).toEqual(ids);
  });

  it('are interchangeable where all content is equal, and stand by file and line', () => {
    const rows = [
      finding({ file: 'b.csv', line: 2 }),
      finding({ line: 9, file: 'a.csv' }),
      finding({ file: 'a.csv', line: 4 }),
    ];
    const ranked = rankFindings(rows, OPTIONS);
    expect(ranked.map(({ file, line }) => `${file ?? ''}:${String(line)}`)).toEqual([
      'a.csv:4',
      'a.csv:9',
      'b.csv:2',
    ]);
    expect(new Set(ranked.map(({ id }) => id)).size).toBe(3);
    expect(rankFindings([...rows].reverse(), OPTIONS)).toEqual(ranked);
  });
});
