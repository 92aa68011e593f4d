// node scripts/tell-failures.mjs LOG...: says from the output of each failed lane what went wrong, in at most 200 lines for all.
// Of a vitest run these are its failed files, tests and hooks and every unhandled error, the first lines of each; of any other
// command, and of a vitest run that says no such thing, the last lines of the output. A log that is missing is named.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES_MAX = 200;
/** Of one failed test or unhandled error: its name, its message, where it happened. */
const LINES_EACH_MAX = 14;
const TAIL_LINES = 40;

/** Opens the part of vitest's output that tells of failures. A rejection in vitest's own process comes without the summary. */
const FIRST_BANNER = /^⎯+ (?:Failed (?:Suites|Tests)|Unhandled \w+|Uncaught \w+)/u;
const DIVIDER = /^⎯/u;
/** What follows the failures: the counts of the run. */
const COUNTS = /^ Test Files /u;

const logs = process.argv.slice(2);
const linesOfEach = Math.floor(LINES_MAX / Math.max(1, logs.length));
for (const log of logs) process.stdout.write(`${bounded(told(log), linesOfEach, log).join('\n')}\n`);

function told(log) {
  if (!existsSync(log)) return [`${basename(log, '.log')}: no output was kept in ${log}`];
  const lines = stripVTControlCharacters(readFileSync(log, 'utf8'))
    .split('\n')
    .map((line) => line.trimEnd());
  const first = lines.findIndex((line) => FIRST_BANNER.test(line));
  if (first === -1)
    return [`${basename(log, '.log')}: the end of ${log}:`, ...withoutBlank(lines).slice(-TAIL_LINES)];
  const counts = lines.findIndex((line, at) => at > first && COUNTS.test(line));
  const failures = lines.slice(first, counts === -1 ? undefined : counts);
  return [`${basename(log, '.log')}: what failed, from ${log}:`, ...firstLinesOfEach(failures)];
}

/** A divider stands before the first line of each failure. */
function firstLinesOfEach(lines) {
  const kept = [];
  let own = 0;
  for (const line of withoutBlank(lines)) {
    own = DIVIDER.test(line) ? 0 : own + 1;
    if (own <= LINES_EACH_MAX) kept.push(line);
  }
  return kept;
}

function withoutBlank(lines) {
  return lines.filter((line) => line !== '');
}

/** What is left out is in the middle: failures come first, unhandled errors last. */
function bounded(lines, most, log) {
  if (lines.length <= most) return lines;
  const head = Math.ceil((most - 1) / 2);
  const tail = most - 1 - head;
  const left = lines.length - head - tail;
  return [...lines.slice(0, head), `... ${left} lines more in ${log}`, ...lines.slice(lines.length - tail)];
}
