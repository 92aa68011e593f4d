/** A tiny Redis client on a plain socket: enough to steer a server in a test, and no dependency. */
import { connect, type Socket } from 'node:net';
import { FrameScanner } from './resp-scanner.js';
import { decodeFrame, encodeRequest, type RespArgument, type RespValue } from './resp-value.js';
import { testServerFailure } from './test-server-failure.js';

/** Where to connect. */
export interface RespAddress {
  readonly port: number;
  /** 127.0.0.1 unless told. */
  readonly host?: string;
  /** Sent with AUTH first. */
  readonly password?: string;
  /** Deadline of connecting and of each call, 5,000 ms unless told. */
  readonly timeoutMs?: number;
}

/** One open connection. Calls are answered in order and may overlap. */
export interface RespConnection {
  /**
   * Sends one request and answers its reply; an error reply is a `RespError` value.
   * @throws GuardError when the connection fails or the deadline passes: whether the server executed it is then unknown, and the
   * connection is closed.
   */
  call(...words: readonly RespArgument[]): Promise<RespValue>;
  /** Closes it at once; calls under way are rejected. */
  close(): void;
}

interface Waiting {
  readonly resolve: (value: RespValue) => void;
  readonly reject: (reason: Error) => void;
}

/** Opens a connection. @throws GuardError when nobody answers in time or AUTH is refused. */
export async function connectResp(address: RespAddress): Promise<RespConnection> {
  const timeoutMs = address.timeoutMs ?? 5000;
  const socket = await openSocket(address.host ?? '127.0.0.1', address.port, timeoutMs);
  const connection = new SocketConnection(socket, timeoutMs);
  if (address.password === undefined) return connection;
  const reply = await connection.call('AUTH', address.password);
  if (reply === 'OK') return connection;
  connection.close();
  throw testServerFailure(`the server on port ${address.port} refuses the password`);
}

function openSocket(host: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (reason: string, cause?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(testServerFailure(`cannot connect to ${host}:${port}: ${reason}`, {}, cause));
    };
    const timer = setTimeout(() => fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    socket.once('error', (error) => fail(error.message, error));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

class SocketConnection implements RespConnection {
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  readonly #scanner = new FrameScanner('replies');
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;

  constructor(socket: Socket, timeoutMs: number) {
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(`connection lost: ${error.message}`, error));
    socket.on('close', () => this.#fail('connection closed'));
  }

  call(...words: readonly RespArgument[]): Promise<RespValue> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(`no reply within ${this.#timeoutMs} ms`), this.#timeoutMs);
      this.#waiting.push({
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        reject: (reason) => {
          clearTimeout(timer);
          reject(reason);
        },
      });
      this.#socket.write(encodeRequest(words));
    });
  }

  close(): void {
    this.#fail('connection closed by us');
  }

  #take(chunk: Buffer): void {
    try {
      this.#scanner.push(chunk);
      for (let frame = this.#scanner.next(); frame !== undefined; frame = this.#scanner.next()) {
        // A push ('>') answers nobody.
        if (frame[0] !== 0x3e) this.#waiting.shift()?.resolve(decodeFrame(frame));
      }
    } catch (error) {
      this.#fail('the reply is not RESP', error);
    }
  }

  #fail(message: string, cause?: unknown): void {
    this.#failure ??= testServerFailure(message, {}, cause);
    this.#socket.destroy();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure);
  }
}
