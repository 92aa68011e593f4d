import { ruleEngineContestant } from './rule-engine-contestant.js';
import type { Contestant } from './contestant.js';
import { duckdbContestant } from './duckdb-contestant.js';
import { requireAgreement, runRounds } from './duel.js';
import { builtProduct } from './product.js';
import { duelPromotions } from './promotions-duel.js';
import { buildReferencesFile } from './references-file.js';
import { saleguardContestant } from './saleguard-contestant.js';
import type { ContestantId, TaskKind, Tasks } from './tasks.js';
import { auditWholly } from './whole-audit.js';

/** How each task is done. */
const DOERS: { readonly [K in TaskKind]: (asked: Tasks[K]['asked']) => Promise<Tasks[K]['answer']> } = {
  async once({ id, file }) {
    const contestant = await contestantOf(id);
    const ms = await timeOf(async () => {
      await contestant.judge(file);
    });
    return { ms, peakBytes: peakBytes() };
  },
  async whole({ file, references }) {
    const audit = await auditWholly(await builtProduct(), { file, references });
    return { ...audit, peakBytes: peakBytes() };
  },
  async references({ out, ...init }) {
    const product = await builtProduct();
    const ms = await timeOf(() => buildReferencesFile(product, out, init));
    return { ms, peakBytes: peakBytes() };
  },
  async duel({ file, sample, roundCount }) {
    const product = await contestantOf('saleguard');
    const duckdb = await contestantOf('duckdb');
    const oneThread = await contestantOf('duckdb-1');
    const engine = await contestantOf('rule-engine');
    return {
      sample: await requireAgreement([product, duckdb, oneThread, engine], sample),
      whole: await requireAgreement([product, duckdb, oneThread], file),
      timings: await runRounds(
        [
          { contestant: product, file },
          { contestant: duckdb, file },
          { contestant: oneThread, file },
          { contestant: engine, file: sample },
        ],
        roundCount,
      ),
    };
  },
  async promotions(asked) {
    return duelPromotions(await builtProduct(), asked);
  },
};

async function contestantOf(id: ContestantId): Promise<Contestant> {
  switch (id) {
    case 'saleguard':
      return saleguardContestant(await builtProduct());
    case 'duckdb':
      return duckdbContestant(undefined);
    case 'duckdb-1':
      return duckdbContestant(1);
    case 'rule-engine':
      return ruleEngineContestant();
  }
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

async function answer<K extends TaskKind>(kind: K, asked: Tasks[K]['asked']): Promise<void> {
  process.stdout.write(JSON.stringify(await DOERS[kind](asked)));
}

// The parent writes both arguments from the types above.
await answer(process.argv[2] as TaskKind, JSON.parse(process.argv[3] ?? '') as never);
