import { describe, expect, it } from 'vitest';
import { auditCatalog } from '../../../src/audit/audit.js';
import type { AuditOptions } from '../../../src/audit/options.js';
import type { AuditResult } from '../../../src/audit/result.js';
import { offersSource, type CatalogSource } from '../../../src/audit/source.js';
import type { OfferInit } from '../../../src/catalog/offer.js';
import { NO_COLUMNS, type ReadRow } from '../../../src/catalog/row.js';
import { RULES } from '../../../src/pricing/rule-table.js';
import { TEST_NOW } from '../../../src/testing/facts.js';
import { builtInPolicy, loadPolicyText } from '../../../src/wire/policy.js';

const HONEST: OfferInit = { sku: 'HP-1', currency: 'KRW', priceMinor: 189_000, listPriceMinor: 259_000 };
const LOST_DIGIT: OfferInit = {
  sku: 'EP-1',
  currency: 'KRW',
  priceMinor: 13_600,
  listPriceMinor: 136_000,
  stockToSell: 39,
};

async function audit(
  offers: readonly OfferInit[],
  options: Partial<AuditOptions> = {},
): Promise<AuditResult> {
  return auditCatalog({
    catalog: [offersSource('tomorrow', offers)],
    policy: builtInPolicy(),
    now: TEST_NOW,
    ...options,
  });
}

function idsOf(result: AuditResult, sku: string): string[] {
  return result.findings.filter((finding) => finding.sku === sku).map((finding) => finding.ruleId);
}

describe('auditCatalog', () => {
  it('names the offer whose price lost a digit and leaves the honest one alone', async () => {
    const result = await audit([LOST_DIGIT, HONEST]);
    expect(idsOf(result, 'EP-1')).toContain('digit-shift');
    expect(idsOf(result, 'EP-1')).toContain('deep-markdown');
    expect(idsOf(result, 'HP-1')).toEqual([]);
    expect(result.summary).toMatchObject({ rows: 2, judged: 2, offersBlocked: 1 });
  });

  it('states what a wrong price could cost: the gap to the reference times the stock', async () => {
    const result = await audit([LOST_DIGIT]);
    const exposure = (136_000 - 13_600) * 39;
    expect(result.findings.find((finding) => finding.sku === 'EP-1')?.exposureMinor).toBe(exposure);
    expect(result.summary.batch.exposureMinor).toEqual({ KRW: exposure });
  });

  it('counts findings by severity and by every rule of the table', async () => {
    const { summary, findings } = await audit([LOST_DIGIT, HONEST]);
    expect(Object.keys(summary.byRule).sort()).toEqual(RULES.map((rule) => rule.id).sort());
    const byRule = Object.values(summary.byRule).reduce((total, counts) => total + counts.block, 0);
    expect(byRule).toBe(summary.bySeverity.block);
    expect(Object.values(summary.bySeverity).reduce((total, count) => total + count, 0)).toBe(
      findings.length,
    );
  });

  it('ranks by severity, then by what the price could cost', async () => {
    const result = await audit([
      { ...LOST_DIGIT, sku: 'SMALL', stockToSell: 1 },
      { ...LOST_DIGIT, sku: 'LARGE', stockToSell: 1000 },
    ]);
    const blocked = result.findings
      .filter((finding) => finding.severity === 'block')
      .map((finding) => finding.sku);
    expect(blocked.indexOf('LARGE')).toBeLessThan(blocked.indexOf('SMALL'));
  });

  it('never passes a row that could not be read', async () => {
    const unreadable: ReadRow = {
      line: 7,
      offer: undefined,
      problems: [
        { kind: 'group-separator', column: '판매가', field: 'price', text: '1,290', hint: undefined },
      ],
      sku: 'EP-9',
      priceList: 'default',
      zeroFractions: NO_COLUMNS,
    };
    const result = await audit([], { catalog: [rowsSource('korean.csv', [unreadable])] });
    expect(result.findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'parse-strict',
        severity: 'block',
        subject: 'row',
        sku: 'EP-9',
        line: 7,
      }),
    );
    expect(result.summary).toMatchObject({ rows: 1, judged: 0, offersBlocked: 1 });
  });

  it('warns once a file of zero fractions beyond the currency', async () => {
    const source = offersSource('zeros.csv', [HONEST]);
    const [row] = await firstRows(source);
    const rows = [1, 2, 3].map((line) => ({ ...row, line, zeroFractions: ['price'] }) as ReadRow);
    const result = await audit([], { catalog: [rowsSource('zeros.csv', rows)] });
    const warnings = result.findings.filter((finding) => finding.ruleId === 'parse-strict');
    expect(warnings).toEqual([
      expect.objectContaining({ severity: 'warn', subject: 'file', file: 'zeros.csv' }),
    ]);
  });

  it('says which rules could not judge, and what they lacked', async () => {
    const result = await audit([{ sku: 'X-1', currency: 'KRW', priceMinor: 5_000 }]);
    const belowCost = result.summary.coverage.find((entry) => entry.ruleId === 'below-cost');
    expect(belowCost).toMatchObject({ judged: 0, notJudged: 1, off: 0 });
    const history = result.summary.coverage.find((entry) => entry.ruleId === 'robust-outlier');
    expect(history?.missing).toContain('history');
    expect(result.findings.some((finding) => finding.ruleId === 'no-reference')).toBe(true);
    expect(result.findings.filter((finding) => finding.ruleId === 'coverage').length).toBeGreaterThan(3);
  });

  it('keeps the id of a finding when the row moves, and changes it with the price', async () => {
    const first = await audit([HONEST, LOST_DIGIT]);
    const moved = await audit([LOST_DIGIT, HONEST]);
    const cheaper = await audit([{ ...LOST_DIGIT, priceMinor: 1_360 }]);
    const idOf = (result: AuditResult): string | undefined =>
      result.findings.find((finding) => finding.ruleId === 'deep-markdown')?.id;
    expect(idOf(first)).toMatch(/^[0-9a-f]{16}$/);
    expect(idOf(moved)).toBe(idOf(first));
    expect(idOf(cheaper)).not.toBe(idOf(first));
  });

  it('does not take a worse finding, or another unreadable text, for one the baseline held', async () => {
    const idsAt = async (listPriceMinor: number): Promise<(string | undefined)[]> =>
      (await audit([{ sku: 'A', currency: 'KRW', priceMinor: 20_000, listPriceMinor }])).findings
        .filter((finding) => finding.ruleId === 'deep-markdown')
        .map((finding) => `${finding.severity} ${finding.id}`);
    const [held] = await idsAt(101_000);
    const [blocked] = await idsAt(1_010_000);
    expect(held?.split(' ')[1]).not.toBe(blocked?.split(' ')[1]);
    const unread = async (text: string): Promise<string | undefined> => {
      const problems = [
        { kind: 'not-a-number', column: 'price', field: 'price', text, hint: undefined },
      ] as const;
      const row: ReadRow = {
        line: 2,
        offer: undefined,
        problems,
        sku: 'A',
        priceList: 'default',
        zeroFractions: NO_COLUMNS,
      };
      return (await audit([], { catalog: [rowsSource('t.csv', [row])] })).findings.find((f) => f.sku === 'A')
        ?.id;
    };
    expect(await unread('abc')).toBe(await unread('abc'));
    expect(await unread('abc')).not.toBe(await unread('1,00'));
  });

  it('gives every finding its own id, also two rows that say the same', async () => {
    const result = await audit([LOST_DIGIT, LOST_DIGIT, LOST_DIGIT]);
    const ids = result.findings.map((finding) => finding.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('marks what a baseline already held', async () => {
    const first = await audit([LOST_DIGIT]);
    const again = await audit([LOST_DIGIT, { ...LOST_DIGIT, sku: 'EP-2' }], {
      knownIds: new Set(first.findings.map((finding) => finding.id)),
    });
    const isNew = new Map(
      again.findings.filter((f) => f.ruleId === 'digit-shift').map((f) => [f.sku, f.isNew]),
    );
    expect(isNew).toEqual(
      new Map([
        ['EP-1', false],
        ['EP-2', true],
      ]),
    );
    expect(again.summary.batch.known).toBeGreaterThan(0);
  });

  it('overrides a rule for a category and a price list, counts it as off, and lowers severities', async () => {
    const policy = loadPolicyText(
      `version: 1
pricing:
  rules:
    deep-markdown:
      overrides:
        - category: Clearance
          enabled: false
    digit-shift:
      severityMax: hold
`,
      { file: 'p.yaml' },
    );
    const result = await audit(
      [
        { ...LOST_DIGIT, category: 'Clearance > Audio' },
        { ...LOST_DIGIT, sku: 'EP-2' },
      ],
      { policy },
    );
    expect(idsOf(result, 'EP-1')).not.toContain('deep-markdown');
    expect(idsOf(result, 'EP-2')).toContain('deep-markdown');
    expect(result.findings.find((finding) => finding.ruleId === 'digit-shift')?.severity).toBe('hold');
    expect(result.summary.coverage.find((entry) => entry.ruleId === 'deep-markdown')?.off).toBe(1);
  });

  it('tells its progress after every batch of rows', async () => {
    const seen: string[] = [];
    await audit(
      Array.from({ length: 5000 }, (_, i) => ({ ...HONEST, sku: `S-${String(i)}` })),
      {
        onProgress: ({ phase, rowCount }) => seen.push(`${phase} ${String(rowCount)}`),
      },
    );
    expect(seen).toEqual(['judge 4096', 'judge 5000']);
  });

  it('draws flagged offers into the histogram of their category', async () => {
    const result = await audit([
      { ...LOST_DIGIT, category: 'Audio > Earphones' },
      { ...HONEST, category: 'Audio > Headphones' },
    ]);
    expect(result.histograms).toHaveLength(1);
    const [audio] = result.histograms;
    expect(audio?.category).toBe('Audio');
    expect(audio?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(audio?.flagged[1 + 9000 / 500]).toBe(1);
  });
});

async function firstRows(source: CatalogSource): Promise<readonly ReadRow[]> {
  for await (const rows of source.open().rows) return rows;
  return [];
}

function rowsSource(file: string, rows: readonly ReadRow[]): CatalogSource {
  return {
    file,
    open: () => ({
      rows: (async function* () {
        yield await Promise.resolve(rows);
      })(),
      facts: () => ({ columns: new Set(), ignoredColumns: [], bytes: 0, sha256: '' }),
      progress: () => ({ bytesRead: 0, bytesTotal: undefined }),
    }),
  };
}
