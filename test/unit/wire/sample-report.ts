import type { Report } from '../../../src/wire/report.js';

const NONE = { block: 0, hold: 0, warn: 0, info: 0 };

/** A report with a finding about an offer and one about the batch. */
export const SAMPLE_REPORT: Report = {
  schemaVersion: 1,
  tool: { name: 'saleguard', version: '0.1.0' },
  now: '2026-08-01T00:00:00.000Z',
  policyHash: 'bfdc37ace26326259ee850fb836beb666236aed9ca4c59b688683d4b887f6f5d',
  policySource: 'built-in defaults',
  summary: {
    rows: 2,
    judged: 2,
    offersBlocked: 1,
    bySeverity: { ...NONE, block: 1, hold: 1 },
    byRule: { 'deep-markdown': { ...NONE, block: 1 }, 'feed-shape': { ...NONE, hold: 1 } },
    coverage: [{ ruleId: 'deep-markdown', judged: 1, notJudged: 1, off: 0, missing: ['reference'] }],
    batch: {
      files: [
        {
          file: 'catalog.csv',
          rows: 2,
          bytes: 120,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          ignoredColumns: [],
        },
      ],
      currencies: { KRW: 2 },
      exposureMinor: { KRW: 115_400 },
      references: { 'history-median': 1 },
      historyEndsOn: '2026-07-31',
      previousRows: 10,
      known: 0,
    },
  },
  findings: [
    {
      id: '0123456789abcdef',
      ruleId: 'deep-markdown',
      severity: 'block',
      subject: 'offer',
      sku: 'EP-100',
      priceList: 'default',
      currency: 'KRW',
      name: '무선 이어폰',
      category: '음향 > 이어폰',
      file: 'catalog.csv',
      line: 2,
      priceMinor: 13_600,
      referenceMinor: 129_000,
      exposureMinor: 115_400,
      isNew: true,
      measured: { value: 8945, unit: 'bps' },
      limit: { value: 6000, unit: 'bps' },
      evidence: {
        priceMinor: 13_600,
        referenceSource: 'history-median',
        isFlag: true,
        list: [1, 2],
        none: null,
      },
      message: '13,600 won is 89.45 % below its usual price of 129,000 won.',
    },
    {
      id: 'fedcba9876543210',
      ruleId: 'feed-shape',
      severity: 'hold',
      subject: 'batch',
      isNew: false,
      measured: { value: 2, unit: 'rows' },
      limit: { value: 7, unit: 'rows' },
      evidence: {},
      message: 'The catalogue has 2 rows.',
    },
  ],
};
