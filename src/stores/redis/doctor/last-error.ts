import type { RedisClient } from '../client.js';
import { shown } from './shown.js';

/** Events by which a client tells why it does not get through; ioredis Cluster tells of its nodes by the second one. */
const EVENTS = ['error', 'node error'] as const;

type Listener = (error: unknown) => void;

/** The part of an event emitter that is used here. */
interface Emitter {
  on(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
}

/** Remembers the last thing a client complained about: a refused login or connection reaches no caller as an answer. */
export class LastError {
  readonly #emitter: Emitter | undefined;
  readonly #listener: Listener = (error) => {
    if (error instanceof Error) this.#message = shown(lowest(error).message);
  };
  #message: string | undefined;

  constructor(client: RedisClient) {
    this.#emitter = isEmitter(client) ? client : undefined;
    for (const event of EVENTS) this.#emitter?.on(event, this.#listener);
  }

  /** The last complaint since the start, fit to be shown. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Stops listening. */
  end(): void {
    for (const event of EVENTS) this.#emitter?.off(event, this.#listener);
  }
}

/** A Cluster wraps what its last node said. */
function lowest(error: Error): Error {
  const inner = 'lastNodeError' in error ? error.lastNodeError : undefined;
  return inner instanceof Error ? inner : error;
}

function isEmitter(client: RedisClient): client is RedisClient & Emitter {
  return (
    'on' in client && typeof client.on === 'function' && 'off' in client && typeof client.off === 'function'
  );
}
