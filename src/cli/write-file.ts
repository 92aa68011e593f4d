import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GuardError } from '../core/errors.js';
import type { TextSink } from './io.js';

/** Characters gathered before they are written. */
const BUFFER_CHARS = 1 << 18;

/**
 * Writes a whole file or nothing: through a temporary file beside it and a rename, so that a reader never meets half a
 * report and a failure leaves the old file as it was.
 *
 * @throws GuardError `file` when the folder is missing or not writable.
 */
export function writeWhole(
  path: string,
  produce: (sink: TextSink) => void,
  options?: { readonly mode?: number },
): void {
  const temporary = join(dirname(path), `.${basename(path)}.${String(process.pid)}.tmp`);
  let descriptor: number;
  try {
    descriptor = openSync(temporary, 'wx', options?.mode ?? 0o644);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
  try {
    try {
      const sink = bufferedSink(descriptor);
      produce(sink);
      sink.flush();
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause instanceof GuardError ? cause : cannotWrite(path, cause);
  }
}

function bufferedSink(descriptor: number): TextSink & { flush(): void } {
  let buffer = '';
  const flush = (): void => {
    writeFully(descriptor, Buffer.from(buffer, 'utf8'));
    buffer = '';
  };
  return {
    write(text) {
      buffer += text;
      if (buffer.length >= BUFFER_CHARS) flush();
    },
    flush,
  };
}

/** `writeSync` may take less than it is given. */
function writeFully(descriptor: number, bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length;) offset += writeSync(descriptor, bytes, offset);
}

function cannotWrite(path: string, cause: unknown): GuardError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GuardError({ code: 'file', message: `cannot write ${path}: ${reason}`, data: { path }, cause });
}
