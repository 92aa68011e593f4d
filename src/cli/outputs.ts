import { nearestName } from '../core/edit-distance.js';
import type { AuditResult } from '../audit/result.js';
import { REPORT_FORMATS } from '../report/formats.js';
import {
  REPORT_FORMAT_IDS,
  type ReportFormat,
  type ReportFormatId,
  type ReportOptions,
} from '../report/format.js';
import type { CliIo } from './io.js';
import { writeWhole } from './write-file.js';
import { usage } from './usage.js';

/** One report to write: its format and where it goes; `-` is standard output. */
export interface Output {
  readonly format: ReportFormat;
  readonly path: string;
}

/**
 * Pairs `--format` with `--out`: the n-th `--out` belongs to the n-th `--format`; a format without an `--out` goes to
 * standard output, and without any `--format` the text report does.
 *
 * @throws GuardError `usage` for an unknown format, more outs than formats, or two reports for standard output.
 */
export function pairOutputs(formats: readonly string[], outs: readonly string[]): Output[] {
  const names = formats.length === 0 ? ['text'] : formats;
  if (outs.length > names.length) {
    throw usage(
      `${String(outs.length)} --out for ${String(names.length)} --format: the n-th --out belongs to the n-th --format`,
    );
  }
  const outputs = names.map((name, index) => ({ format: formatOf(name), path: outs[index] ?? '-' }));
  if (outputs.filter(({ path }) => path === '-').length > 1) {
    throw usage(
      'two reports would go to standard output: give each --format its own --out, in the same order',
    );
  }
  return outputs;
}

/** What the ending of a file promises to whoever opens it. */
const ENDINGS: readonly (readonly [ending: RegExp, promised: readonly ReportFormatId[]])[] = [
  [/\.html?$/i, ['html']],
  [/\.sarif(?:\.json)?$/i, ['sarif']],
  [/\.json$/i, ['json', 'jsonl', 'sarif']],
  [/\.(?:jsonl|ndjson)$/i, ['jsonl']],
  [/\.xml$/i, ['junit']],
  [/\.csv$/i, ['csv']],
];

/**
 * Refuses a file whose name ends like another format: `--out report.html` alone would write the text report, and `--format`
 * and `--out` are easily told in two orders. Asked once it is known that no file of the run is meant: a catalogue ends in
 * `.csv` like a report.
 *
 * @throws GuardError `usage` with the format that was probably meant.
 */
export function requireFittingNames(outputs: readonly Output[]): void {
  for (const output of outputs) requireFittingName(output);
}

function requireFittingName({ format, path }: Output): void {
  const promised = ENDINGS.find(([ending]) => ending.test(path))?.[1];
  if (promised === undefined || promised.includes(format.id)) return;
  throw usage(
    `--out ${path} would get the ${format.id} report; write --format ${promised[0] ?? ''} --out ${path}, or another name`,
  );
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
  const nearest = nearestName(name, REPORT_FORMAT_IDS);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  throw usage(`there is no --format ${name}; the formats are ${REPORT_FORMAT_IDS.join(', ')}${hint}`);
}
