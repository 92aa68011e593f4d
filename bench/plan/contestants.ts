import { statSync } from 'node:fs';
import { MADE_AT } from './night.js';
import { openPlan, runPlanCommand } from './command.js';
import { officeIn } from './office.js';
import type { Product } from './product.js';
import type { Contestant, Cost, DuelAnswer, PlanTask, Tasks } from './tasks.js';

/** Does its work once. */
type Doer = (product: Product, task: PlanTask) => Promise<void>;

const DOERS: Readonly<Record<Contestant, Doer>> = {
  /** What stands at the beginning of a plan, and nothing else: every order is read, checked and let go. */
  async read({ SourceReading, linesOf, readOrders }, { orders }) {
    const source = new SourceReading({ path: orders });
    const { kind: format, pieces } = await source.open();
    let count = 0;
    for await (const row of readOrders(linesOf(pieces, { file: orders }), { format })) {
      if (row.kind === 'problem') throw new Error(`line ${row.line}: ${row.message}`);
      count += 1;
    }
    if (count === 0) throw new Error('nothing was read');
  },
  plan: (product, task) => runPlanCommand(product, task, MADE_AT),
};

const ORDER: readonly Contestant[] = ['read', 'plan'];
const WARM_UPS = 2;

/** One turn. */
export async function turnOf(product: Product, who: Contestant, task: PlanTask): Promise<Cost> {
  // Nobody pays for the garbage of the one before.
  globalThis.gc?.();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await DOERS[who](product, task);
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms, cpuMs: (user + system) / 1_000 };
}

/** Both by turns, the first one changing every round. */
export async function duelOf(product: Product, task: Tasks['duel']['asked']): Promise<DuelAnswer> {
  const costs: Record<Contestant, Cost[]> = { read: [], plan: [] };
  for (let warm = 0; warm < WARM_UPS; warm += 1)
    for (const who of ORDER) await turnOf(product, who, { ...task, orders: task.warmUp });
  for (let round = 0; round < task.roundCount; round += 1) {
    for (const who of round % 2 === 0 ? ORDER : ORDER.toReversed())
      costs[who].push(await turnOf(product, who, task));
  }
  const { trailer } = await openPlan(product, task.office);
  return {
    ...costs,
    digest: trailer.digest,
    ordersRead: trailer.cohort.ordersRead,
    ordersPlanned: trailer.count,
    reviewCount: trailer.totals.ordersBy.review,
    planBytes: statSync(officeIn(task.office).plan).size,
  };
}
