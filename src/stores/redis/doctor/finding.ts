/**
 * doctor: what a Redis server, its user and the caller's client would cost a sale, said before the sale.
 * May import core and the files of `stores/redis`. Invariant: reads only; the one script it runs is flagged `no-writes`.
 */

/** How much a finding weighs: do not sell / a person must look / worth knowing / said for completeness. */
export type DoctorSeverity = 'block' | 'hold' | 'warn' | 'info';

/** Severities, the gravest first. */
export const DOCTOR_SEVERITIES: readonly DoctorSeverity[] = ['block', 'hold', 'warn', 'info'];

/** Whose setting a finding is about: the Redis server, the caller's client, or the rights of the Redis user. */
export type DoctorSubject = 'server' | 'client' | 'rights';

/** Every finding `doctor` can make, with the severities it can have. Append only; docs/doctor.md explains each one. */
export const DOCTOR_FINDINGS = {
  'server-no-answer': { subject: 'server', severities: ['block'] },
  'server-busy': { subject: 'server', severities: ['hold'] },
  'server-loading': { subject: 'server', severities: ['block'] },
  'server-too-old': { subject: 'server', severities: ['block'] },
  'server-unsupported': { subject: 'server', severities: ['hold'] },
  'server-managed': { subject: 'server', severities: ['info'] },
  'server-lua-holes': { subject: 'server', severities: ['hold', 'warn'] },
  'server-lua-vendor-fixes': { subject: 'server', severities: ['info'] },
  'script-time-limit': { subject: 'server', severities: ['warn'] },
  'eviction-takes-counters': { subject: 'server', severities: ['block'] },
  'eviction-volatile': { subject: 'server', severities: ['warn'] },
  'eviction-dormant': { subject: 'server', severities: ['warn'] },
  'memory-unbounded': { subject: 'server', severities: ['info'] },
  'memory-nearly-full': { subject: 'server', severities: ['warn'] },
  'persistence-off': { subject: 'server', severities: ['hold'] },
  'persistence-snapshot-only': { subject: 'server', severities: ['warn'] },
  'persistence-fsync-no': { subject: 'server', severities: ['warn'] },
  'persistence-fsync-everysec': { subject: 'server', severities: ['info'] },
  'persistence-failing': { subject: 'server', severities: ['block', 'hold'] },
  'replication-not-primary': { subject: 'server', severities: ['block'] },
  'replication-none': { subject: 'server', severities: ['info'] },
  'replication-unguarded': { subject: 'server', severities: ['hold'] },
  'replication-guard-wide': { subject: 'server', severities: ['warn'] },
  'replication-guard-unmet': { subject: 'server', severities: ['block'] },
  'cluster-down': { subject: 'server', severities: ['block'] },
  'cluster-slots-missing': { subject: 'server', severities: ['block'] },
  'cluster-one-loss-stops-all': { subject: 'server', severities: ['info'] },
  'clock-apart-from-client': { subject: 'server', severities: ['info'] },
  'clock-primaries-apart': { subject: 'server', severities: ['warn'] },
  'rights-no-login': { subject: 'rights', severities: ['block'] },
  'rights-no-scripts': { subject: 'rights', severities: ['block'] },
  'rights-no-commands': { subject: 'rights', severities: ['block'] },
  'rights-no-keys': { subject: 'rights', severities: ['block'] },
  'client-ended': { subject: 'client', severities: ['block'] },
  'client-subscriber': { subject: 'client', severities: ['block'] },
  'client-not-cluster': { subject: 'client', severities: ['block'] },
  'client-resends': { subject: 'client', severities: ['warn'] },
  'client-offline-queue': { subject: 'client', severities: ['warn'] },
  'client-waits-forever': { subject: 'client', severities: ['hold'] },
  'client-gives-up': { subject: 'client', severities: ['hold'] },
  'client-no-command-timeout': { subject: 'client', severities: ['info'] },
  'client-half-open': { subject: 'client', severities: ['warn'] },
  'client-stays-on-old-primary': { subject: 'client', severities: ['warn'] },
  'client-asks-replica': { subject: 'client', severities: ['hold'] },
  'client-prefix-breaks-slot': { subject: 'client', severities: ['block', 'warn'] },
  'client-prefix-one-slot': { subject: 'client', severities: ['hold', 'info'] },
  'client-database-in-cluster': { subject: 'client', severities: ['warn'] },
  'client-few-redirections': { subject: 'client', severities: ['warn'] },
} as const;

/** The stable name of a finding, a key of {@link DOCTOR_FINDINGS}. */
export type DoctorFindingId = keyof typeof DOCTOR_FINDINGS;

/** One thing that is set in a way that costs something. */
export interface DoctorFinding {
  readonly id: DoctorFindingId;
  readonly severity: DoctorSeverity;
  readonly subject: DoctorSubject;
  /** `host:port` of the server it was seen on; absent where it concerns the client alone. Never holds credentials. */
  readonly node?: string;
  /** What is set, as the server or the client says it. */
  readonly found: string;
  /** What it costs. */
  readonly why: string;
  /** The exact setting or line of code to change. */
  readonly fix: string;
}

/** Something `doctor` wanted to know and could not find out. It is neither good nor bad: it is not known. */
export interface DoctorUnknown {
  /** The setting or fact, e.g. `appendfsync`. */
  readonly what: string;
  readonly node?: string;
  /** Why it could not be read. */
  readonly why: string;
  /** Where else the answer is found. */
  readonly how: string;
}

/** The answer of `doctor`. */
export interface DoctorReport {
  /** The gravest first. Empty says that nothing was found, not that everything was seen: read `unknown` too. */
  readonly findings: readonly DoctorFinding[];
  /** What could be read, e.g. `maxmemory-policy (10.0.0.5:6379)`. */
  readonly checked: readonly string[];
  readonly unknown: readonly DoctorUnknown[];
}
