import { DOCTOR_SEVERITIES, type DoctorFinding, type DoctorReport, type DoctorUnknown } from './finding.js';
import { shown } from './shown.js';

/** The report as plain lines for a terminal: findings by severity, then what is not known, then what was read. */
export function doctorText(report: DoctorReport): string {
  const findings = merged(report.findings, (finding) =>
    [finding.id, finding.severity, finding.found, finding.fix].join('\n'),
  );
  const unknown = merged(report.unknown, (one) => [one.what, one.why, one.how].join('\n'));
  const blocks = [
    ...findings.map(({ first, nodes }) => findingLines(first, nodes)),
    ...unknown.map(({ first, nodes }) => unknownLines(first, nodes)),
    summary(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

interface Merged<T> {
  readonly first: T;
  readonly nodes: readonly string[];
}

/** Says what several servers have in common once, with all their addresses. */
function merged<T extends { readonly node?: string }>(
  all: readonly T[],
  sameness: (one: T) => string,
): readonly Merged<T>[] {
  const groups = new Map<string, { first: T; nodes: string[] }>();
  for (const one of all) {
    const group = groups.get(sameness(one)) ?? { first: one, nodes: [] };
    if (one.node !== undefined) group.nodes.push(shown(one.node));
    groups.set(sameness(one), group);
  }
  return [...groups.values()];
}

function findingLines(finding: DoctorFinding, nodes: readonly string[]): string {
  return [
    `${finding.severity.padEnd(5)} ${finding.id}${at(nodes)}`,
    `      found: ${finding.found}`,
    `      why:   ${finding.why}`,
    `      fix:   ${finding.fix}`,
  ].join('\n');
}

function unknownLines(one: DoctorUnknown, nodes: readonly string[]): string {
  return [`unknown ${one.what}${at(nodes)}`, `      why:   ${one.why}`, `      how:   ${one.how}`].join('\n');
}

function at(nodes: readonly string[]): string {
  return nodes.length === 0 ? '' : ` (${nodes.join(', ')})`;
}

function summary(report: DoctorReport): string {
  const counts = DOCTOR_SEVERITIES.map(
    (severity) => `${report.findings.filter((one) => one.severity === severity).length} ${severity}`,
  );
  return `${counts.join(', ')}, ${report.unknown.length} unknown; ${report.checked.length} read`;
}
