import type { AuditResult, InputSummary } from '../audit/result.js';
import type { Report } from '../wire/report.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/**
 * Holds the report that people looked at against what was judged just now. A report proves nothing by itself: it is a file
 * that anybody can edit. What it says is believed only where judging again says the same.
 */
export function compareReport(report: Report, result: AuditResult): SealRefusal[] {
  if (report.policyHash !== result.policy.hash) {
    return [
      refusal(
        'other-policy',
        `the report was judged by another policy (${report.policyHash.slice(0, 12)}…, now ${result.policy.hash.slice(0, 12)}…); flags such as --columns or --currency count as policy: write them into its catalog section, then audit again`,
      ),
    ];
  }
  if (report.summary.batch.digest !== result.summary.batch.digest) {
    return [
      refusal(
        'other-catalogue',
        `the report is not of this catalogue: ${changedFiles(report, result)} changed since; audit again`,
      ),
    ];
  }
  const inputs = changedInputs(report.summary.batch.inputs, result.summary.batch.inputs);
  if (inputs.length > 0) return inputs;
  return changedFindings(report, result);
}

function changedFiles(report: Report, result: AuditResult): string {
  const before = new Set(report.summary.batch.files.map(({ sha256 }) => sha256));
  const changed = result.summary.batch.files.filter(({ sha256 }) => !before.has(sha256));
  return changed.length === 0 ? 'the list of its files' : changed.map(({ file }) => file).join(', ');
}

type Input = Pick<InputSummary, 'role' | 'file' | 'sha256'>;

function changedInputs(before: readonly Input[], now: readonly Input[]): SealRefusal[] {
  const key = ({ role, sha256 }: Input): string => `${role} ${sha256}`;
  const known = new Set(before.map(key));
  const present = new Set(now.map(key));
  const gone = before.filter((input) => !present.has(key(input)));
  const added = now.filter((input) => !known.has(key(input)));
  return [...gone, ...added].map(({ role, file }) =>
    refusal('other-input', `the report was made with another ${role} than ${file} as it is now; audit again`),
  );
}

/**
 * Comes and goes with the approvals, which are mostly given after the report was written. An open one is a finding like any
 * other when it comes to sealing.
 */
const BY_APPROVALS = 'unapproved-change';

function changedFindings(report: Report, result: AuditResult): SealRefusal[] {
  const stated = new Set(report.findings.map(({ id }) => id));
  const found = new Set(result.findings.map(({ id }) => id));
  const missing = result.findings.filter(({ id, ruleId }) => !stated.has(id) && ruleId !== BY_APPROVALS);
  const invented = report.findings.filter(({ id, ruleId }) => !found.has(id) && ruleId !== BY_APPROVALS);
  if (missing.length === 0 && invented.length === 0) return [];
  const [first] = missing;
  const example = first === undefined ? '' : `, such as ${first.ruleId} ${first.id}`;
  return [
    refusal(
      'other-findings',
      `the report does not say what these files give: ${missing.length} findings are not in it${example}, ${invented.length} of its findings are not found; audit again, with this release`,
    ),
  ];
}
