import type { Redis } from 'ioredis';
import { redisCpuUs } from '../stock/redis-figures.js';
import type { Contestant } from './contestants.js';

/** One turn of one contestant. */
export interface Turn {
  readonly ordersPerSecond: number;
  /** Processor time an order, µs: of this process and of the server. */
  readonly clientCpuUs: number;
  readonly redisCpuUs: number;
}

/** Keeps `inFlight` shoppers busy for a while: each takes an order and sells it. @throws when an order is not taken or sold. */
export async function runTurn(
  contestant: Contestant,
  admin: Redis,
  plan: { readonly inFlight: number; readonly turnMs: number; readonly firstNumber: number },
): Promise<Turn & { readonly orders: number }> {
  const redisBefore = await redisCpuUs(admin);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + plan.turnMs;
  let next = plan.firstNumber;
  let sold = 0;
  const shopper = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const number = next;
      next += 1;
      if (!(await contestant.take(number)))
        throw new Error(`${contestant.id}: order ${number} was not taken`);
      if (!(await contestant.sell(number))) throw new Error(`${contestant.id}: order ${number} was not sold`);
      sold += 1;
    }
  };
  await Promise.all(Array.from({ length: plan.inFlight }, shopper));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    orders: next - plan.firstNumber,
    ordersPerSecond: sold / seconds,
    clientCpuUs: (user + system) / sold,
    redisCpuUs: ((await redisCpuUs(admin)) - redisBefore) / sold,
  };
}
