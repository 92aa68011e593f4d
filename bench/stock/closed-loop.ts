import { GaveUp, type Contestant } from './contestant.js';
import type { Ledger } from './ledger.js';
import type { OrderStream } from './orders.js';
import { withDeadline } from './with-deadline.js';

/** A fixed number of shoppers, each sending the next order when the last one is answered. */
export interface ClosedLoop {
  readonly inFlight: number;
  /** Orders to send in all; no end but the time unless told. */
  readonly orderMax?: number;
  /** Ms after which no further order is sent. */
  readonly durationMs: number;
}

/** What came of it. */
export interface ClosedLoopResult {
  /** Orders answered, sold or refused. */
  readonly orders: number;
  readonly sold: number;
  /** Orders that ended with {@link GaveUp}; not among `orders`. */
  readonly gaveUp: number;
  /** Until the last answer. */
  readonly elapsedMs: number;
  /** Processor time of this process, µs: client library, contestant and the loop itself. */
  readonly clientCpuUs: number;
}

/** Ms for the orders in flight to be answered once the last was sent. */
const SETTLE_MS = 30_000;

/** @throws whatever a contestant throws but {@link GaveUp}, and Error when the last answers do not come. */
export async function runClosedLoop(
  contestant: Contestant,
  { orders, ledger }: { readonly orders: OrderStream; readonly ledger: Ledger },
  loop: ClosedLoop,
): Promise<ClosedLoopResult> {
  const orderMax = loop.orderMax ?? Number.MAX_SAFE_INTEGER;
  let [sent, sold, refused, gaveUp] = [0, 0, 0, 0];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + loop.durationMs;
  const shopper = async (): Promise<void> => {
    while (sent < orderMax && performance.now() < endsAt) {
      sent += 1;
      const order = orders.next();
      try {
        if (await contestant.reserve(order)) {
          sold += 1;
          ledger.sell(order.lines);
        } else refused += 1;
      } catch (error) {
        if (!(error instanceof GaveUp)) throw error;
        gaveUp += 1;
      }
    }
  };
  const shoppers = Promise.all(Array.from({ length: loop.inFlight }, shopper));
  await withDeadline(shoppers, loop.durationMs + SETTLE_MS, `${contestant.id}: the last answers`);
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { orders: sold + refused, sold, gaveUp, elapsedMs, clientCpuUs: user + system };
}
