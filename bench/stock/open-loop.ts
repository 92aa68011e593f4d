import { GaveUp, type Contestant } from './contestant.js';
import type { Ledger } from './ledger.js';
import type { OrderStream } from './orders.js';
import { withDeadline } from './with-deadline.js';

/** Orders that arrive by the clock, whether or not earlier ones were answered. */
export interface OpenLoop {
  readonly ordersPerSecond: number;
  readonly durationMs: number;
}

/** What came of it. */
export interface OpenLoopResult {
  /** Ms from the moment an order was due to arrive until its answer, for every order: a late start counts as waiting. */
  readonly latencies: Float64Array;
  readonly gaveUp: number;
  /** Ms until everything was answered, over `durationMs`: more than a little means that the load was too much. */
  readonly overrunMs: number;
}

/** Orders waiting at once, above which the contestant cannot take the load; keeps the backlog out of the memory. */
const BACKLOG_MAX = 100_000;
const SETTLE_MS = 30_000;

/**
 * Sends order number i at i / rate seconds. The loop never sleeps: a timer of this runtime is a millisecond coarse, and orders
 * would come in bursts.
 *
 * @throws whatever a contestant throws but {@link GaveUp}, and Error when answers do not come.
 */
export async function runOpenLoop(
  contestant: Contestant,
  { orders, ledger }: { readonly orders: OrderStream; readonly ledger: Ledger },
  { ordersPerSecond, durationMs }: OpenLoop,
): Promise<OpenLoopResult> {
  const count = Math.floor((ordersPerSecond * durationMs) / 1000);
  const everyMs = 1000 / ordersPerSecond;
  const latencies = new Float64Array(count);
  let [sent, answered, gaveUp] = [0, 0, 0];
  let failure: { readonly error: unknown } | undefined;
  const startedAt = performance.now();
  const send = async (at: number): Promise<void> => {
    const order = orders.next();
    try {
      if (await contestant.reserve(order)) ledger.sell(order.lines);
    } catch (error) {
      if (error instanceof GaveUp) gaveUp += 1;
      else failure ??= { error };
    }
    latencies[at] = performance.now() - startedAt - at * everyMs;
    answered += 1;
  };
  const arrivals = new Promise<void>((resolve, reject) => {
    const pump = (): void => {
      if (failure !== undefined) return reject(asError(failure.error));
      if (sent - answered > BACKLOG_MAX) return reject(new Error(`${contestant.id}: the backlog only grows`));
      const due = Math.min(count, Math.floor((performance.now() - startedAt) / everyMs) + 1);
      while (sent < due) void send(sent++);
      if (answered === count) resolve();
      else setImmediate(pump);
    };
    pump();
  });
  await withDeadline(arrivals, durationMs + SETTLE_MS, `${contestant.id}: the last answers`);
  return { latencies, gaveUp, overrunMs: performance.now() - startedAt - durationMs };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
