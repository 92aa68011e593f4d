import type { RedisClient } from '../client.js';
import { type Answer, ERROR_REPLY, Examination, SILENCE } from './ask.js';
import { type ClientShape, type Node, nodesOf, shapeOf } from './client-shape.js';
import { clusterStands } from './cluster.js';
import { readLines } from './fields.js';
import { LastError } from './last-error.js';
import type { Notes } from './notes.js';

/** Milliseconds between two looks at a client that is still connecting. */
const LOOK_EVERY_MS = 10;

/** Milliseconds for one round of questions to a Cluster: its nodes are others after the client connects again. */
const CLUSTER_SLICE_MS = 300;

/** The two words of a server that does not know who asks. */
const LOGIN_REFUSED = /^(NOAUTH|WRONGPASS)\b/;

/** States of ioredis in which a connection is on its way; `wait` is not one: there, asking makes it connect. */
const UNCONNECTED: readonly string[] = ['connecting', 'reconnecting', 'close'];

interface Contact {
  readonly client: RedisClient;
  readonly shape: ClientShape;
  readonly examination: Examination;
}

/**
 * Waits until the client is connected and the server says anything. False, with a finding, when it says nothing, sends
 * everyone away, or is a cluster that is down. Any other error is an answer: what it means is for the questions that follow.
 */
export async function contact(patient: Contact, notes: Notes): Promise<boolean> {
  const complaints = new LastError(patient.client);
  try {
    const answer = await firstAnswer(patient, complaints);
    const said = answer.kind === 'refused' ? answer.message : (complaints.message ?? '');
    if (answer.kind === 'reply') {
      if (patient.shape.cluster && !clusterStands(readLines(answer.value), notes)) return false;
      await untilReady(patient);
      return true;
    }
    if (LOGIN_REFUSED.test(said)) return noLogin(said, notes);
    if (said.startsWith('BUSY ')) return busy(said, notes);
    if (!isAnswer(answer)) return silent(said, notes);
    await untilReady(patient);
    return true;
  } finally {
    complaints.end();
  }
}

/** Asks until the server says anything, the client has ended, the server refuses the login, or the time is over. */
async function firstAnswer(patient: Contact, complaints: LastError): Promise<Answer> {
  for (;;) {
    const answer = await hello(patient);
    const over = patient.examination.leftMs === 0 || shapeOf(patient.client).status === 'end';
    if (isAnswer(answer)) return answer;
    // What the client says of itself (not connected yet, ...) hides why; what it complained about tells.
    const said = complaints.message;
    if (said !== undefined && (over || LOGIN_REFUSED.test(said))) return { kind: 'silent' };
    if (over) return answer;
    await patient.examination.pause(LOOK_EVERY_MS);
  }
}

/**
 * INFO is a question that a client passes on before it calls itself ready, so that a server that is loading can say so; asked
 * before there is a connection at all, it would wait in a queue until the client is ready.
 */
function hello({ client, shape, examination }: Contact): Promise<Answer> {
  const status = shapeOf(client).status ?? 'unknown';
  const nodes = nodesOf(client, shape);
  const slice = new Examination(Math.min(CLUSTER_SLICE_MS, examination.leftMs));
  // A lazy client connects when it is asked anything.
  if (shape.cluster && status === 'wait') return slice.ask(client, 'PING');
  const tooEarly = shape.cluster ? nodes.length === 0 : UNCONNECTED.includes(status);
  if (tooEarly)
    return Promise.resolve({ kind: 'refused', message: `the client is not connected (${status})` });
  if (!shape.cluster) return examination.ask(client, 'info', 'server');
  return firstOf(nodes, slice);
}

/** Asks every node, past the Cluster client: that one asks a node by chance, which may be frozen, and none while the cluster is down. */
function firstOf(nodes: readonly Node[], examination: Examination): Promise<Answer> {
  let waiting = nodes.length;
  return new Promise((resolve) => {
    for (const node of nodes) {
      void examination.ask(node.connection, 'CLUSTER', 'INFO').then((answer) => {
        waiting -= 1;
        if (isAnswer(answer) || waiting === 0) resolve(answer);
      });
    }
  });
}

/** True of what a server said, a refusal included. */
function isAnswer(answer: Answer): boolean {
  return answer.kind === 'reply' || (answer.kind === 'refused' && ERROR_REPLY.test(answer.message));
}

/** Leaves the client time to finish connecting, at most half of what is left: with a server that is loading it never does. */
async function untilReady({ client, shape, examination }: Contact): Promise<void> {
  const enoughMs = examination.leftMs / 2;
  while (examination.leftMs > enoughMs) {
    const status = shapeOf(client).status;
    if ((status === undefined || status === 'ready') && nodesOf(client, shape).length > 0) return;
    await examination.pause(LOOK_EVERY_MS);
  }
}

function silent(said: string, notes: Notes): false {
  notes.find('server-no-answer', 'block', {
    found: said === '' ? SILENCE : `no answer; the client said: ${said}`,
    why: 'The server is frozen or cannot be reached: every call of a buyer ends as unknown. Nothing else could be examined.',
    fix: 'redis-cli -h <host> -p <port> PING from this host; then the network, the process, and its log',
  });
  return false;
}

function noLogin(message: string, notes: Notes): false {
  notes.find('rights-no-login', 'block', {
    found: message,
    why: 'The server refuses the client: no request is carried out.',
    fix: 'new Redis({ username, password }), and ACL SETUSER <user> on ><password> on the server',
  });
  return false;
}

function busy(message: string, notes: Notes): false {
  notes.find('server-busy', 'hold', {
    found: message,
    why: "Someone's script has been running for longer than busy-reply-threshold; everyone waits. Nothing else could be examined.",
    fix: 'SCRIPT KILL, then SLOWLOG GET to see whose script it was',
  });
  return false;
}
