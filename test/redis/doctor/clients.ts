import type { EventEmitter } from 'node:events';
import { Cluster as Cluster6, Redis as Redis6 } from 'ioredis';
import { Cluster as Cluster5, Redis as Redis5 } from 'ioredis5';
import type { DoctorFinding, DoctorReport } from '../../../src/stores/redis/doctor/finding.js';

/** Options every client below takes; both versions know them. */
export type ClientOptions = Readonly<Record<string, unknown>>;

/** The client the page recommends: nothing sent twice, late, or waited for without end. */
export const GOOD_CLIENT = {
  autoResendUnfulfilledCommands: false,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 2000,
  socketTimeout: 5000,
  reconnectOnError: (error: Error): boolean => error.message.startsWith('READONLY'),
};

/** The Cluster client the page recommends. */
export const GOOD_CLUSTER = {
  enableOfflineQueue: false,
  retryDelayOnFailover: 0,
  redisOptions: {
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2000,
    socketTimeout: 5000,
  },
};

const open: (Redis5 | Redis6 | Cluster5 | Cluster6)[] = [];

/** Real clients of both versions, by name for `describe.each`. */
export const CLIENTS = [
  ['ioredis 6', (port: number, options: ClientOptions = {}) => kept(new Redis6(port, '127.0.0.1', options))],
  ['ioredis 5', (port: number, options: ClientOptions = {}) => kept(new Redis5(port, '127.0.0.1', options))],
] as const;

/** Real Cluster clients of both versions. */
export const CLUSTER_CLIENTS = [
  [
    'ioredis 6',
    (port: number, options: ClientOptions = {}) => kept(new Cluster6([{ host: '127.0.0.1', port }], options)),
  ],
  [
    'ioredis 5',
    (port: number, options: ClientOptions = {}) => kept(new Cluster5([{ host: '127.0.0.1', port }], options)),
  ],
] as const;

/** A recommended client of ioredis 6. */
export function goodClient(port: number, options: ClientOptions = {}): Redis6 {
  return kept(new Redis6(port, '127.0.0.1', { ...GOOD_CLIENT, ...options }));
}

function kept<T extends Redis5 | Redis6 | Cluster5 | Cluster6>(client: T): T {
  // Without a listener a lost connection is printed; these tests lose them on purpose. The versions' own `on` differ.
  (client as EventEmitter).on('error', () => undefined);
  open.push(client);
  return client;
}

/** Ends every client made here. */
export function closeClients(): void {
  for (const client of open.splice(0)) client.disconnect();
}

/** The ids of the findings, in the report's order. */
export function idsOf(report: DoctorReport): readonly string[] {
  return report.findings.map((finding) => finding.id);
}

/** The finding of one id; fails the test when there is none. */
export function findingOf(report: DoctorReport, id: string): DoctorFinding {
  const finding = report.findings.find((one) => one.id === id);
  if (finding === undefined) throw new Error(`no finding ${id} among: ${idsOf(report).join(', ')}`);
  return finding;
}

/** What the report says it does not know. */
export function unknownOf(report: DoctorReport): readonly string[] {
  return report.unknown.map((one) => one.what);
}
