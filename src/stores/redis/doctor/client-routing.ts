import { saleKeys } from '../keys.js';
import type { ClientShape, Options } from './client-shape.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

/** A sale id no prefix can hold by chance. */
const SALE = 'saleguard-doctor';

/** Where the client sends a request: to the primary, to one slot per sale, to the right database. */
export function checkRouting(shape: ClientShape, notes: Notes): void {
  checkPrefix(shape, notes);
  if (shape.options === undefined || shape.connection === undefined) return;
  checkReplica(shape, shape.options, shape.connection, notes);
  if (shape.cluster) checkClusterOptions(shape.options, shape.connection, notes);
}

function checkPrefix(shape: ClientShape, notes: Notes): void {
  const tag = hashTag(`${shape.keyPrefix}${saleKeys({ saleId: SALE }).meta}`);
  if (tag === SALE) return;
  const found = `keyPrefix "${shown(shape.keyPrefix)}"`;
  const fix = 'A keyPrefix without { and }: the sale id in braces decides the slot.';
  if (tag === undefined) {
    return notes.find('client-prefix-breaks-slot', shape.cluster ? 'block' : 'warn', {
      found,
      why: 'With {} in front the braces around the sale id no longer count: the keys of one sale fall into several slots and every script is refused (CROSSSLOT) in a Cluster.',
      fix,
    });
  }
  notes.find('client-prefix-one-slot', shape.cluster ? 'hold' : 'info', {
    found,
    why: 'The braces of the prefix decide the slot: all sales fall into one slot, on one server of a Cluster.',
    fix,
  });
}

/** The part of a key that Redis Cluster hashes: between the first `{` and the first `}` after it, if that is not empty. */
export function hashTag(key: string): string | undefined {
  const open = key.indexOf('{');
  const close = open === -1 ? -1 : key.indexOf('}', open + 1);
  return close > open + 1 ? key.slice(open + 1, close) : undefined;
}

function checkReplica(shape: ClientShape, options: Options, connection: Options, notes: Notes): void {
  const causes: string[] = [];
  const scaleReads = options['scaleReads'];
  if (shape.cluster && scaleReads !== undefined && scaleReads !== 'master') {
    causes.push(`scaleReads ${typeof scaleReads === 'string' ? shown(scaleReads) : 'is a function'}`);
  }
  if (connection['readOnly'] === true) causes.push('readOnly true');
  if (Array.isArray(options['sentinels']) && options['role'] === 'slave') causes.push('role slave');
  if (causes.length === 0) return;
  notes.find('client-asks-replica', 'hold', {
    found: causes.join(', '),
    why: 'A replica may be behind and refuses writes; what it shows must decide nothing. A stale replica made primary sold 125 of 100 (measured).',
    fix: shape.cluster
      ? "new Cluster(nodes, { scaleReads: 'master', redisOptions: { readOnly: false } })"
      : "new Redis({ readOnly: false }), and behind Sentinel role: 'master'",
  });
}

function checkClusterOptions(options: Options, connection: Options, notes: Notes): void {
  const db = connection['db'];
  if (typeof db === 'number' && db !== 0) {
    notes.find('client-database-in-cluster', 'warn', {
      found: `redisOptions.db ${db}`,
      why: 'A Redis Cluster has database 0 alone: the wish is refused with a "node error" event, and the keys land in database 0 among those of others.',
      fix: 'new Cluster(nodes, { redisOptions: { db: 0 } }), and a keyPrefix to tell applications apart',
    });
  }
  const redirections = options['maxRedirections'];
  if (typeof redirections === 'number' && redirections < 3) {
    notes.find('client-few-redirections', 'warn', {
      found: `maxRedirections ${redirections}`,
      why: 'While slots move or a replica takes over, a request is sent on more than once; it fails here though the cluster is well.',
      fix: 'new Cluster(nodes, { maxRedirections: 16 })',
    });
  }
}
