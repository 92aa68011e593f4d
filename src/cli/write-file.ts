import { closeSync, openSync, statSync } from 'node:fs';
import { GuardError } from '../core/errors.js';
import { fileReason } from './file-reason.js';
import type { TextSink } from './io.js';
import { PendingFile, writeFully } from './pending-file.js';

/** Characters gathered before they are written. */
const BUFFER_CHARS = 1 << 18;

/**
 * Writes a whole file or nothing: through a temporary file beside it and a rename, so that a reader never meets half a
 * report and a failure leaves the old file as it was. A link stays a link: what it names is replaced. What is no file,
 * such as `/dev/null` or a named pipe, cannot be replaced and is written to.
 *
 * @throws GuardError `file` when it cannot be written.
 */
export function writeWhole(path: string, produce: (sink: TextSink) => void): void {
  try {
    const present = statSync(path, { throwIfNoEntry: false });
    if (present === undefined || present.isFile()) replaceFile(path, produce);
    else writeThrough(path, produce);
  } catch (cause) {
    if (cause instanceof GuardError) throw cause;
    const message = `cannot write ${path}: ${fileReason(cause)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
}

function replaceFile(path: string, produce: (sink: TextSink) => void): void {
  const file = new PendingFile(path);
  try {
    produceInto((bytes) => file.write(bytes), produce);
    file.keep();
  } finally {
    file.drop();
  }
}

function writeThrough(path: string, produce: (sink: TextSink) => void): void {
  const descriptor = openSync(path, 'w');
  try {
    produceInto((bytes) => writeFully(descriptor, bytes), produce);
  } finally {
    closeSync(descriptor);
  }
}

/** Gathers small texts, so that not each of them is written by itself. */
function produceInto(write: (bytes: Uint8Array) => void, produce: (sink: TextSink) => void): void {
  let buffer = '';
  const flush = (): void => {
    write(Buffer.from(buffer, 'utf8'));
    buffer = '';
  };
  produce({
    write(text) {
      buffer += text;
      if (buffer.length >= BUFFER_CHARS) flush();
    },
  });
  flush();
}
