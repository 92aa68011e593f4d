import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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
  const own = await mkdtemp(join(folder, 'saleguard-'));
  const dispose = (): Promise<void> => rm(own, { recursive: true, force: true });
  const path = join(own, 'input');
  try {
    await pipeline(Readable.from(stream), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path, dispose };
}
