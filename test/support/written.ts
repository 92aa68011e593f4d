import type { AuditResult } from '../../src/audit/result.js';
import type { ReportFormat, ReportOptions } from '../../src/report/format.js';

/** Options of a report written to a file; any of them may be another. */
export function reportOptions(members: Partial<ReportOptions> = {}): ReportOptions {
  return {
    lang: 'en',
    toolVersion: '1.2.3',
    findingMax: 25,
    failOn: 'hold',
    hasBaseline: false,
    colour: false,
    width: 80,
    isTerminal: false,
    ...members,
  };
}

/** The pieces a format writes. */
export function piecesOf(
  format: ReportFormat,
  result: AuditResult,
  members: Partial<ReportOptions> = {},
): readonly string[] {
  const pieces: string[] = [];
  format.write(result, reportOptions(members), { write: (text) => pieces.push(text) });
  return pieces;
}

/** The whole report. */
export function written(
  format: ReportFormat,
  result: AuditResult,
  members: Partial<ReportOptions> = {},
): string {
  return piecesOf(format, result, members).join('');
}
