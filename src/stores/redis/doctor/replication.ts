import { integerField } from './fields.js';
import { infoOf, integerSetting, type NodeFacts, whyUnknown } from './node-facts.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

/** Seconds; the default of Redis. Beyond it a replica may be that far behind and still count as good. */
const LAG_SECONDS_MAX = 10;

const FIX_GUARD =
  'CONFIG SET min-replicas-to-write 1 and CONFIG SET min-replicas-max-lag 10, and the same two lines in redis.conf';

/** Whether it is a primary, and what a failover could lose. */
export function checkReplication(facts: NodeFacts, notes: Notes): void {
  const info = infoOf(facts);
  const role = info.get('role');
  if (role === undefined) {
    return notes.unknown({
      what: 'role',
      why: facts.info.kind === 'unknown' ? facts.info.why : 'not in INFO',
      how: 'INFO replication as an administrator; it must say role:master',
    });
  }
  notes.checked('role');
  if (role !== 'master') {
    return notes.find('replication-not-primary', 'block', {
      found: `role ${shown(role)} of ${shown(info.get('master_host') ?? '?')}:${shown(info.get('master_port') ?? '?')}`,
      why: 'A replica refuses writes (READONLY), and what it shows may be old: a stale replica made primary sold 125 of 100 (measured).',
      fix: 'Connect to the primary: the address above, new Redis({ sentinels, name }) or new Cluster(nodes).',
    });
  }
  const replicas = integerField(info, 'connected_slaves') ?? 0;
  if (replicas === 0) alone(notes);
  checkGuard(facts, replicas, notes);
}

function alone(notes: Notes): void {
  notes.find('replication-none', 'info', {
    found: 'connected_slaves 0',
    why: 'When this host is lost the sale is down until it is back; nobody takes over.',
    fix: 'Add a replica (REPLICAOF <this host> <port> on it) and let Sentinel or Cluster decide the failover.',
  });
}

function checkGuard(facts: NodeFacts, replicas: number, notes: Notes): void {
  const info = infoOf(facts);
  const wanted = integerSetting(facts, 'min-replicas-to-write');
  const lagSeconds = integerSetting(facts, 'min-replicas-max-lag');
  // INFO shows this field only while the guard is on, so it answers for a refused CONFIG.
  const good = integerField(info, 'min_slaves_good_slaves');
  const guarded = good !== undefined || (wanted !== undefined && wanted > 0 && lagSeconds !== 0);
  notes.checked('min-replicas-to-write');
  if (!guarded) return replicas > 0 ? unguarded(wanted, lagSeconds, notes) : undefined;
  if (wanted === undefined) {
    notes.unknown({
      what: 'min-replicas-to-write',
      why: whyUnknown(facts, 'min-replicas-to-write'),
      how: `CONFIG GET min-replicas-to-write as an administrator. It is on; ${good ?? 0} good replicas are connected`,
    });
  }
  if (good === 0 || (wanted !== undefined && good !== undefined && good < wanted)) unmet(good, wanted, notes);
  if (lagSeconds !== undefined && lagSeconds > LAG_SECONDS_MAX) wide(lagSeconds, notes);
}

function unguarded(wanted: number | undefined, lagSeconds: number | undefined, notes: Notes): void {
  const off = wanted === undefined || wanted === 0 ? 'min-replicas-to-write 0' : 'min-replicas-max-lag 0';
  notes.find('replication-unguarded', 'hold', {
    found: lagSeconds === undefined ? `${off} (INFO shows no guard)` : off,
    why: 'A primary cut off from its replicas goes on selling, and a failover throws that away: 5,000 of 5,000 acknowledged reservations vanished, and a stale replica sold 125 of 100 (measured). It is noticed and the sale stops.',
    fix: FIX_GUARD,
  });
}

function unmet(good: number, wanted: number | undefined, notes: Notes): void {
  notes.find('replication-guard-unmet', 'block', {
    found: `${good} good replicas, min-replicas-to-write ${wanted ?? 'not known'}`,
    why: 'The server refuses every write (NOREPLICAS) until enough replicas follow closely.',
    fix: 'Bring the replicas back (INFO replication on them: master_link_status up).',
  });
}

function wide(lagSeconds: number, notes: Notes): void {
  notes.find('replication-guard-wide', 'warn', {
    found: `min-replicas-max-lag ${lagSeconds}`,
    why: 'A replica may be this many seconds behind and still count: that much of the sale can vanish in a failover.',
    fix: 'CONFIG SET min-replicas-max-lag 10, and in redis.conf: min-replicas-max-lag 10',
  });
}
