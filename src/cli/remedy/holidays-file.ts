import { parseDay } from '../../core/clock.js';
import { GuardError } from '../../core/errors.js';
import { readUtf8 } from '../policy-file.js';

/** As many as a policy may have. */
const DAYS_MAX = 1_000;
const SHOWN_MAX = 20;

/**
 * Days off by law: one `YYYY-MM-DD` a line; empty lines and what stands behind a `#` are passed over.
 *
 * @throws GuardError `file` when it cannot be read; `input` naming the line that is no day.
 */
export function readHolidays(path: string): readonly string[] {
  const days: string[] = [];
  for (const [index, line] of readUtf8(path)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const day = (line.split('#', 1)[0] ?? '').trim();
    if (day === '') continue;
    if (parseDay(day) === undefined)
      throw wrong(
        path,
        index + 1,
        `${JSON.stringify(day.slice(0, SHOWN_MAX))} is no day that exists; write it like 2026-10-05`,
      );
    if (days.length >= DAYS_MAX) throw wrong(path, index + 1, `is more than ${DAYS_MAX} days`);
    days.push(day);
  }
  return days;
}

function wrong(path: string, line: number, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${path}:${line} ${what}`, data: { file: path, line } });
}
