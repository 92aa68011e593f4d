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
 */
export async function spoolStream(stream: AsyncIterable<Uint8Array>, folder: string): Promise<SpooledStream> {
  // In one step with the note of it: a process that is interrupted knows every folder it has made.
  const own = mkdtempSync(join(folder, 'saleguard-'));
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
    throw error;
  }
  return { path, dispose };
}
