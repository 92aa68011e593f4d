import type { ClientShape, Options } from './client-shape.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

/** Options that send a command twice, late, or keep a call waiting. */
export function checkDelivery(shape: ClientShape, notes: Notes): void {
  const { options, connection } = shape;
  if (options === undefined || connection === undefined) {
    return notes.unknown({
      what: 'options of the client',
      why: 'the client shows no options',
      how: 'compare the lines of docs/doctor.md with where the client is made',
    });
  }
  notes.checked('options of the client');
  checkResends(shape, options, connection, notes);
  checkOfflineQueue(options, notes);
  checkWaiting(connection, notes);
  if (connection['commandTimeout'] === undefined) noCommandTimeout(notes);
}

function checkResends(shape: ClientShape, options: Options, connection: Options, notes: Notes): void {
  const causes: string[] = [];
  if (connection['autoResendUnfulfilledCommands'] !== false)
    causes.push('autoResendUnfulfilledCommands true');
  // A Cluster sends again by itself whatever the connection does.
  if (shape.cluster && options['retryDelayOnFailover'] !== 0) {
    causes.push(`retryDelayOnFailover ${shown(String(options['retryDelayOnFailover']))}`);
  }
  if (causes.length === 0) return;
  notes.find('client-resends', 'warn', {
    found: causes.join(', '),
    why: 'A command whose reply was lost is sent again and reported as a success: a plain decrement ran twice in 100 of 100 cuts (measured). Every effect of this library counts once; commands of your own on this client do not.',
    fix: shape.cluster
      ? 'new Cluster(nodes, { retryDelayOnFailover: 0, redisOptions: { autoResendUnfulfilledCommands: false } })'
      : 'new Redis({ autoResendUnfulfilledCommands: false })',
  });
}

function checkOfflineQueue(options: Options, notes: Notes): void {
  if (options['enableOfflineQueue'] === false) return;
  notes.find('client-offline-queue', 'warn', {
    found: 'enableOfflineQueue true',
    why: 'While the connection is down, requests wait in the client and go out when their buyers are long gone. This library refuses such late requests; commands of your own are carried out.',
    fix: 'enableOfflineQueue: false, in new Redis({ ... }) or new Cluster(nodes, { ... }); wait for "ready" before the first request',
  });
}

function checkWaiting(connection: Options, notes: Notes): void {
  const retries = connection['maxRetriesPerRequest'];
  if (retries !== null && !(typeof retries === 'number' && retries < 0)) return;
  notes.find('client-waits-forever', 'hold', {
    found: `maxRetriesPerRequest ${String(retries)}`,
    why: 'A request waits for a lost server without end. Every call of this library has its own deadline, but what waits piles up in memory and goes out late, and your own calls hang.',
    fix: 'maxRetriesPerRequest: 1, in new Redis({ ... }) or in redisOptions of new Cluster; job queues that need null get a client of their own',
  });
}

function noCommandTimeout(notes: Notes): void {
  notes.find('client-no-command-timeout', 'info', {
    found: 'commandTimeout not set',
    why: 'Every call of this library has its own deadline. Commands of your own on this client wait for a frozen server for ever (measured).',
    fix: 'new Redis({ commandTimeout: 2000 }); a timed-out command is "unknown", not "not done"',
  });
}
