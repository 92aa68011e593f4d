import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditResult, RankedFinding } from '../../../src/audit/result.js';
import { isAtLeast } from '../../../src/catalog/finding.js';
import type { ReportOptions } from '../../../src/report/format.js';
import { JUNIT_FINDINGS_MAX, junitFormat } from '../../../src/report/junit.js';
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
import { junitBreaches, readXml, type XmlElement } from './junit-rules.js';

function rootOf(result: AuditResult, options: Partial<ReportOptions> = {}): XmlElement {
  const root = readXml(written(junitFormat, result, options));
  expect(junitBreaches(root)).toEqual([]);
  return root;
}

/** `classname name` of every case, with the element that says what became of it. */
function outcomes(root: XmlElement): readonly string[] {
  return root.children.flatMap((suite) =>
    suite.children.map(
      ({ attributes, children }) =>
        `${attributes['classname'] ?? ''} ${attributes['name'] ?? ''}: ${children[0]?.name ?? 'nothing'}`,
    ),
  );
}

/** Cases of the one rule these findings are of. */
function casesOf(result: AuditResult): readonly XmlElement[] {
  return (
    rootOf(result).children.find(({ attributes }) => attributes['name'] === 'deep-markdown')?.children ?? []
  );
}

function withCoverage(result: AuditResult, coverage: AuditResult['summary']['coverage']): AuditResult {
  return { ...result, summary: { ...result.summary, coverage } };
}

const JUDGED = { judged: 1171, notJudged: 0, off: 0, missing: [] };

describe('the JUnit report', () => {
  it('keeps to what the published schemas allow, whatever was found, in every language', () => {
    const findings = [
      ...fakeSale(40).findings,
      fakeBatchFinding(),
      fakePromotionFinding(),
      fakeApproved(fakeFinding({ line: 900 })),
      fakeRefused(fakeFinding({ line: 901 })),
    ];
    for (const lang of ['en', 'ko'] as const) {
      const root = rootOf(fakeResult(findings), { lang });
      expect(Number(root.attributes['tests'])).toBeGreaterThanOrEqual(findings.length);
    }
    rootOf(fakeResult([]));
  });

  it('has a suite for each rule and a case for each finding', () => {
    const coverage = [{ ruleId: 'below-cost', ...JUDGED }];
    const findings = [fakeFinding(), fakeFinding({ ruleId: 'below-cost', severity: 'warn' })];
    const root = rootOf(withCoverage(fakeResult(findings), coverage));
    expect(outcomes(root)).toEqual([
      'saleguard.below-cost EP-100 · 오디오 이어폰 EP-100: system-out',
      'saleguard.deep-markdown EP-100 · 오디오 이어폰 EP-100: failure',
    ]);
    const failure = root.children[1]?.children[0]?.children[0];
    expect(failure?.attributes).toEqual({
      type: 'block',
      message: '12,900 won is 90 % below its usual price of 129,000 won.',
    });
    expect(failure?.text.split('\n')).toEqual([
      'BLOCK: 12,900 won is 90 % below its usual price of 129,000 won.',
      'could cost 4,527,900 won',
      'catalog.csv:2',
      '00112233445566aa',
    ]);
  });

  it('fails where the run fails: at or above --fail-on, new, and not approved', () => {
    const findings = (['block', 'hold', 'warn', 'info'] as const).flatMap((severity, index) => [
      fakeFinding({ severity, line: index + 2, sku: severity }),
      fakeFinding({ severity, line: index + 12, sku: `known ${severity}`, isNew: false }),
    ]);
    for (const failOn of ['block', 'hold', 'warn'] as const) {
      const root = rootOf(fakeResult(findings), { failOn });
      const failing = findings.filter(({ severity, isNew }) => isNew && isAtLeast(severity, failOn));
      expect(root.attributes['failures']).toBe(String(failing.length));
    }
  });

  it('skips what is approved and what a baseline held, and says so', () => {
    const result = fakeResult([fakeFinding({ sku: 'A', isNew: false }), fakeApproved(fakeFinding())]);
    const skipped = casesOf(result).map(({ children }) => children[0]);
    expect(skipped.map((element) => element?.name)).toEqual(['skipped', 'skipped']);
    expect(skipped[0]?.text).toContain('in the baseline');
    expect(skipped[1]?.text).toContain(`approved by ${FAKE_APPROVAL_ID}, was BLOCK`);
  });

  it('fails for a finding whose approval does not hold, and says why', () => {
    const result = fakeResult([fakeRefused(fakeFinding(), 'signer-is-editor')]);
    const failure = casesOf(result)[0]?.children[0];
    expect(failure?.name).toBe('failure');
    expect(failure?.text).toContain('who signed it also entered or edited the row');
  });

  it('passes a rule that found nothing, and skips one that judged nothing', () => {
    const coverage = [
      { ruleId: 'below-cost', ...JUDGED },
      { ruleId: 'above-list', judged: 0, notJudged: 1171, off: 0, missing: ['list-price'] },
      { ruleId: 'price-jump', judged: 0, notJudged: 0, off: 1171, missing: [] },
    ];
    const root = rootOf(withCoverage(fakeResult([]), coverage));
    expect(outcomes(root)).toEqual([
      'saleguard.below-cost whole batch: system-out',
      'saleguard.above-list whole batch: skipped',
      'saleguard.price-jump whole batch: skipped',
    ]);
    const texts = root.children.map((suite) => suite.children[0]?.children[0]?.text);
    expect(texts).toEqual([
      'No finding. Judged 1,171 of 1,171 offers.',
      'Could not judge a single offer. Missing: list price (column list_price).',
      'Switched off by the policy.',
    ]);
  });

  it('gives two findings of one name two names, which do not hang on their lines', () => {
    const names = (lines: readonly number[]): readonly (string | undefined)[] =>
      casesOf(fakeResult(lines.map((line) => fakeFinding({ line })))).map(
        ({ attributes }) => attributes['name'],
      );
    expect(names([2, 3])).toEqual(['EP-100 · 오디오 이어폰 EP-100', 'EP-100 · 오디오 이어폰 EP-100 #2']);
    expect(names([20, 30])).toEqual(names([2, 3]));
  });

  it('says how many findings it leaves out, and fails where one of them would', () => {
    // 20,000 findings are made and printed in seconds: once each is enough.
    const known = Array.from({ length: JUNIT_FINDINGS_MAX }, (_, line) =>
      fakeFinding({ line: line + 2, sku: `S${line}`, isNew: false }),
    );
    const lastBehind = (...more: readonly RankedFinding[]): XmlElement | undefined =>
      readXml(written(junitFormat, fakeResult([...known, ...more]))).children.at(-1)?.children[0]
        ?.children[0];
    expect(lastBehind()?.text).not.toContain('the worst first');
    expect(lastBehind(fakeFinding({ isNew: true }))?.name).toBe('failure');
    const harmless = lastBehind(fakeFinding({ isNew: false }));
    expect(harmless?.name).toBe('skipped');
    expect(harmless?.text).toMatch(/^This report holds 20,000 of 20,001 findings/);
  });

  it('is well-formed whatever a file holds', () => {
    const texts = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '&',
          '"',
          "'",
          ']]>',
          '\n',
          '\u0000',
          '\u001b',
          '\ufffe',
          '\uffff',
          '\ud800',
          '\u202e',
          '&#0;',
        ),
        fc.string({ unit: 'binary', maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(texts, texts, texts, (sku, name, file) => {
        rootOf(
          fakeResult([
            fakeFinding({ sku, name, file, category: name }),
            fakeBatchFinding({ ruleId: sku, subject: 'file', file }),
            fakePromotionFinding({ promotionId: sku, measured: { value: name, unit: 'text' } }),
          ]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is written in pieces, never as one text', () => {
    expect(piecesOf(junitFormat, fakeSale(300)).length).toBeGreaterThan(300);
  });
});

describe('a wrong document is named', () => {
  const whole = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
  const suite = (attributes: string, body: string): string =>
    whole(`<testsuites><testsuite ${attributes}>${body}</testsuite></testsuites>\n`);

  it.each([
    [suite('name="a" tests="1" failures="0" errors="0"', ''), 'testsuite a says tests 1, not 0'],
    [suite('name="a" tests="0" failures="0"', ''), 'testsuite lacks errors'],
    [
      suite('name="a" tests="1" failures="0" errors="0"', '<testcase name="b" file="c"></testcase>'),
      'testcase has an attribute file',
    ],
    [
      suite(
        'name="a" tests="1" failures="1" errors="0" skipped="1"',
        '<testcase name="b"><failure></failure><skipped></skipped></testcase>',
      ),
      'testcase is out of order',
    ],
    [
      suite(
        'name="a" tests="2" failures="0" errors="0"',
        '<testcase name="b"></testcase><testcase name="b"></testcase>',
      ),
      'two cases are called .b',
    ],
  ])('%s', (text, breach) => {
    expect(junitBreaches(readXml(text))).toEqual([breach]);
  });

  it.each([
    '<a>',
    '<a></b>',
    '<a>&nbsp;</a>',
    '<a>\u0001</a>',
    '<a>&#1;</a>',
    '<a b="1" b="2"></a>',
    '<a></a><a></a>',
    '<a>1 < 2</a>',
  ])('%j is not well-formed', (body) => {
    expect(() => readXml(whole(body))).toThrow();
  });
});
