import type { GuardPolicy, OrderRuleSetting } from '../catalog/guard-policy.js';
import { ORDER_RULES } from '../pricing/order/order-rule-table.js';
import type { OrderRule } from '../pricing/order/order-rule.js';
import type { CheckProblem } from './problem.js';
import type { RawGuard, RawOrderRule } from './raw-policy.js';

const MINUTE_MS = 60_000;

/**
 * What a policy without a section `guard` says.
 * - ten minutes to reach the payment, thirty for a person to look;
 * - a late payment is given back: selling what is left needs a shop that has thought about it;
 * - free shipping is no reduction of the goods: the floors of a price book are of the goods alone;
 * - the longest payments are those that wait for somebody at a telephone, the shortest those in front of a machine with a queue.
 */
export const BUILT_IN_GUARD: GuardPolicy = {
  reservationMs: 10 * MINUTE_MS,
  review: { ttlMs: 30 * MINUTE_MS },
  late: 'refund',
  freeShipping: 'ignore',
  paymentMs: new Map([
    ['app', 15 * MINUTE_MS],
    ['kiosk', 5 * MINUTE_MS],
    ['phone-desk', 60 * MINUTE_MS],
    ['web', 15 * MINUTE_MS],
  ]),
  orderRules: ORDER_RULES.map((rule) => settingOf(rule, {})),
};

/** The section with every value present. */
export function guardPolicyOf(raw: RawGuard): GuardPolicy {
  const base = BUILT_IN_GUARD;
  const { reservationMinutes, reviewMinutes } = raw;
  const written = Object.entries(raw.paymentMinutes ?? {}).map(
    ([channel, minutes]) => [channel, minutes * MINUTE_MS] as const,
  );
  const paymentMs = [...new Map([...base.paymentMs, ...written])];
  return {
    reservationMs: reservationMinutes === undefined ? base.reservationMs : reservationMinutes * MINUTE_MS,
    review: { ttlMs: reviewMinutes === undefined ? base.review.ttlMs : reviewMinutes * MINUTE_MS },
    late: raw.late ?? base.late,
    freeShipping: raw.freeShipping ?? base.freeShipping,
    // Their order has no meaning.
    paymentMs: new Map(paymentMs.sort(([left], [right]) => (left < right ? -1 : 1))),
    orderRules: ORDER_RULES.map((rule) => settingOf(rule, raw.rules?.[rule.id] ?? {})),
  };
}

function settingOf(rule: OrderRule, raw: RawOrderRule): OrderRuleSetting {
  return {
    ruleId: rule.id,
    isOn: raw.enabled ?? true,
    severityMax: raw.severityMax ?? 'block',
    parameters: parametersOf(rule, raw),
  };
}

function parametersOf(rule: OrderRule, raw: RawOrderRule): Readonly<Record<string, number | boolean>> {
  const entries = Object.entries(rule.parameters).map(([name, parameter]): [string, number | boolean] => {
    // The schema made from the same table has checked the value by its kind.
    const written = raw[name] as number | boolean | undefined;
    return [name, written ?? parameter.default];
  });
  return Object.fromEntries(entries);
}

/** What is wrong with the section although each value alone is right. */
export function checkGuard(raw: RawGuard): CheckProblem[] {
  return ORDER_RULES.flatMap((rule) => {
    const written = raw.rules?.[rule.id] ?? {};
    const path = ['guard', 'rules', rule.id];
    return [...checkUnwaivable(rule, written, path), ...checkAscending(rule, written, path)];
  });
}

function checkUnwaivable(rule: OrderRule, raw: RawOrderRule, path: readonly string[]): CheckProblem[] {
  const reason = rule.unwaivable?.en;
  if (reason === undefined) return [];
  const found: CheckProblem[] = [];
  if (raw.enabled === false)
    found.push({ path: [...path, 'enabled'], message: `${rule.id} cannot be switched off: ${reason}` });
  if (raw.severityMax !== undefined && raw.severityMax !== 'block')
    found.push({ path: [...path, 'severityMax'], message: `${rule.id} cannot be lowered: ${reason}` });
  return found;
}

function checkAscending(rule: OrderRule, raw: RawOrderRule, path: readonly string[]): CheckProblem[] {
  const values = parametersOf(rule, raw);
  return (rule.ascending ?? []).flatMap(([lower, upper]) => {
    const [low, high] = [Number(values[lower]), Number(values[upper])];
    if (low <= high) return [];
    const name = raw[lower] === undefined ? upper : lower;
    const message = `${lower} (${low}) may not exceed ${upper} (${high})`;
    return [{ path: [...path, name], message, comparesWith: path }];
  });
}

/** The section as plain JSON, as its hash is taken. */
export function guardJson(policy: GuardPolicy): Readonly<Record<string, unknown>> {
  const { reservationMs, review, late, freeShipping, paymentMs, orderRules } = policy;
  const minutes = [...paymentMs].map(([channel, ms]) => [channel, ms / MINUTE_MS] as const);
  return {
    reservationMinutes: reservationMs / MINUTE_MS,
    reviewMinutes: review.ttlMs / MINUTE_MS,
    late,
    freeShipping,
    paymentMinutes: Object.fromEntries(minutes),
    rules: Object.fromEntries(
      orderRules.map(({ ruleId, isOn, severityMax, parameters }) => [
        ruleId,
        { enabled: isOn, severityMax, ...parameters },
      ]),
    ),
  };
}

/** A frozen copy. */
export function frozenGuard(policy: GuardPolicy): GuardPolicy {
  const orderRules = policy.orderRules.map((setting) =>
    Object.freeze({ ...setting, parameters: Object.freeze({ ...setting.parameters }) }),
  );
  return Object.freeze({
    ...policy,
    review: Object.freeze({ ...policy.review }),
    paymentMs: new Map(policy.paymentMs),
    orderRules: Object.freeze(orderRules),
  });
}
