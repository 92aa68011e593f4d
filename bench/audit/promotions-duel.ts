import type { Promotions } from '../../src/catalog/promotion.js';
import { NOW } from './columns.js';
import type { Contestant } from './contestant.js';
import { runRounds, type Timing } from './duel.js';
import type { Product } from './product.js';
import { writePromotionsCatalog } from './promotions-catalog.js';

/** What is asked of the duel. */
export interface PromotionsDuelInit {
  /** Where the catalogue is written. */
  readonly file: string;
  readonly name: string;
  readonly rowCount: number;
  readonly roundCount: number;
}

/** Milliseconds with promotions and without, round by round. */
export interface PromotionsDuel {
  readonly promotionCount: number;
  readonly with: readonly number[];
  readonly without: readonly number[];
  /** Findings of the whole audit, and those of them that `worst-stack` makes. */
  readonly findingCount: number;
  readonly stackCount: number;
}

/** The whole rule set on one catalogue, with promotions and without, by turns in one process. */
export async function duelPromotions(
  product: Product,
  { file, name, rowCount, roundCount }: PromotionsDuelInit,
): Promise<PromotionsDuel> {
  const promotions = await writePromotionsCatalog(file, name, rowCount);
  const audited = auditor(product, promotions);
  const plain = auditor(product, undefined);
  const timings = await runRounds(
    [
      { contestant: audited, file },
      { contestant: plain, file },
    ],
    roundCount,
  );
  const findings = (await audited.judge(file)).findings();
  return {
    promotionCount: promotions.promotions.length,
    with: msOf(timings, audited),
    without: msOf(timings, plain),
    findingCount: findings.length,
    stackCount: findings.filter((ruleId) => ruleId === 'worst-stack').length,
  };
}

function msOf(timings: readonly Timing[], { id }: Contestant): readonly number[] {
  return timings.find((timing) => timing.id === id)?.ms ?? [];
}

function auditor(product: Product, promotions: Promotions | undefined): Contestant {
  const policy = product.builtInPolicy();
  const id = promotions === undefined ? 'without' : 'with';
  return {
    id,
    title: `${id} promotions`,
    async judge(file) {
      const result = await product.auditCatalog({
        catalog: [product.catalogFile({ path: file }, policy.catalog)],
        policy,
        now: Date.parse(NOW),
        promotions,
      });
      return { findings: () => result.findings.map(({ ruleId }) => ruleId) };
    },
  };
}
