import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileError } from '../readers/open-source.js';

/**
 * SHA-256 of the bytes of a file as stored, hex.
 *
 * @throws GuardError `file` when it cannot be read, in the words of whoever reads its rows.
 */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw fileError(path, cause);
  }
  return hash.digest('hex');
}
