import type { Fields } from './fields.js';

/** Which server answers. Several report a `redis_version` that is not theirs, so their own field is read first. */
export interface ServerKind {
  readonly name: string;
  /** Its own version; `redis_version` is only what it claims to be compatible with. */
  readonly version: string | undefined;
  /** Whether the scripts of this library have been run on it. */
  readonly support: 'tested' | 'expected' | 'untested';
  /** The provider who runs it, when INFO says so. */
  readonly managedBy: string | undefined;
}

/** The field by which each server is known, looked at in this order. */
const OWN_FIELDS: readonly (readonly [field: string, name: string])[] = [
  ['dragonfly_version', 'Dragonfly'],
  ['kvrocks_version', 'Apache Kvrocks'],
  ['garnet_version', 'Garnet'],
  ['upstash_version', 'Upstash'],
  ['redict_version', 'Redict'],
];

/** Recognises the server from its INFO. */
export function serverKind(info: Fields): ServerKind {
  const managedBy = providerOf(info.get('os') ?? '');
  for (const [field, name] of OWN_FIELDS) {
    const version = info.get(field);
    if (version !== undefined) return { name, version, support: 'untested', managedBy };
  }
  if (info.has('mvcc_depth') || (info.get('executable') ?? '').includes('keydb')) {
    return { name: 'KeyDB', version: info.get('redis_version'), support: 'untested', managedBy };
  }
  const valkey = info.get('valkey_version');
  return valkey === undefined
    ? { name: 'Redis', version: info.get('redis_version'), support: 'tested', managedBy }
    : { name: 'Valkey', version: valkey, support: 'expected', managedBy };
}

function providerOf(system: string): string | undefined {
  return /^Amazon [A-Za-z]+/.exec(system)?.[0];
}
