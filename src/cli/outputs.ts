import { GuardError } from '../core/errors.js';
import type { AuditResult } from '../audit/result.js';
import { REPORT_FORMATS } from '../report/formats.js';
import { REPORT_FORMAT_IDS, type ReportFormat, type ReportOptions } from '../report/format.js';
import type { CliIo } from './io.js';
import { writeWhole } from './write-file.js';

/** One report to write: its format and where it goes; `-` is standard output. */
export interface Output {
  readonly format: ReportFormat;
  readonly path: string;
}

/**
 * Pairs `--format` with `--out`: the n-th `--out` belongs to the n-th `--format`; a format without an `--out` goes to
 * standard output, and without any `--format` the text report does.
 *
 * @throws GuardError `usage` for an unknown format, more outs than formats, or two reports for one place.
 */
export function pairOutputs(formats: readonly string[], outs: readonly string[]): Output[] {
  const names = formats.length === 0 ? ['text'] : formats;
  if (outs.length > names.length) {
    throw usage(
      `${String(outs.length)} --out for ${String(names.length)} --format: the n-th --out belongs to the n-th --format`,
    );
  }
  const outputs = names.map((name, index) => ({ format: formatOf(name), path: outs[index] ?? '-' }));
  const paths = new Set(outputs.map((output) => output.path));
  if (paths.size < outputs.length) {
    throw usage(
      'two reports would go to the same place: give each --format its own --out, in the same order',
    );
  }
  return outputs;
}

/** Writes every report; files appear whole or not at all. */
export function writeOutputs(
  result: AuditResult,
  outputs: readonly Output[],
  options: ReportOptions,
  io: CliIo,
): void {
  for (const { format, path } of outputs) {
    if (path === '-') format.write(result, options, io.stdout);
    else
      writeWhole(path, (sink) =>
        format.write(result, { ...options, colour: false, isTerminal: false }, sink),
      );
  }
}

function formatOf(name: string): ReportFormat {
  const id = REPORT_FORMAT_IDS.find((candidate) => candidate === name);
  if (id !== undefined) return REPORT_FORMATS[id];
  throw usage(`unknown --format ${name}; choose one of ${REPORT_FORMAT_IDS.join(', ')}`);
}

function usage(message: string): GuardError {
  return new GuardError({ code: 'usage', message });
}
