import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { GuardError } from '../../core/errors.js';
import { holderText, isGone, ownHolder, parseHolder, shownHolder, type Holder } from '../holder.js';

/** A lock that is held. */
export interface HeldLock {
  /** Whether it is this one still: a person may have removed it, and another process taken it. */
  isHeld(): boolean;
  release(): void;
}

/** A lock on the taking over of a lock on the taking over: nobody dies that often in a row. */
const DEPTH_MAX = 4;

/**
 * Takes a lock: a file beside what is locked, with the id of its process, made in one step. One whose process is gone is taken over,
 * under a lock of its own, so that two who find it do not both get it.
 *
 * @returns who holds it, where it is held.
 * @throws GuardError `file` when the lock cannot be written.
 */
export function takeLock(path: string): HeldLock | { readonly heldBy: string } {
  return take(path, 1);
}

function take(path: string, depth: number): HeldLock | { readonly heldBy: string } {
  const own = ownHolder();
  if (claim(path, own)) return held(path, own);
  const holder = readHolder(path);
  // It was given back between the two looks: the next one who asks gets it.
  if (holder === undefined) return { heldBy: `somebody who is just leaving (${path})` };
  if (!isGone(holder) || depth >= DEPTH_MAX) return { heldBy: shown(path, holder) };
  const turn = take(`${path}.takeover`, depth + 1);
  if (!('release' in turn)) return turn;
  try {
    // Only who has the turn removes the lock of the dead, so between this look and the removal it cannot be another's.
    if (readHolder(path)?.nonce !== holder.nonce) return { heldBy: `somebody who was faster (${path})` };
    unlinkSync(path);
    return claim(path, own) ? held(path, own) : { heldBy: `somebody who was faster (${path})` };
  } finally {
    turn.release();
  }
}

/** A link is made or refused in one step, and what it names is whole already. */
function claim(path: string, own: Holder): boolean {
  const temporary = `${path}.${own.nonce}.tmp`;
  try {
    writeFileSync(temporary, holderText(own), { flag: 'wx', mode: 0o600 });
    linkSync(temporary, path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw new GuardError({ code: 'file', message: `cannot lock ${path}: ${reasonOf(cause)}`, cause });
  } finally {
    rmSync(temporary, { force: true });
  }
}

function held(path: string, own: Holder): HeldLock {
  const isHeld = (): boolean => readHolder(path)?.nonce === own.nonce;
  return {
    isHeld,
    release: () => {
      if (isHeld()) rmSync(path, { force: true });
    },
  };
}

/** Undefined when there is no lock; one that cannot be read is held by nobody known, and a person has to look. */
function readHolder(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  return parseHolder(text) ?? { pid: 0, host: 'an unknown machine', began: '', nonce: '' };
}

function shown(path: string, holder: Holder): string {
  return `${shownHolder(holder)}; if it is no more, remove ${path}`;
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
