import { accessSync, constants, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { GuardError } from '../core/errors.js';
import { fileReason } from './file-reason.js';
import { statOf } from './file-stat.js';
import { usage } from './usage.js';

/** A file a command reads, and what it is on the command line. */
export interface InputFile {
  readonly path: string;
  /** `the catalogue`, `--policy`: how a message names it. */
  readonly role: string;
}

/**
 * Holds every `--out` to a place that can take a report, before hours of reading: not a folder, in a folder that can be
 * written, no two at one place, and never a file the same command reads.
 *
 * @throws GuardError `usage` or `file`, naming the path and what to do.
 */
export function checkPlaces(outs: readonly string[], inputs: readonly InputFile[]): void {
  const taken = new Set<string>();
  for (const out of outs) {
    if (out.trim() === '')
      throw usage('--out is given without a name; name a file, or - for standard output');
    const present = statOf(out);
    if (present?.isDirectory() === true) throw wrong(out, 'it is a folder; name a file in it');
    if (present === undefined || present.isFile()) requireWritableFolder(out, dirname(out));
    refuseInputs(out, present, inputs);
    const place = placeOf(out);
    if (taken.has(place)) {
      throw usage(
        `two reports would be written to ${out}: give each --format its own --out, in the same order`,
      );
    }
    // Reports that go to a device or a pipe, such as /dev/null, do not replace each other.
    if (present === undefined || present.isFile()) taken.add(place);
  }
}

function refuseInputs(out: string, present: Stats | undefined, inputs: readonly InputFile[]): void {
  if (present?.isFile() !== true) return;
  for (const { path, role } of inputs) {
    const input = path === '-' ? undefined : statOf(path);
    if (input?.dev !== present.dev || input.ino !== present.ino) continue;
    const same = path === out ? '' : ` (${path})`;
    throw usage(`--out ${out} is ${role}${same}: it would be overwritten; name another file`);
  }
}

function requireWritableFolder(out: string, folder: string): void {
  const present = statOf(folder);
  if (present === undefined) throw wrong(out, `there is no folder ${folder}; make it first`);
  if (!present.isDirectory()) throw wrong(out, `${folder} is not a folder`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw wrong(out, `nothing can be written in the folder ${folder}: ${fileReason(cause)}`, cause);
  }
}

/** One name for every spelling of a path; its folder exists. */
function placeOf(path: string): string {
  const folder = realpathSync(dirname(resolve(path)));
  const place = join(folder, basename(path));
  return statOf(place) === undefined ? place : realpathSync(place);
}

function wrong(out: string, why: string, cause?: unknown): GuardError {
  return new GuardError({ code: 'file', message: `cannot write ${out}: ${why}`, data: { path: out }, cause });
}
