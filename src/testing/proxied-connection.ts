/**
 * One client connection of a proxy and its partner to the server. Requests and replies are told apart as whole frames, in order; so a cut
 * falls exactly between the replies before the one it is for and that one.
 */
import type { Socket } from 'node:net';
import { isGuardError } from '../core/errors.js';
import type { CutReport, PendingCut } from './armed-cut.js';
import { FaultLane, type DirectionFaults } from './fault-lane.js';
import { endsCounting, readRequest, type ProxiedRequest } from './proxied-request.js';
import { FrameScanner } from './resp-scanner.js';
import { decodeFrame } from './resp-value.js';

/** What the connections of one proxy share. */
export interface ProxyState {
  readonly requests: DirectionFaults;
  readonly replies: DirectionFaults;
  /** Cuts that no request has met yet, in the order they were armed. */
  cuts: PendingCut[];
  readonly counts: { requests: number; replies: number; repliesSwallowed: number; unreadable: number };
}

/** What the server still owes, oldest first. */
type Owed =
  | { readonly kind: 'reply' }
  | { readonly kind: 'stream' }
  | { readonly kind: 'cut'; readonly cut: PendingCut; readonly request: ProxiedRequest };

const PUSH = 0x3e;
/** A client that does not close its side of an ended connection is given so long, ms. */
const LINGER_MS = 1_000;

/** Joins a client's socket with a server's. */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #state: ProxyState;
  readonly #requestLane: FaultLane;
  readonly #replyLane: FaultLane;
  readonly #requestScanner = new FrameScanner('requests');
  readonly #replyScanner = new FrameScanner('replies');
  #owed: Owed[] = [];
  #requestsAreStream = false;
  #repliesAreStream = false;
  /** A cut has met its request: nothing after it is handed on in either direction. */
  #cutting = false;
  #closing = false;

  constructor(client: Socket, server: Socket, state: ProxyState) {
    this.#client = client;
    this.#server = server;
    this.#state = state;
    this.#requestLane = new FaultLane(state.requests);
    this.#replyLane = new FaultLane(state.replies);
    client.on('data', (chunk) => this.#guarded(() => this.#takeRequests(chunk)));
    server.on('data', (chunk) => this.#guarded(() => this.#takeReplies(chunk)));
    // An end travels behind the bytes before it, and is held up like them.
    client.on('end', () => this.#requestLane.push(() => server.end()));
    server.on('end', () => this.#replyLane.push(() => client.end()));
    client.on('close', () => this.#clientClosed());
    server.on('close', () => this.#serverClosed());
    // 'close' follows an error and does the work.
    client.on('error', () => undefined);
    server.on('error', () => undefined);
  }

  /** Looks again what may be handed on, after the faults have changed. */
  pump(): void {
    this.#requestLane.pump();
    this.#replyLane.pump();
  }

  /** Hands on everything held, delays notwithstanding. */
  release(): void {
    this.#requestLane.release();
    this.#replyLane.release();
  }

  /** Ends both sides now and drops what is held. */
  destroy(): void {
    this.#closing = true;
    this.#requestLane.clear();
    this.#replyLane.clear();
    this.#client.destroy();
    this.#server.destroy();
    this.#disarmOwed();
  }

  #guarded(take: () => void): void {
    try {
      if (!this.#closing) take();
    } catch (error) {
      if (!isGuardError(error, 'input')) throw error;
      // Not RESP, or not any that is known here: counted, and cut rather than handed on half understood.
      this.#state.counts.unreadable += 1;
      this.destroy();
    }
  }

  #takeRequests(chunk: Buffer): void {
    this.#requestScanner.push(chunk);
    while (!this.#requestsAreStream) {
      const frame = this.#requestScanner.next();
      if (frame === undefined) return;
      const request = readRequest(frame);
      this.#requestsAreStream = request !== undefined && endsCounting(request);
      this.#requestLane.push(() => this.#handOnRequest(frame, request));
    }
    const rest = this.#requestScanner.takeRest();
    this.#requestLane.push(() => this.#server.write(rest));
  }

  #handOnRequest(frame: Buffer, request: ProxiedRequest | undefined): void {
    if (this.#cutting) return;
    if (request === undefined) {
      this.#server.write(frame);
      return;
    }
    const cut = this.#takeCut(request);
    this.#cutting = cut !== undefined;
    this.#owed.push(owedFor(request, cut));
    if (cut?.moment !== 'before-execution') {
      this.#state.counts.requests += 1;
      this.#server.write(frame);
    }
    this.#cutWhenNothingIsOwedBefore();
  }

  #takeCut(request: ProxiedRequest): PendingCut | undefined {
    const cut = this.#state.cuts.find((armed) => armed.isFor(request));
    if (cut !== undefined) this.#state.cuts = this.#state.cuts.filter((armed) => armed !== cut);
    return cut;
  }

  #takeReplies(chunk: Buffer): void {
    this.#replyScanner.push(chunk);
    while (!this.#closing) {
      this.#repliesAreStream ||= this.#owed[0]?.kind === 'stream';
      if (this.#repliesAreStream) break;
      const frame = this.#replyScanner.next();
      if (frame === undefined) return;
      this.#takeReply(frame);
    }
    const rest = this.#replyScanner.takeRest();
    if (!this.#closing && rest.length > 0) this.#replyLane.push(() => this.#client.write(rest));
  }

  #takeReply(frame: Buffer): void {
    // A push answers no request, and neither does what a server says unasked ("-ERR max number of clients reached").
    const owed = frame[0] === PUSH ? undefined : this.#owed.shift();
    if (owed?.kind === 'cut') {
      this.#state.counts.repliesSwallowed += 1;
      this.#cutClient(owed.cut, { request: owed.request, reply: decodeFrame(frame) });
      return;
    }
    this.#replyLane.push(() => {
      if (owed !== undefined) this.#state.counts.replies += 1;
      this.#client.write(frame);
    });
    this.#cutWhenNothingIsOwedBefore();
  }

  #cutWhenNothingIsOwedBefore(): void {
    const next = this.#owed[0];
    if (next?.kind !== 'cut' || next.cut.moment !== 'before-execution') return;
    this.#owed = [];
    this.#cutClient(next.cut, { request: next.request, reply: undefined });
  }

  /** Behind the replies on their way: those still reach the client. */
  #cutClient(cut: PendingCut, report: CutReport): void {
    this.#closing = true;
    this.#server.destroy();
    this.#replyLane.push(() => this.#endClient());
    // A client that gave up while the server was still at work is cut already.
    if (this.#client.closed) cut.report(report);
    else this.#client.once('close', () => cut.report(report));
  }

  /**
   * Ends the connection so that every reply handed on before is read. Closing it at once would reset it where requests of the client
   * are still unread here, and a reset takes the replies with it that the client has not read yet.
   */
  #endClient(): void {
    const client = this.#client;
    client.end();
    client.resume();
    const lingering = setTimeout(() => client.destroy(), LINGER_MS);
    client.once('close', () => {
      clearTimeout(lingering);
    });
  }

  #clientClosed(): void {
    // Nobody is left to hand a reply to; requests on their way still reach the server, as they do on a slow network.
    this.#replyLane.clear();
    this.#requestLane.push(() => this.#server.end());
  }

  #serverClosed(): void {
    this.#requestLane.clear();
    this.#disarmOwed();
    if (!this.#closing) this.#replyLane.push(() => this.#client.destroySoon());
  }

  #disarmOwed(): void {
    for (const owed of this.#owed.splice(0)) if (owed.kind === 'cut') owed.cut.disarm();
  }
}

function owedFor(request: ProxiedRequest, cut: PendingCut | undefined): Owed {
  if (cut !== undefined) return { kind: 'cut', cut, request };
  return { kind: endsCounting(request) ? 'stream' : 'reply' };
}
