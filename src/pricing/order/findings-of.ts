import type { OrderFinding } from '../../catalog/order-finding.js';
import { failedRule } from './failed-rule.js';
import { NOT_IN_BOOK, type OrderGroup } from './order-group.js';
import type { GroupRule, OrderFacts, OrderJudgementOf, OrderRule } from './order-rule.js';
import { loweredTo, type OrderRules, type SetRule } from './order-rules.js';

/**
 * What every rule that is on says of an order: of the order as a whole, then SKU by SKU.
 *
 * @returns undefined when no rule fires: most orders are clean, and nothing is made for them.
 */
export function findingsOf(facts: OrderFacts, rules: OrderRules): readonly OrderFinding[] | undefined {
  let findings: OrderFinding[] | undefined;
  for (const set of rules.whole) {
    const finding = findingOfWhole(set, facts);
    if (finding !== undefined) (findings ??= []).push(finding);
  }
  for (const group of facts.groups) {
    const asked = group.ordinal === NOT_IN_BOOK ? rules.missing : rules.group;
    for (const set of asked) {
      const finding = findingOfGroup(set, group, facts);
      if (finding !== undefined) (findings ??= []).push(finding);
    }
  }
  return findings;
}

function findingOfWhole(set: OrderRules['whole'][number], facts: OrderFacts): OrderFinding | undefined {
  try {
    const judgement = set.rule.judge(facts, set.parameters);
    return judgement === undefined ? undefined : makeFinding(set, judgement, facts, undefined);
  } catch (error) {
    return failedRule(facts.order, { ruleId: set.rule.id, error });
  }
}

function findingOfGroup(
  set: SetRule<GroupRule>,
  group: OrderGroup,
  facts: OrderFacts,
): OrderFinding | undefined {
  try {
    const judgement = set.rule.judge(group, facts, set.parameters);
    return judgement === undefined ? undefined : makeFinding(set, judgement, facts, group);
  } catch (error) {
    return failedRule(facts.order, { ruleId: set.rule.id, error });
  }
}

function makeFinding(
  set: SetRule<OrderRule>,
  judgement: OrderJudgementOf,
  { order }: OrderFacts,
  group: OrderGroup | undefined,
): OrderFinding {
  const { severity, measured, limit, evidence } = judgement;
  return {
    ruleId: set.rule.id,
    severity: loweredTo(severity, set.severityMax),
    sku: group?.sku,
    priceList: group?.priceList,
    lineIds: group?.lineIds() ?? order.lines.map(({ lineId }) => lineId).sort(),
    currency: order.currency,
    measured,
    limit,
    evidence,
  };
}
