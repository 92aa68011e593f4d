import { isAtLeast, type Severity } from '../../catalog/finding.js';
import type { GuardPolicy, OrderRuleSetting } from '../../catalog/guard-policy.js';
import { GuardError } from '../../core/errors.js';
import { ORDER_RULES } from './order-rule-table.js';
import type { GroupRule, OrderRule, WholeRule } from './order-rule.js';

/** A rule that is on, with its limits. */
export interface SetRule<R extends OrderRule> {
  readonly rule: R;
  readonly severityMax: Severity;
  readonly parameters: OrderRuleSetting['parameters'];
}

/** The rules of a policy, ready to judge any number of orders. */
export interface OrderRules {
  readonly whole: readonly SetRule<WholeRule>[];
  /** Asked of groups that the price book does not hold. */
  readonly missing: readonly SetRule<GroupRule>[];
  /** Asked of groups that it holds. */
  readonly group: readonly SetRule<GroupRule>[];
  readonly freeShipping: GuardPolicy['freeShipping'];
  /** Markdown of the payable price from which an order counts as deep, bps. */
  readonly deepFromBps: number;
}

/**
 * Gets the order rules of a policy ready: once for each policy, not for each order.
 *
 * @throws GuardError `policy` when a rule of this version has no setting, when a setting names no rule, or when it switches off or
 * lowers a rule that nothing may: such a policy was not made by `loadPolicyText`.
 * @example
 * const rules = prepareOrderRules({ guard: policy.guard, deepFromBps: policy.breaker.deepFromBps });
 */
export function prepareOrderRules(options: {
  readonly guard: Pick<GuardPolicy, 'orderRules' | 'freeShipping'>;
  readonly deepFromBps: number;
}): OrderRules {
  const { guard, deepFromBps } = options;
  for (const { ruleId } of guard.orderRules)
    if (!ORDER_RULES.some(({ id }) => id === ruleId))
      throw refused(`names an order rule ${ruleId}, which is none`);
  const set = ORDER_RULES.flatMap((rule): SetRule<OrderRule>[] => {
    const setting = guard.orderRules.find(({ ruleId }) => ruleId === rule.id);
    if (setting === undefined) throw refused(`has no setting for the order rule ${rule.id}`);
    const isLowered = !setting.isOn || setting.severityMax !== 'block';
    if (rule.unwaivable !== undefined && isLowered) throw refused(`switches off or lowers ${rule.id}`);
    const { severityMax, parameters } = setting;
    return setting.isOn ? [{ rule, severityMax, parameters }] : [];
  });
  return {
    whole: set.filter((one): one is SetRule<WholeRule> => one.rule.kind === 'whole'),
    missing: aboutGroups(set, 'missing'),
    group: aboutGroups(set, 'group'),
    freeShipping: guard.freeShipping,
    deepFromBps,
  };
}

/** A severity as a policy lets it stand. */
export function loweredTo(severity: Severity, severityMax: Severity): Severity {
  return isAtLeast(severity, severityMax) ? severityMax : severity;
}

function aboutGroups(
  set: readonly SetRule<OrderRule>[],
  kind: GroupRule['kind'],
): readonly SetRule<GroupRule>[] {
  return set.filter((one): one is SetRule<GroupRule> => one.rule.kind === kind);
}

function refused(what: string): GuardError {
  return new GuardError({
    code: 'policy',
    message: `the policy ${what}; make it with loadPolicyText or builtInPolicy`,
  });
}
