import { describe, expect, it } from 'vitest';
import { jsonFormat } from '../../../src/report/json.js';
import { readReport } from '../../../src/wire/read-report.js';
import { reportSchema } from '../../../src/wire/report-schema.js';
import { fakeBatchFinding, fakeFinding, fakeResult, fakeSale } from '../../support/fake-audit-result.js';
import { piecesOf, written } from '../../support/written.js';

describe('the JSON report', () => {
  it('is what the published schema says', () => {
    const result = fakeSale(20);
    const report = reportSchema.parse(
      JSON.parse(written(jsonFormat, { ...result, findings: [fakeBatchFinding(), ...result.findings] })),
    );
    expect(report.tool).toEqual({ name: 'saleguard', version: '1.2.3' });
    expect(report.now).toBe('2026-08-01T00:00:00.000Z');
    expect(report.summary.batch.historyEndsOn).toBe('2026-07-31');
    expect(report.findings).toHaveLength(21);
  });

  it('is a baseline of the next audit', () => {
    const result = fakeSale(3);
    const { findingIds } = readReport(written(jsonFormat, result), { file: 'report.json' });
    expect([...findingIds]).toEqual(result.findings.map((finding) => finding.id));
  });

  it('holds every fact of a finding, its message in the language asked for', () => {
    const text = written(jsonFormat, fakeResult([fakeFinding()]), { lang: 'ko' });
    expect(reportSchema.parse(JSON.parse(text)).findings[0]).toEqual({
      id: '00112233445566aa',
      ruleId: 'deep-markdown',
      severity: 'block',
      subject: 'offer',
      sku: 'EP-100',
      priceList: 'default',
      file: 'catalog.csv',
      line: 2,
      currency: 'KRW',
      name: '오디오 이어폰 EP-100',
      category: '음향 > 이어폰',
      priceMinor: 12_900,
      referenceMinor: 129_000,
      referenceSource: 'history-median',
      exposureMinor: 4_527_900,
      stockToSell: 39,
      isNew: true,
      measured: { value: 9000, unit: 'bps' },
      limit: { value: 6000, unit: 'bps' },
      evidence: fakeFinding().evidence,
      message: '12,900원은 평소 가격 129,000원보다 90% 낮습니다.',
    });
  });

  it('writes days and instants of the evidence as ISO text, other numbers as they are', () => {
    const evidence = { lastOn: 20_665, endsAt: 0, seenAt: 1e300, count: 7 };
    const text = written(jsonFormat, fakeResult([fakeBatchFinding({ evidence })]));
    expect(reportSchema.parse(JSON.parse(text)).findings[0]?.evidence).toEqual({
      lastOn: '2026-07-31',
      endsAt: '1970-01-01T00:00:00.000Z',
      seenAt: 1e300,
      count: 7,
    });
  });

  it('leaves out what a finding does not have', () => {
    const text = written(jsonFormat, fakeResult([fakeBatchFinding()]));
    expect(text).not.toContain('null');
    expect(Object.keys(reportSchema.parse(JSON.parse(text)).findings[0] ?? {})).not.toContain('sku');
  });

  it('is the same text whichever currency came first', () => {
    const result = fakeResult([]);
    const withExposure = (exposureMinor: Readonly<Record<string, number>>): string =>
      written(jsonFormat, {
        ...result,
        summary: { ...result.summary, batch: { ...result.summary.batch, exposureMinor } },
      });
    expect(withExposure({ USD: 1, KRW: 2 })).toBe(withExposure({ KRW: 2, USD: 1 }));
  });

  it('is valid without findings', () => {
    expect(reportSchema.parse(JSON.parse(written(jsonFormat, fakeResult([])))).findings).toEqual([]);
  });

  it('is written finding by finding, never as one text', () => {
    const pieces = piecesOf(jsonFormat, fakeSale(500));
    expect(pieces.length).toBeGreaterThan(500);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(10_000);
  });
});
