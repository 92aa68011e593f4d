import { describe, expect, it } from 'vitest';
import { checkReport, readReport } from '../../../src/wire/read-report.js';
import { SAMPLE_REPORT } from './sample-report.js';

const OPTIONS = { file: 'report.json' };
const TEXT = JSON.stringify(SAMPLE_REPORT, null, 2);

describe('readReport', () => {
  it('gives the ids of the findings and the hash of the policy', () => {
    const baseline = readReport(TEXT, OPTIONS);
    expect(baseline).toEqual({
      file: 'report.json',
      policyHash: SAMPLE_REPORT.policyHash,
      findingIds: new Set(['0123456789abcdef', 'fedcba9876543210']),
    });
    expect(readReport(`\ufeff${TEXT}`, OPTIONS)).toEqual(baseline);
  });

  it('reads a report of a later release that says more', () => {
    const more = {
      ...SAMPLE_REPORT,
      extra: 1,
      findings: SAMPLE_REPORT.findings.map((finding) => ({ ...finding, more: [] })),
    };
    expect(readReport(JSON.stringify(more), OPTIONS).findingIds.size).toBe(2);
  });

  it('says of every cut-off text that it ends in the middle', () => {
    const text = JSON.stringify(SAMPLE_REPORT);
    for (let length = 1; length < text.length; length++) {
      expect(() => readReport(text.slice(0, length), OPTIONS)).toThrow(
        'report.json cannot be used as a report: it ends in the middle',
      );
    }
  });

  it.each([
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['id,severity\n1,block\n', 'it is not JSON'],
    ['{"a": 1,, "b": 2}', 'it is not JSON'],
    ['{"a":1}\n{"a":2}\n', 'it holds several JSON values; give the one written by --format json'],
    ['[]', 'it is JSON but not a saleguard report: it has no schemaVersion'],
    ['null', 'it is JSON but not a saleguard report: it has no schemaVersion'],
    ['{"version": "2.1.0", "runs": []}', 'it is JSON but not a saleguard report: it has no schemaVersion'],
    [
      '{"schemaVersion": 2}',
      'its schemaVersion is 2, and this release reads 1; write it again with this release',
    ],
    [
      '{"schemaVersion": "1"}',
      'its schemaVersion is "1", and this release reads 1; write it again with this release',
    ],
    ['{"schemaVersion": 1}', 'policyHash is not as a report has it: '],
    [
      JSON.stringify({ ...SAMPLE_REPORT, findings: [{ id: 'x' }] }),
      'findings[0].id is not as a report has it: expected 16 hex digits',
    ],
  ])('refuses %j', (text, why) => {
    expect(() => readReport(text, OPTIONS)).toThrow(`report.json cannot be used as a report: ${why}`);
  });
});

describe('checkReport', () => {
  it('takes a whole report', () => {
    expect(checkReport(SAMPLE_REPORT, OPTIONS)).toEqual(SAMPLE_REPORT);
  });

  it('refuses a field that the format does not name, and one of the wrong kind', () => {
    expect(() => checkReport({ ...SAMPLE_REPORT, extra: 1 }, OPTIONS)).toThrow('extra');
    const [finding] = SAMPLE_REPORT.findings;
    const withFinding = (change: object): unknown => ({
      ...SAMPLE_REPORT,
      findings: [{ ...finding, ...change }],
    });
    expect(() => checkReport(withFinding({ severity: 'error' }), OPTIONS)).toThrow('findings[0].severity');
    expect(() => checkReport(withFinding({ priceMinor: 1.5 }), OPTIONS)).toThrow('findings[0].priceMinor');
    expect(() => checkReport(withFinding({ measured: { value: 1, unit: 'percent' } }), OPTIONS)).toThrow(
      'measured.unit',
    );
  });
});
