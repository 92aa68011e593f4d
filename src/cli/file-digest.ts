import { closeSync, openSync, readSync } from 'node:fs';
import { GuardError } from '../core/errors.js';
import { StreamDigest } from '../seal/digest.js';
import { fileReason } from './file-reason.js';

const PIECE_BYTES = 1 << 20;

/** SHA-256, hex, of the bytes of a file of any size. @throws GuardError `file` when it cannot be read. */
export function fileSha256(path: string): string {
  const digest = new StreamDigest();
  const piece = Buffer.alloc(PIECE_BYTES);
  try {
    const descriptor = openSync(path, 'r');
    try {
      for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece))
        digest.update(piece.subarray(0, read));
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    const message = `cannot read ${path}: ${fileReason(cause)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
  return digest.hex();
}
