import { applyInTime } from './apply.js';
import { duelOf, turnOf } from './contestants.js';
import { openPlan } from './command.js';
import { writeOrders } from './files.js';
import { builtProduct } from './product.js';
import type { TaskKind, Tasks } from './tasks.js';

const product = await builtProduct();

/** How each task is done. */
const DOERS: { readonly [K in TaskKind]: (asked: Tasks[K]['asked']) => Promise<Tasks[K]['answer']> } = {
  write: (asked) => writeOrders(product, asked),
  duel: (asked) => duelOf(product, asked),
  async once({ who, ...task }) {
    const cost = await turnOf(product, who, task);
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    const digest = who === 'read' ? '' : (await openPlan(product, task.office)).trailer.digest;
    return { ...cost, peakBytes, digest };
  },
  apply: (asked) => applyInTime(product, asked),
};

async function answer<K extends TaskKind>(kind: K, asked: Tasks[K]['asked']): Promise<void> {
  process.stdout.write(JSON.stringify(await DOERS[kind](asked)));
}

// The parent writes both arguments from the types above.
await answer(process.argv[2] as TaskKind, JSON.parse(process.argv[3] ?? '') as never);
