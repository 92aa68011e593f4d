import type { Redis } from 'ioredis';
import { BREAKER_RULES } from '../../src/breaker/policy.js';
import { connectRedis, type RedisPlace } from '../stock/connect.js';
import { makeBook } from './book.js';
import { bareStore, guarded, orderOf, type BenchSale, type Contestant } from './contestants.js';
import { runTurn, type Turn } from './measure.js';
import type { GuardBenchOptions } from './options.js';
import type { Product } from './product.js';

/** Everything one table says. */
export interface ContestFigures {
  readonly bookSize: number;
  readonly lineCount: number;
  readonly contestants: readonly { readonly title: string; readonly turns: readonly Turn[] }[];
  /** µs of judging one order, the price rules alone, each round. */
  readonly judgeUs: readonly number[];
}

const SALE_ID = 'bench-guard';

/** No trip rules; and those of the built-in policy, raised so far that the benchmark does not stop itself. */
const RULES = BREAKER_RULES.map((rule) => `    ${rule}: { enabled: false }`);
const QUIET = ['version: 1', 'breaker:', '  rules:', ...RULES, ''].join('\n');
const COUNTED = 'version: 1\n';

/** Runs the contestants by turns on one server. */
export async function contestOf(bench: {
  readonly product: Product;
  readonly admin: Redis;
  readonly server: RedisPlace;
  readonly options: GuardBenchOptions;
  readonly bookSize: number;
  readonly lineCount: number;
}): Promise<ContestFigures> {
  const { product, admin, options, bookSize, lineCount } = bench;
  await admin.flushall('SYNC');
  const book = await makeBook(product, SALE_ID, bookSize);
  const client = await connectRedis(bench.server, 'off');
  const quiet = product.loadPolicyText(QUIET, { file: 'quiet.yaml' });
  const counted = product.loadPolicyText(COUNTED, { file: 'counted.yaml' });
  const sale: BenchSale = { product, client, book, bookSize, lineCount, policy: quiet };
  const contestants: Contestant[] = [
    await bareStore(sale, 'bare'),
    await guarded(sale, 'guard', 'the guard'),
    await guarded({ ...sale, policy: counted }, 'breaker', 'the guard, built-in trip rules'),
  ];
  const turns: Turn[][] = contestants.map(() => []);
  const judgeUs: number[] = [];
  const next = contestants.map(() => 0);
  try {
    // One round before the first is not counted: code is compiled, connections are warm.
    for (let round = -1; round < options.roundCount; round += 1) {
      for (const [at, contestant] of contestants.entries()) {
        const turn = await runTurn(contestant, admin, { ...options, firstNumber: next[at] ?? 0 });
        next[at] = (next[at] ?? 0) + turn.orders;
        if (round >= 0) turns[at]?.push(turn);
      }
      const us = judgeAlone(sale, options.judgedOrders);
      if (round >= 0) judgeUs.push(us);
    }
  } finally {
    for (const contestant of contestants) await contestant.stop();
    client.disconnect();
  }
  return {
    bookSize,
    lineCount,
    contestants: contestants.map(({ title }, at) => ({ title, turns: turns[at] ?? [] })),
    judgeUs,
  };
}

/** µs of judging one order. The orders are made before. @throws when one is not clean. */
function judgeAlone(sale: BenchSale, count: number): number {
  const { product, book, policy } = sale;
  const orders = Array.from({ length: 1_000 }, (_, number) => orderOf(sale, { id: 'judged', number }));
  const rules = product.prepareOrderRules({ guard: policy.guard, deepFromBps: policy.breaker.deepFromBps });
  const now = Date.now();
  const startedAt = performance.now();
  let findings = 0;
  for (let number = 0; number < count; number += 1) {
    const order = orders[number % orders.length];
    if (order === undefined) continue;
    const judged = product.judgeOrder({ book, order, rules, now });
    findings += judged.kind === 'judged' ? judged.findings.length : 1;
  }
  const us = ((performance.now() - startedAt) * 1000) / count;
  if (findings > 0) throw new Error('an order of the benchmark is not clean');
  return us;
}
