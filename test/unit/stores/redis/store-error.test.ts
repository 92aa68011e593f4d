import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../../src/core/errors.js';
import { storeError, thrownFor, type StoreErrorClass } from '../../../../src/stores/redis/store-error.js';

/** Replies as servers print them. */
const REPLIES: readonly (readonly [string, StoreErrorClass])[] = [
  ["OOM command not allowed when used memory > 'maxmemory'.", 'not-executed'],
  ['LOADING Redis is loading the dataset in memory', 'not-executed'],
  ['BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.', 'not-executed'],
  ["READONLY You can't write against a read only replica.", 'not-executed'],
  ['NOREPLICAS Not enough good replicas to write.', 'not-executed'],
  ['MISCONF Redis is configured to save RDB snapshots, but it is unable to persist to disk.', 'not-executed'],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", 'not-executed'],
  ['CLUSTERDOWN The cluster is down', 'not-executed'],
  ['TRYAGAIN Multiple keys request during rehashing of slot', 'not-executed'],
  ['MOVED 3999 127.0.0.1:6381', 'not-executed'],
  ['ASK 3999 127.0.0.1:6381', 'not-executed'],
  ['NOSCRIPT No matching script. Please use EVAL.', 'not-executed'],
  ['EXECABORT Transaction discarded because of previous errors.', 'not-executed'],
  ['NOAUTH Authentication required.', 'configuration'],
  ['WRONGPASS invalid username-password pair or user is disabled.', 'configuration'],
  ["NOPERM this user has no permissions to run the 'evalsha' command", 'configuration'],
  ['DENIED Redis is running in protected mode', 'configuration'],
  ["CROSSSLOT Keys in request don't hash to the same slot", 'configuration'],
  ["ERR unknown command 'EVALSHA', with args beginning with: ", 'configuration'],
  [
    'WRONGTYPE Operation against a key holding the wrong kind of value script: 1f, on @user_script:9.',
    'corrupt',
  ],
  ['SALEGUARD_CORRUPT stock EP-100 script: 1f, on @user_script:9.', 'corrupt'],
  ['ERR user_script:9: attempt to index a nil value script: 1f, on @user_script:9.', 'unknown'],
  ['UNKILLABLE Sorry the script already executed write commands against the dataset.', 'unknown'],
  ['NEWWORD of a server that is not written yet', 'unknown'],
];

/** What a client says by itself. Only the first two never left the process. */
const CLIENT_ERRORS: readonly (readonly [string, StoreErrorClass])[] = [
  ["Stream isn't writeable and enableOfflineQueue options is false", 'not-executed'],
  ["Cluster isn't ready and enableOfflineQueue options is false", 'not-executed'],
  ['Command timed out', 'unknown'],
  ['Connection is closed.', 'unknown'],
  [
    'Reached the max retries per request limit (which is 1). Refer to "maxRetriesPerRequest" option.',
    'unknown',
  ],
  ['read ECONNRESET', 'unknown'],
  ["Socket timeout. Expecting data, but didn't receive any in 5000ms.", 'unknown'],
  ['Failed to refresh slots cache.', 'unknown'],
  ['', 'unknown'],
];

describe('an error of the store', () => {
  it.each(REPLIES)('%s', (text, expected) => {
    const found = storeError(new Error(text));
    expect(found.class).toBe(expected);
    expect(found.word).toBe(text.split(' ')[0]);
  });

  it.each(CLIENT_ERRORS)('of the client: %s', (text, expected) => {
    expect(storeError(new Error(text))).toEqual({ class: expected, word: 'CONNECTION', message: text });
  });

  it.each([undefined, null, 'OOM as a text', { message: 'READONLY x' }, 7])(
    'that is none leaves everything open: %s',
    (error) => {
      expect(storeError(error)).toMatchObject({ class: 'unknown', word: 'CONNECTION' });
    },
  );

  it('keeps one line of at most 200 characters', () => {
    expect(storeError(new Error('ERR one\nat two')).message).toBe('ERR one');
    expect(storeError(new Error(`ERR ${'x'.repeat(300)}`)).message).toHaveLength(203);
  });

  it('repeats nothing of what the client hangs on its errors', () => {
    const error = Object.assign(new Error('BUSY now'), { command: { name: 'evalsha', args: ['k1.secret'] } });
    expect(JSON.stringify(storeError(error))).not.toContain('secret');
  });

  it.each([
    ['WRONGTYPE Operation against a key', 'corrupt-state'],
    ['NOPERM no', 'store-configuration'],
  ] as const)('%s is thrown with the code %s and the sale', (text, code) => {
    const thrown = thrownFor(storeError(new Error(text)), 'earphones-0801');
    expect(isGuardError(thrown, code)).toBe(true);
    expect(thrown.message).toContain('earphones-0801');
    expect(thrown.message).toContain('Nothing was changed');
    expect(thrown.data).toEqual({ saleId: 'earphones-0801' });
  });
});
