/** A proxy in front of a Redis server that does, on purpose and exactly, what networks do to checkouts. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { GuardError } from '../core/errors.js';
import { PendingCut, type ArmedCut, type CutMoment } from './armed-cut.js';
import { ProxiedConnection, type ProxyState } from './proxied-connection.js';
import type { RequestMatch } from './proxied-request.js';
import { testServerFailure } from './test-server-failure.js';

/** Where the proxy leads. */
export interface FaultProxyOptions {
  /** A `RedisServer` will do. The host is 127.0.0.1 unless told. */
  readonly target: { readonly port: number; readonly host?: string };
}

/** Which bytes a stall holds up: towards the server, towards the client, or both. */
export type StallDirection = 'requests' | 'replies' | 'both';

/** Counts since the start; a snapshot. */
export interface FaultProxyCounts {
  /** Whole requests handed on to the server. */
  readonly requests: number;
  /** Whole replies handed on to clients. */
  readonly replies: number;
  /** Replies of executed requests that a cut kept from the client. */
  readonly repliesSwallowed: number;
  /** Connections accepted. */
  readonly connections: number;
  /** Of these, open now. */
  readonly openConnections: number;
  /** Connections refused. */
  readonly refused: number;
  /** Connections cut because their bytes were not RESP; 0 in any sound test. */
  readonly unreadable: number;
}

/**
 * The running proxy. Faults hold for connections open and to come, until `pass`. On a connection that subscribes, monitors or
 * replicates, bytes are handed on uncounted from there on; delays, stalls and cutAll work on it all the same.
 */
export interface FaultProxy {
  readonly host: '127.0.0.1';
  readonly port: number;
  /**
   * Hands the next matching request on, waits until the server has answered it, and then closes the client's connection: the effect is
   * there, the replies before it arrived, its own and all later ones never do. Later requests of that connection do not reach the server.
   * Without `match` the next request of all is meant, a client's handshake (INFO, HELLO, CLIENT) included.
   */
  cutAfterExecution(match?: RequestMatch): ArmedCut;
  /** The same to the client's eyes, but the matching request never reaches the server: no effect. */
  cutBeforeExecution(match?: RequestMatch): ArmedCut;
  /** Every reply read from now on waits this long, in order; 0 ends it. */
  delayReplies(delayMs: number): void;
  /** Every request read from now on waits this long, in order; 0 ends it. It goes to the server even when its client has gone by then. */
  delayRequests(delayMs: number): void;
  /** Holds all bytes and ends of connections, in memory, until `resume`; both directions unless told. */
  stall(direction?: StallDirection): void;
  /** Hands on what was held, in order. */
  resume(): void;
  /** Closes every connection now; what is held is lost. */
  cutAll(): void;
  /** From now on a new connection is reset as soon as it is made. */
  refuse(): void;
  /** Takes new connections again. */
  accept(): void;
  /** No faults from now on: stalls and delays end, what they held is handed on, armed cuts are disarmed, connections accepted. */
  pass(): void;
  /** What has passed so far. */
  counts(): FaultProxyCounts;
  /** Closes everything. Any number of times. */
  stop(): Promise<void>;
}

const DELAY_MAX_MS = 600_000;

/**
 * Starts a proxy on a free port of 127.0.0.1. It reads RESP2 and RESP3.
 *
 * @example
 * const proxy = await startFaultProxy({ target: server });
 * const cut = proxy.cutAfterExecution('INCR');
 * await client.incr('counter'); // a client that simply sends it again counts twice
 * const report = await cut.done; // report.reply === 1: the first one had been executed
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const listener = createServer({ allowHalfOpen: true, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    listener.once('listening', resolve);
    listener.once('error', (cause) =>
      reject(testServerFailure(`the proxy cannot listen: ${cause.message}`, {}, cause)),
    );
    listener.listen(0, '127.0.0.1');
  });
  return new TcpFaultProxy(listener, options.target);
}

class TcpFaultProxy implements FaultProxy {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly #listener: Server;
  readonly #target: FaultProxyOptions['target'];
  readonly #open = new Set<ProxiedConnection>();
  readonly #state: ProxyState = {
    requests: { delayMs: 0, stalled: false },
    replies: { delayMs: 0, stalled: false },
    cuts: [],
    counts: { requests: 0, replies: 0, repliesSwallowed: 0, unreadable: 0 },
  };
  #refusing = false;
  #connections = 0;
  #refused = 0;

  constructor(listener: Server, target: FaultProxyOptions['target']) {
    this.#listener = listener;
    this.#target = target;
    // Of a TCP listener the address is never a path.
    this.port = (listener.address() as AddressInfo).port;
    listener.on('connection', (socket) => this.#take(socket));
  }

  cutAfterExecution(match?: RequestMatch): ArmedCut {
    return this.#arm('after-execution', match);
  }

  cutBeforeExecution(match?: RequestMatch): ArmedCut {
    return this.#arm('before-execution', match);
  }

  delayReplies(delayMs: number): void {
    this.#state.replies.delayMs = checkedDelay(delayMs);
  }

  delayRequests(delayMs: number): void {
    this.#state.requests.delayMs = checkedDelay(delayMs);
  }

  stall(direction: StallDirection = 'both'): void {
    if (direction !== 'replies') this.#state.requests.stalled = true;
    if (direction !== 'requests') this.#state.replies.stalled = true;
  }

  resume(): void {
    this.#state.requests.stalled = false;
    this.#state.replies.stalled = false;
    for (const connection of this.#open) connection.pump();
  }

  cutAll(): void {
    for (const connection of this.#open) connection.destroy();
  }

  refuse(): void {
    this.#refusing = true;
  }

  accept(): void {
    this.#refusing = false;
  }

  pass(): void {
    this.accept();
    this.#disarm();
    this.#state.requests.delayMs = 0;
    this.#state.replies.delayMs = 0;
    this.#state.requests.stalled = false;
    this.#state.replies.stalled = false;
    for (const connection of this.#open) connection.release();
  }

  counts(): FaultProxyCounts {
    return {
      ...this.#state.counts,
      connections: this.#connections,
      openConnections: this.#open.size,
      refused: this.#refused,
    };
  }

  async stop(): Promise<void> {
    this.#disarm();
    this.cutAll();
    await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  #arm(moment: CutMoment, match: RequestMatch | undefined): ArmedCut {
    const cut = new PendingCut(moment, match);
    this.#state.cuts.push(cut);
    return cut;
  }

  #disarm(): void {
    for (const cut of this.#state.cuts.splice(0)) cut.disarm();
  }

  #take(client: Socket): void {
    if (this.#refusing) {
      this.#refused += 1;
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    this.#connections += 1;
    const server = connect({
      port: this.#target.port,
      host: this.#target.host ?? '127.0.0.1',
      allowHalfOpen: true,
      noDelay: true,
    });
    const connection = new ProxiedConnection(client, server, this.#state);
    this.#open.add(connection);
    let closed = 0;
    const countClosed = (): void => {
      closed += 1;
      if (closed === 2) this.#open.delete(connection);
    };
    client.once('close', countClosed);
    server.once('close', countClosed);
  }
}

function checkedDelay(delayMs: number): number {
  if (Number.isInteger(delayMs) && delayMs >= 0 && delayMs <= DELAY_MAX_MS) return delayMs;
  throw new GuardError({
    code: 'invalid-argument',
    message: `delayMs has to be a whole number from 0 to ${DELAY_MAX_MS}, not ${delayMs}`,
  });
}
