import { GuardError } from '../../core/errors.js';
import type { CliIo } from '../io.js';
import { readSecretFile } from './secret-file.js';
import { usage } from '../usage.js';

/** Environment variable with the address of Redis: it may hold a password, which has no place on a command line. */
export const REDIS_VARIABLE = 'SALEGUARD_REDIS_URL';

/** One server that an address names. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Where the sale is kept. The password never leaves it by itself: print {@link shownAddress} of it. */
export interface RedisAddress {
  /** One node is a server, several are a Cluster. */
  readonly nodes: readonly RedisNode[];
  readonly isCluster: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  readonly isTls: boolean;
}

const PORT_DEFAULT = 6379;
const NODES_MAX = 64;
const EXAMPLE =
  'redis://user:password@host:6379/0, rediss:// for TLS, several with commas between for a Cluster';

/**
 * The address of Redis: of `--redis-file`, else of the environment.
 *
 * @throws GuardError `usage` when neither is given; `file` as {@link readSecretFile}; `input` for a text that is no address. No
 * message quotes it: a password may stand in it.
 */
export function redisAddress(file: string | undefined, io: Pick<CliIo, 'env'>): RedisAddress {
  if (file !== undefined) {
    if (file.includes('://'))
      throw usage(
        `--redis-file names a file; an address on the command line can be seen by others. Write it into a file of mode 0600, or into ${REDIS_VARIABLE}`,
      );
    return parseRedisAddress(readSecretFile(file, 'the address of Redis'), file);
  }
  const text = io.env[REDIS_VARIABLE]?.trim();
  if (text === undefined || text === '')
    throw usage(
      `no store named: put the address of Redis into ${REDIS_VARIABLE}, or into a file of mode 0600 and name it with --redis-file (${EXAMPLE})`,
    );
  return parseRedisAddress(text, REDIS_VARIABLE);
}

/** @param source names where the text comes from, in messages. @throws GuardError `input`. */
export function parseRedisAddress(text: string, source: string): RedisAddress {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > NODES_MAX) throw input(source, `names more than ${NODES_MAX} nodes`);
  const urls = parts.map((part, index) => urlOf(part, { source, place: index + 1 }));
  const [first] = urls;
  if (first === undefined) throw input(source, 'names no server');
  if (urls.some(({ protocol }) => protocol !== first.protocol))
    throw input(source, 'mixes redis:// and rediss://; all nodes of a Cluster are reached the same way');
  const database = databaseOf(first, source);
  const isCluster = parts.length > 1;
  if (isCluster && database !== 0) throw input(source, 'names a database; a Cluster has only database 0');
  return {
    nodes: urls.map((url) => ({
      host: hostOf(url),
      port: url.port === '' ? PORT_DEFAULT : Number(url.port),
    })),
    isCluster,
    username: decoded(first.username, source),
    password: decoded(first.password, source),
    database,
    isTls: first.protocol === 'rediss:',
  };
}

/** An address without user and password, for people. */
export function shownAddress({ nodes, database, isTls }: RedisAddress): string {
  const hosts = nodes.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return `${isTls ? 'rediss' : 'redis'}://${hosts.join(',')}${database === 0 ? '' : `/${database}`}`;
}

/** A text without the password, whatever put it there. */
export function withoutPassword(text: string, { password }: RedisAddress): string {
  if (password === undefined) return text;
  return text.replaceAll(password, '***').replaceAll(encodeURIComponent(password), '***');
}

function urlOf(part: string, { source, place }: { readonly source: string; readonly place: number }): URL {
  const text = part.includes('://') ? part : `redis://${part}`;
  const nth = place === 1 ? 'its address' : `address ${place} of it`;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw input(source, `does not hold an address of Redis (${nth} cannot be read); expected ${EXAMPLE}`);
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:')
    throw input(source, `names another protocol than redis:// or rediss:// (${nth}); expected ${EXAMPLE}`);
  if (url.hostname === '') throw input(source, `names no host (${nth}); expected ${EXAMPLE}`);
  if (url.search !== '' || url.hash !== '')
    throw input(
      source,
      `has something after the address (${nth}): options are not read from there; a # or ? in a password is written %23 or %3F`,
    );
  return url;
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function databaseOf({ pathname }: URL, source: string): number {
  const text = pathname.replace(/^\//, '');
  if (text === '') return 0;
  if (!/^\d{1,4}$/.test(text))
    throw input(source, 'names a database that is no number; expected redis://host:6379/0');
  return Number(text);
}

function decoded(text: string, source: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw input(source, 'has a user or password with a % that starts no escape; a % itself is written %25');
  }
}

function input(source: string, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${source} ${what}` });
}
