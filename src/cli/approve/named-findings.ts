import { unapprovable } from '../../approvals/approvable.js';
import { nearestName } from '../../core/edit-distance.js';
import type { GuardError } from '../../core/errors.js';
import { plainText } from '../../text/plain-text.js';
import type { ReportFinding } from '../../wire/report.js';
import { usage } from '../usage.js';

/** Shortest beginning of an id that is taken for it. */
const PREFIX_MIN = 6;
const ID_START = new RegExp(`^[0-9a-f]{${String(PREFIX_MIN)},16}$`);

/**
 * The findings of a report by their ids, or by the beginning of an id that only one of them has.
 *
 * @throws GuardError `usage` for what names no finding, or several.
 */
export function namedFindings(
  findings: readonly ReportFinding[],
  named: readonly string[],
  file: string,
): readonly ReportFinding[] {
  const found = new Map<string, ReportFinding>();
  for (const text of named) {
    const finding = oneFinding(findings, text, file);
    found.set(finding.id, finding);
  }
  return [...found.values()];
}

/** Findings listed for whoever names none. */
const LISTED_MAX = 25;

/** What a report holds that can be approved, for whoever has not said which is meant. */
export function nothingNamed(findings: readonly ReportFinding[], file: string): GuardError {
  const open = findings.filter((finding) => unapprovable(finding) === undefined);
  if (open.length === 0) return usage(`${file} holds no finding that could be approved`);
  const lines = open.slice(0, LISTED_MAX).map(({ id, severity, ruleId, sku, promotionId, message }) => {
    const about = sku ?? promotionId ?? 'the catalogue';
    return `  ${id}  ${severity} ${ruleId} on ${about}: ${message}`;
  });
  if (open.length > LISTED_MAX) lines.push(`  and ${String(open.length - LISTED_MAX)} more`);
  return usage([`name what is meant with --finding; ${file} holds:`, ...lines].join('\n'));
}

function oneFinding(findings: readonly ReportFinding[], text: string, file: string): ReportFinding {
  const start = text.trim().toLowerCase();
  if (!ID_START.test(start)) {
    throw usage(
      `--finding ${plainText(text)} is no id of a finding: 16 hex digits, or the first ${String(PREFIX_MIN)} of them or more`,
    );
  }
  const [first, ...more] = findings.filter(({ id }) => id.startsWith(start));
  if (first === undefined) throw usage(strangerText(findings, start, file));
  if (more.length > 0) {
    throw usage(
      `--finding ${start} is the beginning of ${String(more.length + 1)} findings of ${file}; write more of the id`,
    );
  }
  return first;
}

function strangerText(findings: readonly ReportFinding[], start: string, file: string): string {
  if (findings.length === 0) return `${file} holds no findings: there is nothing to approve`;
  const nearest = nearestName(
    start,
    findings.map(({ id }) => id),
  );
  const hint = nearest === undefined ? 'is it from another report?' : `did you mean ${nearest}?`;
  return `--finding ${start}: ${file} holds no such finding; ${hint}`;
}
