/** What the benchmark uses of redlock 4.2, which brings no types. */
declare module 'redlock' {
  import type { Redis } from 'ioredis';

  export interface Lock {
    unlock(): Promise<void>;
  }

  export interface RedlockOptions {
    readonly retryCount: number;
    /** Ms. */
    readonly retryDelay: number;
    /** Ms, added at random. */
    readonly retryJitter: number;
  }

  export default class Redlock {
    static LockError: new (message?: string, attempts?: number) => Error;
    constructor(clients: readonly Redis[], options: RedlockOptions);
    /** All resources or none; `ttl` in ms. */
    lock(resources: readonly string[], ttl: number): Promise<Lock>;
  }
}
