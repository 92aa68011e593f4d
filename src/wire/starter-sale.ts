import type { BreakerRule } from '../breaker/breaker-rule.js';
import { BREAKER_RULE_TABLE } from '../breaker/breaker-rules.js';
import { DEEP_FROM_BPS } from '../breaker/built-in-policy.js';
import { ORDER_RULES } from '../pricing/order/order-rule-table.js';
import type { OrderRule } from '../pricing/order/order-rule.js';
import type { Lang } from '../text/lang.js';
import { BUILT_IN_GUARD } from './policy-guard.js';
import { settingLines } from './setting-text.js';
import { comment, described, example, setting } from './starter-lines.js';
import { SALE_WORDS } from './starter-sale-words.js';
import { STARTER_WORDS } from './starter-words.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** The section `guard` of a starter policy: what checkout and operators set. */
export function starterGuard(lang: Lang): string[] {
  const words = SALE_WORDS[lang];
  const { reservationMs, review, late, freeShipping, paymentMs } = BUILT_IN_GUARD;
  const channels = [...paymentMs].map(([channel, ms]) => `  ${channel}: ${String(ms / MINUTE_MS)}`);
  return [
    ...comment(words.guard, 0),
    'guard:',
    ...described(words.reservationMinutes, 'reservationMinutes', String(reservationMs / MINUTE_MS), 2),
    ...described(words.reviewMinutes, 'reviewMinutes', String(review.ttlMs / MINUTE_MS), 2),
    ...described(words.late, 'late', late, 2),
    ...described(words.freeShipping, 'freeShipping', freeShipping, 2),
    ...comment(words.paymentMinutes, 2),
    ...setting(['paymentMinutes:', ...channels], 2),
    '',
    ...comment(words.orderRules, 2),
    '  rules:',
    ...ORDER_RULES.flatMap((rule) => ['', ...orderRuleLines(rule, lang)]),
  ];
}

function orderRuleLines(rule: OrderRule, lang: Lang): string[] {
  const words = STARTER_WORDS[lang];
  const reason = rule.unwaivable?.[lang];
  return [
    ...comment(rule.protects[lang], 4),
    ...comment(`${words.trigger}: ${rule.formula}`, 4),
    ...(reason === undefined ? [] : comment(words.cannotBeWaived(reason), 4)),
    `    ${rule.id}:`,
    ...Object.entries(rule.parameters).flatMap(([name, parameter]) => [
      ...comment(parameter.meaning[lang], 6),
      ...setting(settingLines(name, parameter.default), 6),
    ]),
  ];
}

/** The section `breaker` of a starter policy: when a sale stops itself. */
export function starterBreaker(lang: Lang): string[] {
  const words = SALE_WORDS[lang];
  return [
    ...comment(words.breaker, 0),
    'breaker:',
    ...described(words.deepFromBps, 'deepFromBps', String(DEEP_FROM_BPS), 2),
    '',
    ...comment(words.breakerRules, 2),
    '  rules:',
    ...BREAKER_RULE_TABLE.flatMap((rule) => ['', ...breakerRuleLines(rule, lang)]),
  ];
}

function breakerRuleLines(rule: BreakerRule, lang: Lang): string[] {
  const { isOn, limit, windowMs, scopes, minimum, mode } = rule.defaults;
  const hasWindow = rule.measure !== 'budget-share';
  const isShare = rule.measure === 'share' || rule.measure === 'top-share';
  return [
    ...comment(rule.protects[lang], 4),
    ...comment(`${STARTER_WORDS[lang].trigger}: ${rule.formula}`, 4),
    ...comment(rule.reason[lang], 4),
    `    ${rule.id}:`,
    ...setting([`enabled: ${String(isOn)}`], 6),
    ...(limit === undefined ? example(['limit: 300'], 6) : setting([`limit: ${String(limit)}`], 6)),
    ...(hasWindow ? setting([`windowSeconds: ${String(windowMs / SECOND_MS)}`], 6) : []),
    ...(hasWindow ? setting([`scopes: [${scopes.join(', ')}]`], 6) : []),
    ...(isShare ? setting([`minimum: ${String(minimum)}`], 6) : []),
    ...setting([`mode: ${mode}`], 6),
  ];
}
