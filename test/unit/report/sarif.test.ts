import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../../src/audit/result.js';
import type { ReportOptions } from '../../../src/report/format.js';
import { RULES } from '../../../src/pricing/rule-table.js';
import { SARIF_RESULTS_MAX, sarifFormat } from '../../../src/report/sarif.js';
import {
  FAKE_APPROVAL_ID,
  fakeApproved,
  fakeBatchFinding,
  fakeFinding,
  fakePromotionFinding,
  fakeRefused,
  fakeResult,
  fakeSale,
} from '../../support/fake-audit-result.js';
import { piecesOf, written } from '../../support/written.js';

interface Log {
  readonly runs: readonly [Run];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly Note[] }];
  readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
  readonly results: readonly Result[];
}

interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[] };
}

interface Note {
  readonly level: string;
  readonly message: { readonly text: string };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    },
  ];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: string;
  readonly suppressions?: readonly Readonly<Record<string, unknown>>[];
}

const SCHEMA = new URL('../../schemas/sarif-2.1.0.schema.json', import.meta.url);

/** The official schema. Its draft is an older one, which says the same of everything that stands in it. */
function schemaCheck(): (log: unknown) => readonly string[] {
  const { $schema, id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
  expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('2.1.0')]);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default.default(ajv);
  const validate = ajv.compile(schema);
  return (log) => {
    validate(log);
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };
}

const schemaErrors = schemaCheck();

function runOf(result: AuditResult, options: Partial<ReportOptions> = {}): Run {
  const log = JSON.parse(written(sarifFormat, result, options)) as Log;
  expect(schemaErrors(log)).toEqual([]);
  return log.runs[0];
}

function firstResult(result: AuditResult, options: Partial<ReportOptions> = {}): Result {
  const [first] = runOf(result, options).results;
  if (first === undefined) throw new Error('the log has no result');
  return first;
}

describe('the SARIF report', () => {
  it('is what the official schema says, whatever was found, in every language', () => {
    const note = fakeBatchFinding({ severity: 'info' });
    const findings = [
      ...fakeSale(30).findings,
      fakeBatchFinding(),
      fakePromotionFinding(),
      fakeApproved(fakeFinding({ line: 900 })),
      fakeRefused(fakeFinding({ line: 901 })),
      note,
    ];
    const inputs = [{ role: 'promotions', file: 'promotions.yaml', sha256: 'aa'.repeat(32) }] as const;
    const result = fakeResult(findings);
    const whole = { ...result, summary: { ...result.summary, batch: { ...result.summary.batch, inputs } } };
    for (const lang of ['en', 'ko'] as const) {
      const run = runOf(whole, { lang, hasBaseline: true });
      expect(run.results).toHaveLength(findings.length - 1);
      expect(run.artifacts.map(({ location }) => location.uri)).toEqual(['catalog.csv', 'promotions.yaml']);
    }
    expect(runOf(fakeResult([])).results).toEqual([]);
  });

  it('is refused by that schema when it is broken', () => {
    const log = JSON.parse(written(sarifFormat, fakeSale(1))) as { runs: { results: { level: string }[] }[] };
    for (const result of log.runs[0]?.results ?? []) result.level = 'fatal';
    expect(schemaErrors(log)).toContain('/runs/0/results/0/level must be equal to one of the allowed values');
    expect(schemaErrors({ ...log, runs: [{ results: [] }] })).not.toEqual([]);
  });

  it('describes every rule of the table: what it protects against, its trigger, how to learn more; no address', () => {
    const { rules } = runOf(fakeResult([])).tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const rule of rules) {
      expect(rule.help.text).toContain(`saleguard rules ${rule.id}`);
      expect(rule.help.markdown).toContain(`\`saleguard rules ${rule.id}\``);
      expect(rule.helpUri).toBeUndefined();
      // GitHub shows ten tags of a rule and refuses more than twenty.
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
    }
    expect(rules.find(({ id }) => id === 'deep-markdown')?.defaultConfiguration.level).toBe('error');
  });

  it('tells severities as levels: block error, hold warning, warn and info note', () => {
    const levels = (['block', 'hold', 'warn', 'info'] as const).map(
      (severity) => firstResult(fakeResult([fakeFinding({ severity })])).level,
    );
    expect(levels).toEqual(['error', 'warning', 'note', 'note']);
  });

  it('points at the row, with the id of the finding as its fingerprint', () => {
    const result = firstResult(fakeResult([fakeFinding({ line: 17 })]));
    expect(result.ruleId).toBe('deep-markdown');
    expect(RULES[result.ruleIndex ?? -1]?.id).toBe('deep-markdown');
    expect(result.message.text).toBe('EP-100: 12,900 won is 90 % below its usual price of 129,000 won.');
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'catalog.csv' },
      region: { startLine: 17 },
    });
    expect(result.partialFingerprints).toEqual({ 'saleguardFindingId/v1': '00112233445566aa' });
  });

  it('gives a finding about the batch a file too: GitHub refuses a whole log for one result without', () => {
    const result = firstResult(fakeResult([fakeBatchFinding()]));
    expect(result.message.text).toMatch(/^About the whole batch: /);
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('catalog.csv');
    expect(result.ruleIndex).toBeUndefined();
  });

  it('names no folder of the machine, and writes a file as a URI', () => {
    const uri = (file: string): string =>
      firstResult(fakeResult([fakeFinding({ file })])).locations[0].physicalLocation.artifactLocation.uri;
    expect(uri('/home/somebody/shop/내일 가격#1.csv')).toBe(
      '%EB%82%B4%EC%9D%BC%20%EA%B0%80%EA%B2%A9%231.csv',
    );
    expect(uri('./prices/a%b.csv')).toBe('prices/a%25b.csv');
  });

  it('suppresses what is approved, by the ids of the approvals, and says so of every other result', () => {
    const run = runOf(fakeResult([fakeFinding(), fakeApproved(fakeFinding({ line: 3 }))]));
    expect(run.results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: `approved by ${FAKE_APPROVAL_ID}, was BLOCK`,
          properties: { approvalIds: [FAKE_APPROVAL_ID] },
        },
      ],
    ]);
    expect(run.results[1]?.level).toBe('note');
  });

  it('suppresses nothing by an approval that does not hold, and says why', () => {
    const result = firstResult(fakeResult([fakeRefused(fakeFinding(), 'expired')]));
    expect(result.suppressions).toBeUndefined();
    expect(result.message.text).toContain(`(approval ${FAKE_APPROVAL_ID} does not hold: it has expired)`);
  });

  it('says what is new only when a baseline was handed in', () => {
    const result = fakeResult([fakeFinding(), fakeFinding({ line: 3, isNew: false })]);
    const states = (hasBaseline: boolean): readonly (string | undefined)[] =>
      runOf(result, { hasBaseline }).results.map(({ baselineState }) => baselineState);
    expect(states(true)).toEqual(['new', 'unchanged']);
    expect(states(false)).toEqual([undefined, undefined]);
  });

  it('notes what is said for completeness beside the results', () => {
    const run = runOf(fakeResult([fakeFinding(), fakeBatchFinding({ severity: 'info' })]));
    expect(run.results).toHaveLength(1);
    expect(run.invocations[0].toolExecutionNotifications.map(({ level }) => level)).toEqual(['note']);
  });

  it('holds as many results as GitHub keeps, the worst, and says how many there are', () => {
    const run = runOf(fakeSale(SARIF_RESULTS_MAX + 1));
    expect(run.results).toHaveLength(SARIF_RESULTS_MAX);
    const levels = [...new Set(run.results.map(({ level }) => level))];
    expect(levels).toEqual(['error', 'warning', 'note']);
    expect(run.invocations[0].toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: {
          text: 'This report holds 5,000 of 5,001 findings, the worst first. --format json holds all.',
        },
      },
    ]);
  });

  it('stays below the 10 MB GitHub takes, at its largest and before it is packed', () => {
    const name = '무선 이어폰 노이즈 캔슬링 '.repeat(10);
    const findings = fakeSale(SARIF_RESULTS_MAX).findings.map((finding) => ({ ...finding, name }));
    expect(Buffer.byteLength(written(sarifFormat, fakeResult(findings), { lang: 'ko' }))).toBeLessThan(10e6);
  });

  it('lets no text of a file act on a terminal or break the log', () => {
    const bad = `"}]}\u001b[2J\u202e\ud800\n</script>`;
    const finding = fakeFinding({ sku: bad, name: bad, file: bad, ruleId: bad, category: bad });
    const text = written(sarifFormat, fakeResult([finding, fakePromotionFinding({ promotionId: bad })]));
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(schemaErrors(JSON.parse(text))).toEqual([]);
  });

  it('is written in pieces, never as one text', () => {
    const pieces = piecesOf(sarifFormat, fakeSale(300));
    expect(pieces.length).toBeGreaterThan(300);
  });
});
