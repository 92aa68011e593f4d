import { SEVERITIES, type Finding, type Severity } from '../catalog/finding.js';
import { RULES } from '../pricing/rule-table.js';
import type { RankedFinding } from './result.js';

/** Findings by severity. */
export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = zeroCounts();
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

/** Findings by rule and severity: every rule of the table is present. */
export function countByRule(findings: readonly Finding[]): Record<string, Record<Severity, number>> {
  const counts: Record<string, Record<Severity, number>> = {};
  for (const rule of RULES) counts[rule.id] = zeroCounts();
  for (const finding of findings) (counts[finding.ruleId] ??= zeroCounts())[finding.severity] += 1;
  return counts;
}

/** Rows that carry at least one `block`. */
export function countBlockedRows(findings: readonly Finding[]): number {
  const rows = new Set<string>();
  for (const finding of findings) {
    if (finding.severity === 'block' && finding.line !== undefined) rows.add(placeOf(finding));
  }
  return rows.size;
}

/** Exposure of the `block` and `hold` findings by currency, each row counted once. */
export function sumExposure(findings: readonly RankedFinding[]): Record<string, number> {
  const sums: Record<string, number> = {};
  const seen = new Set<string>();
  for (const finding of findings) {
    if (finding.severity !== 'block' && finding.severity !== 'hold') continue;
    if (finding.currency === undefined || finding.exposureMinor === undefined) continue;
    const place = placeOf(finding);
    if (seen.has(place)) continue;
    seen.add(place);
    const total = (sums[finding.currency] ?? 0) + finding.exposureMinor;
    sums[finding.currency] = Math.min(Number.MAX_SAFE_INTEGER, total);
  }
  return sums;
}

function placeOf(finding: Finding): string {
  return `${finding.file ?? ''}\u001f${String(finding.line ?? 0)}`;
}

function zeroCounts(): Record<Severity, number> {
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
}
