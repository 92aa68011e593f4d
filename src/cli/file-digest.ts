import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { GuardError } from '../core/errors.js';
import { fileReason } from './file-reason.js';

/**
 * SHA-256 of the bytes of a file as stored, hex.
 *
 * @throws GuardError `file` when it cannot be read.
 */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    const message = `cannot read ${path}: ${fileReason(cause)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
  return hash.digest('hex');
}
