import { NOW } from './columns.js';
import type { Product } from './product.js';

/** What a whole audit is given. */
export interface WholeAuditInit {
  readonly file: string;
  /** A references file; undefined judges without a history. */
  readonly references: string | undefined;
}

/** What it took and gave. */
export interface WholeAudit {
  /** Reading the references; 0 without. */
  readonly loadMs: number;
  readonly judgeMs: number;
  readonly findingCount: number;
  /** Offers by the kind of reference they were judged by. */
  readonly references: Readonly<Record<string, number>>;
}

/** One audit under the built-in policy: every rule at its default. */
export async function auditWholly(
  product: Product,
  { file, references }: WholeAuditInit,
): Promise<WholeAudit> {
  const policy = product.builtInPolicy();
  const startedAt = performance.now();
  const knowledge =
    references === undefined ? undefined : await product.knowledgeFromReferences(references, { seed: 1 });
  const loadedAt = performance.now();
  const result = await product.auditCatalog({
    catalog: [product.catalogFile({ path: file }, policy.catalog)],
    policy,
    now: Date.parse(NOW),
    history: knowledge?.table,
  });
  return {
    loadMs: knowledge === undefined ? 0 : loadedAt - startedAt,
    judgeMs: performance.now() - loadedAt,
    findingCount: result.findings.length,
    references: result.summary.batch.references,
  };
}
