import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GuardError } from '../core/errors.js';
import { fileReason } from './file-reason.js';
import type { TextSink } from './io.js';

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
    if (present === undefined) replaceFile(path, produce);
    else if (present.isFile()) replaceFile(realpathSync(path), produce);
    else writeThrough(openSync(path, 'w'), produce);
  } catch (cause) {
    if (cause instanceof GuardError) throw cause;
    const message = `cannot write ${path}: ${fileReason(cause)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
}

function replaceFile(path: string, produce: (sink: TextSink) => void): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const descriptor = openSync(temporary, 'wx');
  try {
    writeThrough(descriptor, (sink) => {
      produce(sink);
      sink.flush();
      fsyncSync(descriptor);
    });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

type BufferedSink = TextSink & { flush(): void };

function writeThrough(descriptor: number, produce: (sink: BufferedSink) => void): void {
  try {
    const sink = bufferedSink(descriptor);
    produce(sink);
    sink.flush();
  } finally {
    closeSync(descriptor);
  }
}

function bufferedSink(descriptor: number): BufferedSink {
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
