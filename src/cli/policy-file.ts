import { readFileSync } from 'node:fs';
import { GuardError } from '../core/errors.js';
import { sha256Hex } from '../seal/digest.js';
import { builtInPolicy, loadPolicyText, type Policy } from '../wire/policy.js';
import { fileReason } from './file-reason.js';

/**
 * Reads the policy of a command: a file, or the built-in one when none is named.
 *
 * @throws GuardError `file` when the file cannot be read; `policy` with every problem in it.
 */
export function loadPolicy(path: string | undefined): Policy {
  return path === undefined ? builtInPolicy() : loadPolicyText(readUtf8(path), { file: path });
}

/**
 * Text of a UTF-8 file.
 *
 * @throws GuardError `file` when it cannot be read or is not UTF-8: replaced characters would be read as names.
 */
export function readUtf8(path: string): string {
  return readStampedUtf8(path).text;
}

/** As {@link readUtf8}, with the SHA-256, hex, of the very bytes that were read. */
export function readStampedUtf8(path: string): { readonly text: string; readonly sha256: string } {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const message = `cannot read ${path}: ${fileReason(cause)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sha256: sha256Hex(bytes) };
  } catch (cause) {
    const message = `${path} is not UTF-8; save it as UTF-8`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
}
