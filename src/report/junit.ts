import type { AuditResult, RankedFinding, RuleCoverage } from '../audit/result.js';
import { isAtLeast } from '../catalog/finding.js';
import { plainText } from '../text/plain-text.js';
import { ciWords } from '../text/report/ci-words.js';
import { inputName } from '../text/input-words.js';
import { reportWords } from '../text/report/words.js';
import { approvalText } from './approval-text.js';
import { totalOf } from './coverage.js';
import type { ReportFormat, ReportOptions, ReportSink } from './format.js';
import { messageOf } from './message.js';
import { amountText } from './measure.js';
import { titleText } from './offer-text.js';
import { placeOf } from './place.js';
import { openTag, textElement } from './xml.js';

/**
 * Findings of one report. GitLab reads files below 30 MB; a test case takes 400 to 800 bytes. Beyond it one case more says
 * how many there are, and fails when one of them would.
 */
export const JUNIT_FINDINGS_MAX = 20_000;

/**
 * JUnit XML as Jenkins, GitLab and most build servers read it: a suite for each rule, a case for each of its findings. A case
 * fails when its finding makes the run fail; approved findings and those of the baseline are skipped, others pass. A rule
 * without findings passes by one case, and is skipped where it could judge nothing. Keeps to the elements and attributes
 * that every published schema of the format allows.
 */
export const junitFormat: ReportFormat = {
  id: 'junit',
  write(result, options, sink) {
    const suites = suitesOf(result, options);
    const total = (state: CaseState): number =>
      suites.reduce((sum, { cases }) => sum + cases.filter((entry) => entry.state === state).length, 0);
    const tests = suites.reduce((sum, { cases }) => sum + cases.length, 0);
    sink.write('<?xml version="1.0" encoding="UTF-8"?>\n');
    const counts = { tests, failures: total('failed'), errors: 0, time: '0' };
    sink.write(`${openTag('testsuites', { name: 'saleguard', ...counts })}\n`);
    for (const suite of suites) writeSuite(suite, result, options, sink);
    sink.write('</testsuites>\n');
  },
};

type CaseState = 'failed' | 'skipped' | 'passed';

/** One test case; what it says is made when it is written, so that no report is ever held as text. */
interface Case {
  readonly state: CaseState;
  readonly finding?: RankedFinding;
  /** Instead of a finding: the name of the case and what it says. */
  readonly told?: { readonly name: string; readonly text: string };
}

interface Suite {
  readonly ruleId: string;
  readonly cases: readonly Case[];
}

function suitesOf(result: AuditResult, options: ReportOptions): Suite[] {
  const byRule = new Map<string, Case[]>(result.summary.coverage.map(({ ruleId }) => [ruleId, []]));
  for (const finding of result.findings.slice(0, JUNIT_FINDINGS_MAX)) {
    let cases = byRule.get(finding.ruleId);
    if (cases === undefined) byRule.set(finding.ruleId, (cases = []));
    cases.push({ state: stateOf(finding, options), finding });
  }
  for (const entry of result.summary.coverage) {
    const counts = result.summary.byRule[entry.ruleId];
    const isSilent = counts === undefined || Object.values(counts).every((count) => count === 0);
    if (isSilent) byRule.get(entry.ruleId)?.push(silentCase(entry, options));
  }
  const suites = [...byRule].map(([ruleId, cases]) => ({ ruleId, cases }));
  const rest = result.findings.slice(JUNIT_FINDINGS_MAX);
  if (rest.length > 0) suites.push({ ruleId: 'report', cases: [restCase(rest, result, options)] });
  return suites.filter(({ cases }) => cases.length > 0);
}

function stateOf(finding: RankedFinding, { failOn }: ReportOptions): CaseState {
  if (finding.approval?.kind === 'approved' || !finding.isNew) return 'skipped';
  return isAtLeast(finding.severity, failOn) ? 'failed' : 'passed';
}

/** A rule that judged nothing has no right to pass. */
function silentCase(entry: RuleCoverage, { lang }: ReportOptions): Case {
  const words = ciWords(lang);
  const name = words.wholeBatch;
  if (entry.judged > 0) {
    const text = words.noFinding({ judged: entry.judged, total: totalOf(entry) });
    return { state: 'passed', told: { name, text } };
  }
  const missing = entry.missing.map((input) => inputName(input, lang));
  const blind = missing.length === 0 ? words.nothingToJudge : words.blind(missing);
  return { state: 'skipped', told: { name, text: entry.off > 0 ? words.switchedOff : blind } };
}

function restCase(rest: readonly RankedFinding[], result: AuditResult, options: ReportOptions): Case {
  const fails = rest.some((finding) => stateOf(finding, options) === 'failed');
  const words = ciWords(options.lang);
  const text = words.leftOut({ held: JUNIT_FINDINGS_MAX, total: result.findings.length });
  return { state: fails ? 'failed' : 'skipped', told: { name: words.wholeBatch, text } };
}

function writeSuite(
  { ruleId, cases }: Suite,
  result: AuditResult,
  options: ReportOptions,
  sink: ReportSink,
): void {
  const count = (state: CaseState): number => cases.filter((entry) => entry.state === state).length;
  const suite = {
    name: plainText(ruleId),
    tests: cases.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
    time: '0',
    timestamp: new Date(result.now).toISOString().slice(0, 19),
  };
  sink.write(`  ${openTag('testsuite', suite)}\n`);
  const names = new Map<string, number>();
  for (const entry of cases) {
    const name = distinctName(nameOf(entry, options), names);
    const head = openTag('testcase', { name, classname: `saleguard.${suite.name}`, time: '0' });
    sink.write(`    ${head}${outcomeOf(entry, options)}</testcase>\n`);
  }
  sink.write('  </testsuite>\n');
}

/** GitLab keeps the first of two cases with one name: the second gets a number. */
function distinctName(name: string, names: Map<string, number>): string {
  const repeat = (names.get(name) ?? 0) + 1;
  names.set(name, repeat);
  return repeat === 1 ? name : `${name} #${String(repeat)}`;
}

/** What the case is about, without its line: a case is followed from run to run by its name. */
function nameOf({ finding, told }: Case, { lang }: ReportOptions): string {
  if (finding === undefined) return told?.name ?? '';
  if (finding.subject === 'batch') return ciWords(lang).wholeBatch;
  if (finding.subject === 'file') return plainText(finding.file ?? '');
  return [
    titleText(finding, lang),
    finding.name ?? [],
    finding.priceList === 'default' ? [] : (finding.priceList ?? []),
  ]
    .flat()
    .map(plainText)
    .join(' · ');
}

function outcomeOf({ state, finding, told }: Case, options: ReportOptions): string {
  const message = finding === undefined ? (told?.text ?? '') : messageOf(finding, options.lang);
  const text = finding === undefined ? message : findingText(finding, message, options);
  switch (state) {
    case 'failed':
      return textElement('failure', { type: finding?.severity ?? 'hold', message }, text);
    // The older schema allows no attribute here.
    case 'skipped':
      return textElement('skipped', {}, text);
    case 'passed':
      return textElement('system-out', {}, text);
  }
}

/** Everything a reader of a build page needs to find the row: GitLab shows only what stands inside the element. */
function findingText(finding: RankedFinding, message: string, { lang }: ReportOptions): string {
  const words = reportWords(lang);
  const { priceMinor, exposureMinor, currency } = finding;
  const known = finding.isNew ? undefined : words.known;
  return [
    `${words.severity[finding.severity]}: ${message}`,
    approvalText(finding, lang),
    known,
    priceMinor !== undefined && exposureMinor !== undefined && exposureMinor > 0
      ? words.exposure(amountText(exposureMinor, currency, lang), undefined)
      : undefined,
    placeOf(finding),
    finding.id,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}
