import type { Finding } from '../catalog/finding.js';
import type { OfferColumn } from '../catalog/offer.js';
import type { PriceRule, RuleInput } from '../pricing/rule.js';
import { RULES } from '../pricing/rule-table.js';
import type { PricingPolicy } from '../pricing/settings.js';
import { batchFinding } from './make-finding.js';
import type { RuleCoverage } from './result.js';
import type { RowJudge } from './row-judge.js';

/** What was handed in at all: columns of any file, history, previous catalogue. */
export interface SuppliedInputs {
  readonly columns: ReadonlySet<OfferColumn>;
  readonly hasHistory: boolean;
  readonly hasPrevious: boolean;
  readonly hasPromotions: boolean;
  readonly hasApprovals: boolean;
}

/** What coverage is drawn from. */
export interface CoverageSources {
  readonly pricing: PricingPolicy;
  readonly judge: RowJudge;
  /** Rows each batch rule could not judge, by rule id. */
  readonly watched: ReadonlyMap<string, number>;
  readonly inputs: SuppliedInputs;
}

/** How much of the batch each rule could judge, and which input it lacked. */
export function coverageOf(sources: CoverageSources): RuleCoverage[] {
  return RULES.map((rule, position) => {
    const { judged, notJudged, off } = countsOf(rule, position, sources);
    const missing = notJudged === 0 ? [] : rule.needs.filter((input) => isMissing(input, sources.inputs));
    return { ruleId: rule.id, judged, notJudged, off, missing };
  });
}

/** One finding for every rule that could not judge all rows, by the coverage rule's own judgement. */
export function coverageFindings(coverage: readonly RuleCoverage[], pricing: PricingPolicy): Finding[] {
  const findings: Finding[] = [];
  for (const config of pricing.rules) {
    if (config.rule.kind !== 'coverage' || !config.enabled) continue;
    for (const entry of coverage) {
      if (entry.notJudged === 0) continue;
      const needs = RULES.find((rule) => rule.id === entry.ruleId)?.needs ?? [];
      const tally = {
        ruleId: entry.ruleId,
        judgedCount: entry.judged,
        notJudgedCount: entry.notJudged,
        needs,
      };
      const judgement = config.rule.judgeCoverage(tally, config.parameters);
      if (judgement === undefined) continue;
      findings.push(batchFinding(config.rule.id, { ...judgement, about: undefined }, config.severityMax));
    }
  }
  return findings;
}

function countsOf(
  rule: PriceRule,
  position: number,
  sources: CoverageSources,
): { readonly judged: number; readonly notJudged: number; readonly off: number } {
  const rowCount = sources.judge.counts.judgedCount;
  switch (rule.kind) {
    case 'offer':
      return sources.judge.tally.countOf(position);
    case 'batch': {
      const notJudged = sources.watched.get(rule.id);
      if (notJudged === undefined) return { judged: 0, notJudged: 0, off: rowCount };
      return { judged: Math.max(0, rowCount - notJudged), notJudged, off: 0 };
    }
    case 'promotion':
      return sources.inputs.hasPromotions
        ? { judged: rowCount, notJudged: 0, off: 0 }
        : { judged: 0, notJudged: rowCount, off: 0 };
    case 'reading':
    case 'coverage':
      return { judged: rowCount, notJudged: 0, off: 0 };
  }
}

const COLUMNS_OF: Readonly<Partial<Record<RuleInput, readonly OfferColumn[]>>> = {
  'list-price': ['list_price'],
  cost: ['cost'],
  discount: ['discount'],
  'pack-or-content': ['pack', 'content'],
  'sale-window': ['sale_starts_at', 'sale_ends_at'],
  'claimed-markdown': ['claimed_markdown'],
  channel: ['channel'],
  tier: ['tier', 'quantity_min', 'condition'],
};

function isMissing(input: RuleInput, supplied: SuppliedInputs): boolean {
  const columns = COLUMNS_OF[input];
  if (columns !== undefined) return !columns.some((column) => supplied.columns.has(column));
  switch (input) {
    case 'history':
      return !supplied.hasHistory;
    case 'previous-catalogue':
      return !supplied.hasPrevious;
    case 'former-price':
      return !supplied.hasPrevious && !supplied.hasHistory && !supplied.columns.has('previous_price');
    case 'promotions':
      return !supplied.hasPromotions;
    case 'approvals':
      return !supplied.hasApprovals;
    case 'reference':
      return !supplied.hasHistory && !supplied.columns.has('list_price');
    default:
      return false;
  }
}
