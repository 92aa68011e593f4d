import { createWriteStream, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GuardError } from '../core/errors.js';
import { noteTemporaryPath } from './temporary-paths.js';

/** A stream kept in a file, so that it can be read more than once. */
export interface SpooledStream {
  readonly path: string;
  /** Removes the file. */
  dispose(): Promise<void>;
}

/**
 * Keeps a stream, such as standard input, in a new folder below `folder`. Only this user may read it: a catalogue before
 * the sale is a secret.
 *
 * @throws GuardError `file` when the stream breaks off or the folder cannot take it.
 */
export async function spoolStream(stream: AsyncIterable<Uint8Array>, folder: string): Promise<SpooledStream> {
  const own = makeFolder(folder);
  const forget = noteTemporaryPath(own);
  const dispose = async (): Promise<void> => {
    await rm(own, { recursive: true, force: true });
    forget();
  };
  const path = join(own, 'input');
  try {
    await pipeline(Readable.from(stream), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await dispose();
    throw cannotKeep(folder, error);
  }
  return { path, dispose };
}

/** Made without waiting, so that an interrupted process knows every folder it has made. */
function makeFolder(folder: string): string {
  try {
    return mkdtempSync(join(folder, 'saleguard-'));
  } catch (cause) {
    throw cannotKeep(folder, cause);
  }
}

function cannotKeep(folder: string, cause: unknown): GuardError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GuardError({
    code: 'file',
    message: `a stream could not be read and kept in ${folder} (${reason}); name a file instead, or use another folder`,
    data: { folder },
    cause,
  });
}
