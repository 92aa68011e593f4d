// The shop's services of this story: one book, a line for every effect. They know what an idempotency key is, as a payment provider
// does, and they belong to the shop: `saleguard apply` never writes the book itself.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** @param env BOOK is the file; KILL_AFTER ends this process with SIGKILL after so many effects, with the last one done and not answered. */
export default function createPorts(env) {
  const services = new Services(env.BOOK, Number(env.KILL_AFTER ?? Infinity));
  const port = {
    idempotency: 'key',
    // A demo is not a provider: nobody is hurt by a thousand a second.
    ratePerSecond: 1_000,
    act: (request) => services.act(request),
    find: ({ key }) => services.find(key),
  };
  return {
    orders: port,
    payments: port,
    points: port,
    stock: port,
    coupons: port,
    notices: port,
  };
}

class Services {
  #book;
  #killAfter;
  #done;
  #acted = 0;

  constructor(book, killAfter) {
    this.#book = book;
    this.#killAfter = killAfter;
    this.#done = new Set(readBook(book).map(({ key }) => key));
  }

  async act({ step, key }) {
    if (!this.#done.has(key)) {
      const { kind, orderId, customer, subject, amount } = step;
      appendFileSync(this.#book, `${JSON.stringify({ key, kind, orderId, customer, subject, amount })}\n`);
      this.#done.add(key);
      this.#acted += 1;
      // The worst moment: it happened, and nobody will ever hear of it.
      if (this.#acted >= this.#killAfter) process.kill(process.pid, 'SIGKILL');
    }
    return { kind: 'done', ref: key.slice(0, 12) };
  }

  async find(key) {
    return this.#done.has(key) ? { kind: 'done', ref: key.slice(0, 12) } : { kind: 'absent' };
  }
}

/** Every effect that the shop's services have carried out. */
export function readBook(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
