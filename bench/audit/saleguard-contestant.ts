import { NOW } from './columns.js';
import { findingText, type Contestant } from './contestant.js';
import type { Product } from './product.js';
import { TWELVE_RULES, twelveRulePolicy } from './rules.js';

/** The product with twelve rules on. */
export function saleguardContestant(product: Product): Contestant {
  const ids = product.RULES.map((rule) => rule.id);
  const policy = product.loadPolicyText(twelveRulePolicy(ids), { file: 'twelve rules' });
  const twelve: ReadonlySet<string> = new Set<string>(TWELVE_RULES);
  return {
    id: 'saleguard',
    title: 'saleguard',
    async judge(file) {
      const result = await product.auditCatalog({
        catalog: [product.catalogFile({ path: file }, policy.catalog)],
        policy,
        now: Date.parse(NOW),
      });
      return {
        findings: () =>
          result.findings
            .filter((finding) => twelve.has(finding.ruleId))
            .map((finding) => findingText(finding.ruleId, finding.severity, finding.sku ?? '')),
      };
    },
  };
}
