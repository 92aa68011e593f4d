import type { AuditResult, RankedFinding } from '../audit/result.js';
import { RULES } from '../pricing/rule-table.js';
import { ciWords } from '../text/report/ci-words.js';
import { isApproved } from './approval-text.js';
import type { ReportFormat, ReportOptions } from './format.js';
import { jsonText } from './json-text.js';
import { sarifArtifacts, sarifResult, type SarifContext } from './sarif/result.js';
import { sarifNote, sarifRule, sarifWarning, type SarifObject } from './sarif/rule.js';

/** Results GitHub keeps of one run: further ones would be dropped there without a word. */
export const SARIF_RESULTS_MAX = 5000;

/**
 * SARIF 2.1.0, for GitHub code scanning and other viewers of static analysis. Findings are results, worst first; approved
 * ones are suppressed; what the coverage rule notes for completeness are notifications of the run.
 */
export const sarifFormat: ReportFormat = {
  id: 'sarif',
  write(result, options, sink) {
    const notes = result.findings.filter(isNote);
    const results = result.findings.filter((finding) => !isNote(finding));
    const held = results.slice(0, SARIF_RESULTS_MAX);
    const context = contextOf(result, options);
    sink.write(`{"$schema":${jsonText(SCHEMA)},"version":"2.1.0","runs":[{`);
    sink.write(`"tool":${jsonText(toolOf(options))},`);
    sink.write(`"language":${jsonText(options.lang)},"columnKind":"utf16CodeUnits",`);
    const notifications = [
      ...(results.length > held.length
        ? [sarifWarning(ciWords(options.lang).leftOut({ held: held.length, total: results.length }))]
        : []),
      ...notes.map((finding) => sarifNote(finding, options.lang)),
    ];
    const invocation = { executionSuccessful: true, toolExecutionNotifications: notifications };
    sink.write(`"invocations":[${jsonText(invocation)}],`);
    sink.write(`"artifacts":${jsonText(sarifArtifacts(result))},`);
    sink.write(`"properties":${jsonText(stampOf(result))},"results":[`);
    let separator = '\n';
    for (const finding of held) {
      sink.write(`${separator}${jsonText(sarifResult(finding, context))}`);
      separator = ',\n';
    }
    sink.write(held.length === 0 ? ']}]}\n' : '\n]}]}\n');
  },
};

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** About the batch or a file and for completeness only: nothing to show at a line, and nothing to be done there. */
function isNote(finding: RankedFinding): boolean {
  const isWhole = finding.subject === 'batch' || finding.subject === 'file';
  return isWhole && finding.severity === 'info' && !isApproved(finding);
}

function contextOf(result: AuditResult, options: ReportOptions): SarifContext {
  return {
    lang: options.lang,
    hasBaseline: options.hasBaseline,
    // Of one run either every result says whether it is suppressed, or none does.
    hasApprovals: result.findings.some(isApproved),
    ruleIndexes: new Map(RULES.map((rule, index) => [rule.id, index])),
    firstFile: result.summary.batch.files[0]?.file ?? 'standard input',
  };
}

function toolOf({ toolVersion, lang }: ReportOptions): SarifObject {
  const rules = RULES.map((rule) => sarifRule(rule, lang));
  return { driver: { name: 'saleguard', version: toolVersion, language: lang, rules } };
}

/** What ties the log to its inputs. */
function stampOf(result: AuditResult): SarifObject {
  return {
    now: new Date(result.now).toISOString(),
    policyHash: result.policy.hash,
    batchDigest: result.summary.batch.digest,
    rows: result.summary.rows,
    judged: result.summary.judged,
  };
}
