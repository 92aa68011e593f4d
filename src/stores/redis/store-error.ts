import { GuardError } from '../../core/errors.js';
import type { Unknown } from '../../stock/verdict.js';

/**
 * What an error of the client or the server says about the request it answers.
 * - `not-executed`: surely without effect, and may work later.
 * - `unknown`: it may have happened.
 * - `configuration`: surely without effect, and will not work until somebody changes rights, password or settings.
 * - `corrupt`: surely without effect; the keys hold something this library did not write.
 */
export type StoreErrorClass = 'not-executed' | 'unknown' | 'configuration' | 'corrupt';

/**
 * First word of an error reply, and its class. Redis checks the first group before a script starts. MOVED and ASK reach us only
 * when a client that is not a Cluster client talks to a Cluster, or after its last redirection.
 */
const CLASSES: Readonly<Record<string, StoreErrorClass>> = {
  OOM: 'not-executed',
  LOADING: 'not-executed',
  BUSY: 'not-executed',
  READONLY: 'not-executed',
  NOREPLICAS: 'not-executed',
  MISCONF: 'not-executed',
  MASTERDOWN: 'not-executed',
  CLUSTERDOWN: 'not-executed',
  TRYAGAIN: 'not-executed',
  MOVED: 'not-executed',
  ASK: 'not-executed',
  NOSCRIPT: 'not-executed',
  EXECABORT: 'not-executed',
  NOAUTH: 'configuration',
  WRONGPASS: 'configuration',
  NOPERM: 'configuration',
  DENIED: 'configuration',
  CROSSSLOT: 'configuration',
  WRONGTYPE: 'corrupt',
  SALEGUARD_CORRUPT: 'corrupt',
};

/** A right that is missing inside a script, before 7.2 put NOPERM in front. Rights to write are asked for before the first write. */
const MISSING_RIGHT = /^ERR (?:The user executing the script can't|ACL failure in script)/;

/** Words of a reply that says it is one: upper case and followed by a blank. */
const REPLY_WORD = /^([A-Z][A-Z_]*) /;

export interface StoreError {
  readonly class: StoreErrorClass;
  /** The first word of the reply, or `CONNECTION`. */
  readonly word: string;
  /** Without arguments: an error of ioredis carries the whole command, which must not reach a log. */
  readonly message: string;
}

/** Classifies what a client rejected with. */
export function storeError(error: unknown): StoreError {
  const text =
    error instanceof Error ? error.message : 'the client rejected with something that is not an error';
  const word = REPLY_WORD.exec(text)?.[1];
  if (word === undefined) return connectionError(text);
  const known = CLASSES[word];
  if (known !== undefined) return { class: known, word, message: firstLine(text) };
  // An `ERR` of the command table (a renamed EVALSHA) is a configuration; of a script that broke in the middle, unknown.
  if (word === 'ERR' && MISSING_RIGHT.test(text)) {
    return {
      class: 'configuration',
      word: 'NOPERM',
      message: 'this user may not run what the script needs: see `doctor`',
    };
  }
  if (word === 'ERR' && text.startsWith('ERR Error compiling script')) {
    return {
      class: 'configuration',
      word,
      message: 'the server cannot compile the script: Redis 7 is needed',
    };
  }
  if (word === 'ERR' && text.startsWith('ERR unknown command')) {
    return {
      class: 'configuration',
      word,
      message: 'the server does not know EVALSHA or EVAL: see `doctor`',
    };
  }
  return { class: 'unknown', word, message: firstLine(text) };
}

/** Errors the client makes itself. Only those that say so never sent the command. */
function connectionError(text: string): StoreError {
  const isUnsent = NEVER_SENT.some((said) => text.includes(said));
  return {
    class: isUnsent ? 'not-executed' : 'unknown',
    word: 'CONNECTION',
    message: firstLine(text),
  };
}

const NEVER_SENT: readonly string[] = [
  "Stream isn't writeable and enableOfflineQueue options is false",
  "Cluster isn't ready and enableOfflineQueue options is false",
];

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}

/** What leaves open whether the request was carried out, for an error of class `unknown`. */
export function openBecause({ word }: StoreError): Unknown['because'] {
  return word === 'CONNECTION' ? 'connection' : 'store';
}

/** The exception for an error that no retry will mend. */
export function thrownFor(error: StoreError, saleId: string): GuardError {
  if (error.class === 'corrupt') {
    return new GuardError({
      code: 'corrupt-state',
      message: `sale ${saleId}: Redis holds something that saleguard did not write (${error.message}). Nothing was changed. Stop the sale and compare with the orders.`,
      data: { saleId },
    });
  }
  return new GuardError({
    code: 'store-configuration',
    message: `sale ${saleId}: Redis refuses this client (${error.message}). Nothing was changed. \`doctor(client)\` names the setting.`,
    data: { saleId },
  });
}
