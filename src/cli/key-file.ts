import { closeSync, fstatSync, fsyncSync, openSync, readSync, rmSync, writeSync, type Stats } from 'node:fs';
import { GuardError, isGuardError } from '../core/errors.js';
import { newPrivateKeyPem, signingKeyFromPem, type SigningKey } from '../seal/ed25519.js';
import { PUBLIC_KEY_PREFIX, publicKeyLine } from '../wire/public-key-line.js';
import { fileReason } from './file-reason.js';
import type { CliIo } from './io.js';

/** Environment variable with the PEM text of a private key, for machines that keep secrets there. */
export const KEY_VARIABLE = 'SALEGUARD_KEY';

/** A private key as PEM has some 120 bytes. */
const KEY_BYTES_MAX = 16_384;
/** Rights of anybody but the owner. */
const OTHERS = 0o077;
/** Permissions mean this much only where POSIX keeps them. */
const HAS_MODES = process.platform !== 'win32';

/**
 * The key a command signs with: of `--key`, else of the environment.
 *
 * @throws GuardError `usage` when neither is given, and for a key on the command line itself; `file` when the file cannot
 * be read or others may read it; `input` when what it holds is no Ed25519 private key. No message quotes what was read.
 */
export function loadSigningKey(path: string | undefined, io: CliIo): SigningKey {
  if (path !== undefined) return readSigningKey(path);
  const pem = io.env[KEY_VARIABLE];
  if (pem !== undefined && pem !== '') return keyOf(pem, KEY_VARIABLE);
  throw new GuardError({
    code: 'usage',
    message: `no key to sign with: give your private key file with --key, or its text in ${KEY_VARIABLE}; "saleguard keys new" makes one`,
  });
}

/** The key in a file. @throws GuardError as {@link loadSigningKey}. */
export function readSigningKey(path: string): SigningKey {
  refuseKeyAsName(path);
  return keyOf(readPrivately(path), path);
}

/**
 * Makes a new key: the private half in a file that only its owner may read, the public half beside it with `.pub`.
 *
 * @throws GuardError `file` when either file is there already, or cannot be written; then neither is left behind.
 */
export function writeNewKey(path: string): SigningKey {
  refuseKeyAsName(path);
  const pem = newPrivateKeyPem();
  const key = signingKeyFromPem(pem);
  createFile(path, pem, 0o600);
  try {
    createFile(publicPathOf(path), `${publicKeyLine(key.publicKey)}\n`, 0o644);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  return key;
}

/** Where the public half of a key file stands. */
export function publicPathOf(path: string): string {
  return `${path}.pub`;
}

function keyOf(pem: string, source: string): SigningKey {
  if (pem.startsWith(PUBLIC_KEY_PREFIX)) {
    const message = `${source}: this is no private key in PEM form but a public half; name the private key beside it`;
    throw new GuardError({ code: 'input', message });
  }
  try {
    return signingKeyFromPem(pem);
  } catch (error) {
    if (!isGuardError(error, 'invalid-argument')) throw error;
    throw new GuardError({ code: 'input', message: `${source}: ${error.message}` });
  }
}

/** A key given where its file belongs stands in the history of the shell: it must not stand in a log, too. */
function refuseKeyAsName(path: string): void {
  if (!path.includes('PRIVATE KEY')) return;
  throw new GuardError({
    code: 'usage',
    message: `a private key stands on the command line, where others can see it: consider it known and make a new one; give the name of a file, or the text in ${KEY_VARIABLE}`,
  });
}

function readPrivately(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw fileError(path, `cannot read ${path}: ${fileReason(cause)}`, cause);
  }
  try {
    // Of what was opened, not of what the name may stand for by now.
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw fileError(path, `cannot read ${path}: it is a folder`);
    const text = readBounded(path, descriptor);
    // A policy or a public half given by mistake is told as such: nobody should be told to hide it from others.
    if (text.includes('PRIVATE KEY')) requirePrivate(path, stats);
    return text;
  } finally {
    closeSync(descriptor);
  }
}

function requirePrivate(path: string, { mode }: Stats): void {
  if (!HAS_MODES || (mode & OTHERS) === 0) return;
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  throw fileError(
    path,
    `${path} may be used by others (mode ${octal}); a private key is for its owner alone: chmod 600 ${shellWord(path)}`,
  );
}

/** Also of a pipe, as `--key <(pass show saleguard)` gives it, which has no size. */
function readBounded(path: string, descriptor: number): string {
  const bytes = Buffer.alloc(KEY_BYTES_MAX + 1);
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
  } catch (cause) {
    throw fileError(path, `cannot read ${path}: ${fileReason(cause)}`, cause);
  }
  if (length > KEY_BYTES_MAX) throw fileError(path, `${path} is too large to be a private key`);
  return bytes.toString('utf8', 0, length);
}

function createFile(path: string, content: string, mode: number): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', mode);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const message =
      code === 'EEXIST'
        ? `${path} exists already and is never overwritten: a lost key cannot be made again; choose another name`
        : `cannot write ${path}: ${fileReason(cause)}`;
    throw fileError(path, message, cause);
  }
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } catch (cause) {
    rmSync(path, { force: true });
    throw fileError(path, `cannot write ${path}: ${fileReason(cause)}`, cause);
  } finally {
    closeSync(descriptor);
  }
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function fileError(path: string, message: string, cause?: unknown): GuardError {
  return new GuardError({ code: 'file', message, data: { path }, cause });
}
