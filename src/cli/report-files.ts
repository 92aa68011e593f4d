import { GuardError } from '../core/errors.js';
import type { Report } from '../wire/report.js';
import { statOf } from './file-stat.js';
import type { JudgedFiles } from './judge-files.js';

/**
 * The files a report is of, by their roles, as the paths that the audit was given.
 *
 * @param file the report, for messages.
 * @throws GuardError `usage` for a report of standard input, which cannot be read again; `file` for one of files that are
 * not there, as seen from another folder.
 */
export function filesOfReport(report: Report, file: string): JudgedFiles {
  const { files, inputs } = report.summary.batch;
  const stream =
    files.find(({ sha256 }) => sha256 === '') ?? files.find((one) => one.file === 'standard input');
  if (stream !== undefined) {
    throw new GuardError({
      code: 'usage',
      message: `${file} is of ${stream.file}, which cannot be read again; audit a file, then seal`,
    });
  }
  const missing = [...files, ...inputs].find((one) => statOf(one.file) === undefined);
  if (missing !== undefined) {
    throw new GuardError({
      code: 'file',
      message: `${file} is of ${missing.file}, which cannot be found from here; seal in the folder where the audit ran`,
      data: { path: missing.file },
    });
  }
  const named = (role: string): string[] =>
    inputs.filter((input) => input.role === role).map((input) => input.file);
  const history = named('history');
  return {
    catalog: files.map((one) => one.file),
    history: history.length === 0 ? undefined : history,
    references: named('references')[0],
    previous: named('previous')[0],
    promotions: named('promotions')[0],
  };
}
