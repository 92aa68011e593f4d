// The data of this shop are in SQLite, which Vendure reaches over one connection: two requests at once would share one transaction, and
// undo each other's work. So requests wait for each other here. A shop on Postgres or MySQL has a pool of connections and no such line.
import type { Middleware } from '@vendure/core';

/** What this needs of an answer of Express. */
interface Answer {
  once(event: 'close', listener: () => void): unknown;
}

/** Lets the next request in when the one before has its answer. */
export function oneAtATime(): Middleware {
  let last: Promise<void> = Promise.resolve();
  const handler = (_request: unknown, answer: Answer, next: () => void): void => {
    const before = last;
    last = new Promise((resolve) => answer.once('close', resolve));
    void before.then(next);
  };
  return { route: '/', handler, beforeListen: true };
}
