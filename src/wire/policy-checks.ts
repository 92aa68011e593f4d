import { isGuardError } from '../core/errors.js';
import { defineNumberFormat } from '../money/number-format.js';
import type { PriceRule } from '../pricing/rule.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { checkOrder } from './order-check.js';
import { checkOverrides } from './override-check.js';
import { checkApprovals } from './policy-approvals.js';
import { checkBreaker } from './policy-breaker.js';
import { checkGuard } from './policy-guard.js';
import { checkRemedy } from './policy-remedy-checks.js';
import { BUILT_IN_CATALOG } from './policy-defaults.js';
import { numberFormatOf } from './policy-domain.js';
import type { RawNumbers, RawPolicy, RawSetting } from './raw-policy.js';
import type { CheckProblem, Path } from './problem.js';

/** What is wrong with a policy although each value alone is right. */
export function checkPolicy(policy: RawPolicy, rules: readonly PriceRule[]): CheckProblem[] {
  const found = checkNumbers(policy.catalog?.numbers ?? {});
  const rates = policy.pricing?.exchangeRates;
  if (rates?.rates[rates.base] !== undefined) {
    const path = ['pricing', 'exchangeRates', 'rates', rates.base];
    found.push({ path, message: 'the base is worth exactly 1 of itself; remove it' });
  }
  found.push(
    ...checkApprovals(policy.approvals ?? {}),
    ...checkGuard(policy.guard ?? {}),
    ...checkBreaker(policy.breaker ?? {}),
    ...(policy.remedy === undefined ? [] : checkRemedy(policy.remedy)),
  );
  const separator = policy.catalog?.categorySeparator ?? BUILT_IN_CATALOG.categorySeparator;
  for (const rule of rules) {
    const raw = policy.pricing?.rules?.[rule.id];
    if (raw === undefined || raw === null) continue;
    const path = ['pricing', 'rules', rule.id];
    const overrides = raw.overrides ?? [];
    found.push(...checkUnwaivable(rule, raw, path));
    overrides.forEach((override, index) => {
      found.push(...checkUnwaivable(rule, override, [...path, 'overrides', index]));
    });
    found.push(...checkOverrides(rule, overrides, { path: [...path, 'overrides'], separator }));
    found.push(...checkOrder(rule, raw, { path, separator }));
  }
  return found;
}

function checkNumbers(numbers: RawNumbers): CheckProblem[] {
  try {
    defineNumberFormat(numberFormatOf(numbers));
    return [];
  } catch (error) {
    if (!isGuardError(error, 'invalid-argument')) throw error;
    return [{ path: ['catalog', 'numbers'], message: error.message }];
  }
}

function checkUnwaivable(rule: PriceRule, setting: RawSetting, path: Path): CheckProblem[] {
  const reason = UNWAIVABLE.get(rule.id)?.en;
  if (reason === undefined) return [];
  const found: CheckProblem[] = [];
  if (setting.enabled === false) {
    found.push({ path: [...path, 'enabled'], message: `${rule.id} cannot be switched off: ${reason}` });
  }
  if (setting.severityMax !== undefined && setting.severityMax !== 'block') {
    found.push({ path: [...path, 'severityMax'], message: `${rule.id} cannot be lowered: ${reason}` });
  }
  return found;
}
