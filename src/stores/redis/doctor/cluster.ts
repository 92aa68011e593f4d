import { type Fields, integerField } from './fields.js';
import { infoOf, type NodeFacts, settingOf, whyUnknown } from './node-facts.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

const SLOTS = 16_384;

/** What a Cluster says about itself, asked of one of its nodes. */
export function checkCluster(facts: NodeFacts, notes: Notes): void {
  const cluster = facts.clusterInfo;
  if (infoOf(facts).get('cluster_enabled') === '0') return;
  if (cluster.kind === 'unknown') {
    if (infoOf(facts).get('cluster_enabled') !== '1') return;
    return notes.unknown({
      what: 'cluster_state',
      why: cluster.why,
      how: 'CLUSTER INFO as an administrator; it must say ok',
    });
  }
  clusterStands(cluster.value, notes);
  checkCoverage(facts, notes);
}

/** Whether the cluster takes requests, and whether every slot is served. @returns false when it takes none. */
export function clusterStands(cluster: Fields, notes: Notes): boolean {
  notes.checked('cluster_state');
  const state = cluster.get('cluster_state');
  const assigned = integerField(cluster, 'cluster_slots_assigned');
  const failed = integerField(cluster, 'cluster_slots_fail') ?? 0;
  if (state !== undefined && state !== 'ok') {
    notes.find('cluster-down', 'block', {
      found: `cluster_state ${shown(state)}, cluster_slots_assigned ${assigned ?? '?'}, cluster_slots_fail ${failed}`,
      why: 'The cluster refuses every request (CLUSTERDOWN).',
      fix: 'redis-cli --cluster check <host:port>, then bring the lost primary or its replica back (CLUSTER FAILOVER TAKEOVER on the replica).',
    });
  }
  if ((assigned !== undefined && assigned < SLOTS) || failed > 0) {
    notes.find('cluster-slots-missing', 'block', {
      found: `cluster_slots_assigned ${assigned ?? '?'} of ${SLOTS}, cluster_slots_fail ${failed}`,
      why: 'A sale whose slot nobody serves cannot sell, and which sale that is follows from its id alone.',
      fix: 'redis-cli --cluster fix <host:port>, or bring the lost primary back.',
    });
  }
  return state === undefined || state === 'ok';
}

function checkCoverage(facts: NodeFacts, notes: Notes): void {
  const coverage = settingOf(facts, 'cluster-require-full-coverage');
  if (coverage === undefined) {
    return notes.unknown({
      what: 'cluster-require-full-coverage',
      why: whyUnknown(facts, 'cluster-require-full-coverage'),
      how: 'CONFIG GET cluster-require-full-coverage as an administrator',
    });
  }
  notes.checked('cluster-require-full-coverage');
  if (coverage !== 'yes') return;
  notes.find('cluster-one-loss-stops-all', 'info', {
    found: 'cluster-require-full-coverage yes',
    why: 'One lost primary without a replica stops every sale, not only the sales of its slots.',
    fix: 'CONFIG SET cluster-require-full-coverage no, and the same line in redis.conf, on every node',
  });
}
