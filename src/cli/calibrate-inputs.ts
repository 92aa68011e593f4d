import {
  historyForCalibration,
  referencesForCalibration,
  type CalibrateHistory,
} from '../calibrate/calibrate-history.js';
import { GuardError } from '../core/errors.js';
import { historyFile } from '../readers/history-reader.js';
import type { InputOptions } from './audit-inputs.js';
import { counted } from './counted.js';

/** Flags of the command line that name what is known of the past. */
export interface CalibrateHistoryFlags {
  readonly history?: readonly string[];
  readonly references?: string;
}

/**
 * Reads `--history` or `--references`; undefined when neither is given.
 *
 * @throws GuardError `usage` when both are given; otherwise what the readers throw.
 */
export async function calibrateHistory(
  { history, references }: CalibrateHistoryFlags,
  options: InputOptions,
): Promise<CalibrateHistory | undefined> {
  if (history !== undefined && references !== undefined) {
    throw new GuardError({
      code: 'usage',
      message:
        'give --history or --references, not both; a history tells more, since references keep 91 days',
    });
  }
  if (references !== undefined) return referencesForCalibration(references, options);
  if (history === undefined) return undefined;
  return historyForCalibration(
    history.map((path) => historyFile({ path }, options.format)),
    options,
  );
}

/** Rows of a history that could not be used, of which a few are shown. */
const SHOWN_MAX = 3;

/** What is to be said of the history on standard error. */
export function historyNotices(history: CalibrateHistory | undefined): string[] {
  const intake = history?.intake;
  if (intake === undefined || intake.problemCount === 0) return [];
  const shown = intake.problems
    .slice(0, SHOWN_MAX)
    .map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${String(line)}`}: ${message}`);
  return [
    ...shown,
    `${counted(intake.problemCount, 'row')} of ${String(intake.rowCount)} of the history cannot be used and were left out`,
  ];
}
