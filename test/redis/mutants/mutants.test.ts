import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCRIPTS, type ScriptSet } from '../../../src/stores/redis/script-set.js';
import { newSale } from '../scripts/sale.js';
import { serveRedis, type ServedRedis } from '../scripts/server.js';
import { BREAKER_MUTANTS } from './breaker-mutants.js';
import { DESIGN_MUTANTS } from './design-mutants.js';
import { LANES, type Kill, type MakeSubject, type Subject } from './kill-suite.js';
import { mutated, withoutSelfChecks, type Mutant } from './mutant.js';
import { SCRIPT_MUTANTS } from './script-mutants.js';

let redis: ServedRedis;
const table: string[] = [];

beforeAll(async () => {
  redis = await serveRedis();
});

afterAll(async () => {
  await redis.stop();
  console.log(`${table.join('\n')}\n`);
});

describe('the real scripts', () => {
  it.each([
    ['as they are', SCRIPTS],
    ['without their checks on themselves', withoutSelfChecks(SCRIPTS)],
  ])('%s are accused of nothing', async (_, scripts) => {
    for (const lane of LANES) {
      const kill = await lane.search((saleId) => subjectOf(scripts, saleId));
      expect(kill, lane.name).toBeUndefined();
    }
  });
});

describe.each([
  ['known faults of stocks', DESIGN_MUTANTS],
  ['faults thought up from the scripts', SCRIPT_MUTANTS],
  ['faults of what stops a sale', BREAKER_MUTANTS],
])('%s', (_, mutants) => {
  it.each(mutants)('$name: found out', async (mutant) => {
    const scripts = mutated(SCRIPTS, mutant);
    const found = await firstKill((saleId) => subjectOf(scripts, saleId, mutant));
    const by = found === undefined ? 'SURVIVED' : `${found.lane.padEnd(16)} ${String(found.run).padStart(3)}`;
    table.push(`${mutant.name.padEnd(40)} ${by}  ${mutant.harm}`);
    expect(found, `${mutant.name} survived: ${mutant.harm}`).toBeDefined();
  });
});

async function firstKill(makeSubject: MakeSubject): Promise<(Kill & { readonly lane: string }) | undefined> {
  for (const lane of LANES) {
    const kill = await lane.search(makeSubject);
    if (kill !== undefined) return { lane: lane.name, ...kill };
  }
  return undefined;
}

async function subjectOf(scripts: ScriptSet, saleId?: string, mutant?: Mutant): Promise<Subject> {
  const sale = await newSale(redis.client, saleId === undefined ? {} : { saleId }, scripts);
  return { sale, store: mutant?.wrap?.(sale) ?? sale.stock };
}
