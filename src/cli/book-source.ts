import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { RefusedBook } from '../book/refusal.js';
import { GuardError, isGuardError } from '../core/errors.js';
import { fileReason } from './file-reason.js';

const PIECE_BYTES = 1 << 18;

/**
 * Reads a price book from a file, plain or gzip (told by its content).
 *
 * @param read what is done with its bytes.
 * @returns what `read` gives; a refusal for a gzip that is cut off or damaged.
 * @throws GuardError `file` when it cannot be opened or read.
 */
export async function readBookFile<T>(
  path: string,
  read: (source: AsyncIterable<Uint8Array>) => Promise<T | RefusedBook>,
): Promise<T | RefusedBook> {
  try {
    return await read(bytesOf(path));
  } catch (error) {
    if (isGuardError(error)) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) return damagedGzip();
    const message = `cannot read ${path}: ${fileReason(error)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause: error });
  }
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await open(path, 'r');
  let isGzip: boolean;
  try {
    isGzip = await startsAsGzip(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
  const stored = handle.createReadStream({ highWaterMark: PIECE_BYTES, start: 0 });
  if (!isGzip) {
    // A read stream without an encoding gives Buffers; its type says any.
    yield* stored as AsyncIterable<Uint8Array>;
    return;
  }
  // Errors of either stream come out where the pieces are read.
  yield* pipeline(
    stored,
    createGunzip({ chunkSize: PIECE_BYTES }),
    () => undefined,
  ) as AsyncIterable<Uint8Array>;
}

async function startsAsGzip(handle: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const magic = new Uint8Array(2);
  await handle.read(magic, 0, magic.length, 0);
  return magic[0] === 0x1f && magic[1] === 0x8b;
}

function damagedGzip(): RefusedBook {
  return {
    kind: 'refused',
    refusal: 'truncated',
    line: 1,
    message: 'its gzip is cut off or damaged; fetch the sealed file again',
  };
}
