import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process holds a lock or a lease. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When its process began, as the system counts it: a number used again for another process is not it. */
  readonly began: string;
  /** Tells two takings of one process apart. */
  readonly nonce: string;
}

/** This process, once more. */
export function ownHolder(): Holder {
  const { pid } = process;
  return { pid, host: hostname(), began: beganOf(pid), nonce: randomBytes(8).toString('hex') };
}

/** The text that {@link parseHolder} reads. */
export function holderText({ pid, host, began, nonce }: Holder): string {
  return JSON.stringify({ pid, host, began, nonce });
}

/** @returns undefined for a text that names no holder. */
export function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether its process is surely no more. Of another machine nothing can be told. */
export function isGone({ pid, host, began }: Holder): boolean {
  if (host !== hostname() || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // Any other refusal says that it is there and another user's.
    return cause instanceof Error && 'code' in cause && cause.code === 'ESRCH';
  }
  const now = beganOf(pid);
  return began !== '' && now !== '' && now !== began;
}

/** A holder, for people. */
export function shownHolder({ pid, host }: Holder): string {
  return `process ${pid} of ${host}`;
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  if (!('pid' in value) || !('host' in value) || !('began' in value) || !('nonce' in value)) return false;
  const { pid, host, began, nonce } = value;
  return (
    Number.isSafeInteger(pid) &&
    typeof host === 'string' &&
    typeof began === 'string' &&
    typeof nonce === 'string'
  );
}

/** Clock ticks since boot, on systems that tell; empty elsewhere. */
function beganOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold blanks; the 22nd field is the 20th behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
