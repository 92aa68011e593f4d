import { GuardError } from '../../../core/errors.js';
import type { RedisClient } from '../client.js';
import { saleKeys } from '../keys.js';
import { type Answer, Examination, SILENCE } from './ask.js';
import { checkConnection } from './client-connection.js';
import { checkDelivery } from './client-delivery.js';
import { checkRouting } from './client-routing.js';
import { type ClientShape, type Node, nodesOf, shapeOf } from './client-shape.js';
import { checkClock, checkPrimaries } from './clock.js';
import { checkCluster } from './cluster.js';
import { checkEviction } from './eviction.js';
import type { DoctorReport } from './finding.js';
import { contact } from './contact.js';
import { infoOf, type NodeFacts, readNode } from './node-facts.js';
import { Notes } from './notes.js';
import { checkPersistence } from './persistence.js';
import { checkReplication } from './replication.js';
import { checkRights } from './rights.js';
import { probeRights } from './rights-probe.js';
import { checkScripting } from './scripting.js';
import { checkServer } from './server-version.js';
import { textOf } from './fields.js';

/** Milliseconds the doctor takes at most unless told. */
const DEADLINE_MS = 5000;
const DEADLINE_MS_MIN = 100;
const DEADLINE_MS_MAX = 60_000;

/** The id of a sale that never exists; the questions about rights name its keys. */
const SALE = 'saleguard-doctor';

/** How to examine; everything may be left out. */
export interface DoctorOptions {
  /** The report is there by then, whatever the server does. 5,000 ms unless told; 100 to 60,000. */
  readonly deadlineMs?: number;
  /** The prefix of the stock's keys, as handed to `redisStock`; decides which key pattern the user must have. */
  readonly prefix?: string | undefined;
  /** Epoch milliseconds; the clock of this process unless told. */
  readonly now?: () => number;
}

interface Patient {
  readonly client: RedisClient;
  readonly shape: ClientShape;
  readonly examination: Examination;
  readonly now: () => number;
  /** A key no sale has; what the user may do with it, they may do with those of a sale. */
  readonly key: string;
}

/**
 * Examines the caller's client and the server behind it, of a Cluster every primary, before a sale opens.
 *
 * Reads only: INFO, CONFIG GET, CLUSTER INFO, TIME, ACL WHOAMI, and three scripts flagged `no-writes`, with a key no sale
 * has. Settles by the deadline, also with a frozen or absent server (finding `server-no-answer`). What could not be read
 * stands in `unknown`, never as a finding and never as "all is well".
 *
 * @throws GuardError `invalid-argument` for a deadline or a prefix outside its range; for nothing else.
 *
 * @example
 * const report = await doctor(client);
 * if (report.findings.some((finding) => finding.severity === 'block')) throw new Error(doctorText(report));
 */
export async function doctor(client: RedisClient, options: DoctorOptions = {}): Promise<DoctorReport> {
  const patient: Patient = {
    client,
    shape: shapeOf(client),
    examination: new Examination(deadlineOf(options)),
    now: options.now ?? Date.now,
    key: saleKeys({ saleId: SALE, prefix: options.prefix }).meta,
  };
  const notes = new Notes();
  checkDelivery(patient.shape, notes);
  checkConnection(patient.shape, notes);
  checkRouting(patient.shape, notes);
  if (
    patient.shape.status === 'end' ||
    patient.shape.mode === 'subscriber' ||
    patient.shape.mode === 'monitor'
  ) {
    return Notes.report([notes]);
  }
  return Notes.report([notes, ...(await examineServers(patient, notes))]);
}

function deadlineOf(options: DoctorOptions): number {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  if (deadlineMs >= DEADLINE_MS_MIN && deadlineMs <= DEADLINE_MS_MAX) return deadlineMs;
  throw new GuardError({
    code: 'invalid-argument',
    message: `deadlineMs must be ${DEADLINE_MS_MIN} to ${DEADLINE_MS_MAX} milliseconds, not ${String(deadlineMs)}`,
  });
}

async function examineServers(patient: Patient, notes: Notes): Promise<readonly Notes[]> {
  const reached = await contact(patient, notes);
  if (!reached) return [];
  const nodes = nodesOf(patient.client, patient.shape);
  const [seen] = await Promise.all([
    Promise.all(nodes.map((node) => examineNode(node, patient))),
    examineRights(patient, nodes, notes),
  ]);
  const facts = seen.map((one) => one.facts);
  checkPrimaries(facts, notes);
  if (!patient.shape.cluster && facts.some((one) => infoOf(one).get('cluster_enabled') === '1'))
    notCluster(notes);
  return seen.map((one) => one.notes);
}

async function examineNode(
  node: Node,
  patient: Patient,
): Promise<{ readonly facts: NodeFacts; readonly notes: Notes }> {
  const notes = new Notes(node.address);
  const facts = await readNode(node, patient.examination, patient.now);
  if (isSilent(facts)) {
    noAnswer(notes);
    return { facts, notes };
  }
  checkServer(facts, notes);
  checkEviction(facts, notes);
  checkPersistence(facts, notes);
  checkReplication(facts, notes);
  checkCluster(facts, notes);
  checkScripting(facts, notes);
  checkClock(facts, notes);
  return { facts, notes };
}

/** A server that answered no question at all is not a server whose settings are hidden. */
function isSilent(facts: NodeFacts): boolean {
  return facts.info.kind === 'unknown' && facts.info.why === SILENCE && facts.clock.kind === 'unknown';
}

function noAnswer(notes: Notes): void {
  notes.find('server-no-answer', 'block', {
    found: SILENCE,
    why: 'A frozen or unreachable server: every call of a buyer ends as unknown.',
    fix: 'redis-cli -h <host> -p <port> PING from this host; then the network, the process, and its log',
  });
}

async function examineRights(patient: Patient, nodes: readonly Node[], notes: Notes): Promise<void> {
  const { client, shape, examination, key } = patient;
  const whoami: Promise<Answer> =
    nodes[0] === undefined
      ? Promise.resolve({ kind: 'silent' })
      : examination.ask(nodes[0].connection, 'ACL', 'WHOAMI');
  const [rights, who] = await Promise.all([probeRights(client, key, examination), whoami]);
  const username = shape.connection?.['username'];
  const configured = typeof username === 'string' ? username : '<user>';
  const user = who.kind === 'reply' ? (textOf(who.value) ?? configured) : configured;
  checkRights(rights, { user, keyStart: `${shape.keyPrefix}${key.slice(0, key.indexOf('{'))}` }, notes);
}

function notCluster(notes: Notes): void {
  notes.find('client-not-cluster', 'block', {
    found: 'a single-server client on a server with cluster_enabled 1',
    why: 'Sales whose slot lives on another server are refused (MOVED); which ones those are follows from their ids alone.',
    fix: 'new Cluster([{ host, port }], { ... })',
  });
}
