import type { ClientShape, Options } from './client-shape.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

/** The state of the connection, and whether it comes back by itself. */
export function checkConnection(shape: ClientShape, notes: Notes): void {
  checkState(shape, notes);
  if (shape.options === undefined || shape.connection === undefined) return;
  checkReturn(shape, shape.options, notes);
  checkHalfOpen(shape.connection, notes);
  if (!shape.cluster) checkReadonlyError(shape.options, notes);
}

function checkState(shape: ClientShape, notes: Notes): void {
  if (shape.status === 'end') {
    notes.find('client-ended', 'block', {
      found: 'status end',
      why: 'The connection was closed for good: every request fails.',
      fix: 'Make a new client, and call quit() or disconnect() only when the process ends.',
    });
  }
  if (shape.mode === 'subscriber' || shape.mode === 'monitor') {
    notes.find('client-subscriber', 'block', {
      found: `mode ${shape.mode}`,
      why: 'A connection that listens takes no other commands: every request fails.',
      fix: 'const listener = client.duplicate(); subscribe on that, and hand over the other.',
    });
  }
}

function checkReturn(shape: ClientShape, options: Options, notes: Notes): void {
  const name = shape.cluster ? 'clusterRetryStrategy' : 'retryStrategy';
  if (typeof options[name] === 'function') return;
  notes.find('client-gives-up', 'hold', {
    found: `${name} ${shown(String(options[name]))}`,
    why: 'After the first lost connection the client never connects again: the shop is closed until its process restarts.',
    fix: `${name}: (times) => Math.min(times * 50, 2000)`,
  });
}

function checkHalfOpen(connection: Options, notes: Notes): void {
  const timeout = connection['socketTimeout'];
  if (typeof timeout === 'number' && timeout > 0) return;
  notes.find('client-half-open', 'warn', {
    found: 'socketTimeout not set',
    why: 'When the server host vanishes without a word, the connection looks alive until the kernel gives up, often a quarter of an hour: until then every call ends as unknown. keepAlive does not help while a reply is awaited.',
    fix: 'socketTimeout: 5000, in new Redis({ ... }) or in redisOptions of new Cluster (a client for blocking commands needs one without)',
  });
}

function checkReadonlyError(options: Options, notes: Notes): void {
  // Behind Sentinel the connection is cut at a failover, and the next one goes to the new primary.
  if (typeof options['reconnectOnError'] === 'function' || Array.isArray(options['sentinels'])) return;
  notes.find('client-stays-on-old-primary', 'warn', {
    found: 'reconnectOnError not set',
    why: 'When the server becomes a replica, the connection stays and every write is refused with READONLY, though its name already leads to the new primary (seen with ioredis 5 and 6).',
    fix: "new Redis({ reconnectOnError: (error) => error.message.startsWith('READONLY') })",
  });
}
