import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { GuardError } from '../../core/errors.js';
import { fileReason } from '../file-reason.js';

/** An address of a Cluster with many nodes and long passwords is far shorter. */
const BYTES_MAX = 16_384;
/** Rights of anybody but the owner. */
const OTHERS = 0o077;
/** Permissions mean this much only where POSIX keeps them. */
const HAS_MODES = process.platform !== 'win32';

/**
 * Text of a file that only its owner may read, without the blanks around it.
 *
 * @param what names what the file holds, in messages: `the address of Redis`.
 * @throws GuardError `file` when it cannot be read, others may read it, or it is too large or empty. No message quotes what was
 * read.
 */
export function readSecretFile(path: string, what: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw wrong(path, `cannot read ${path}: ${fileReason(cause)}`, cause);
  }
  try {
    // Of what was opened, not of what the name may stand for by now.
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw wrong(path, `cannot read ${path}: it is a folder`);
    if (HAS_MODES && stats.isFile() && (stats.mode & OTHERS) !== 0) {
      const octal = (stats.mode & 0o777).toString(8).padStart(4, '0');
      throw wrong(path, `${path} may be used by others (mode ${octal}) and holds ${what}: chmod 600 ${path}`);
    }
    const text = readBounded(path, descriptor).trim();
    if (text === '') throw wrong(path, `${path} is empty; it should hold ${what}`);
    return text;
  } finally {
    closeSync(descriptor);
  }
}

function readBounded(path: string, descriptor: number): string {
  const bytes = Buffer.alloc(BYTES_MAX + 1);
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
  } catch (cause) {
    throw wrong(path, `cannot read ${path}: ${fileReason(cause)}`, cause);
  }
  if (length > BYTES_MAX) throw wrong(path, `${path} is too large`);
  return bytes.toString('utf8', 0, length);
}

function wrong(path: string, message: string, cause?: unknown): GuardError {
  return new GuardError({ code: 'file', message, data: { path }, cause });
}
