import { parseInstant, type EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import type { CliIo } from './io.js';

/**
 * The instant of a run: `--now`, or the clock.
 *
 * @throws GuardError `usage` for a time without an offset, or no time at all.
 */
export function readNow(text: string | undefined, io: CliIo): EpochMs {
  if (text === undefined) return io.now();
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new GuardError({
    code: 'usage',
    message: `--now ${text} is not an instant with an offset; write it like 2026-08-01T00:00:00+09:00`,
  });
}
