import type { OrderFinding } from '../../catalog/order-finding.js';
import { plainText } from '../../text/plain-text.js';
import type { InEveryLang, Lang } from '../../text/lang.js';
import { sayIn } from '../../text/say.js';
import { RULE_FAILED } from './failed-rule.js';
import { orderRuleOf } from './order-rule-table.js';

/**
 * The diagnosis of an order finding in words, for the operator and never for the customer: it names prices, limits and rules.
 * Safe to show anywhere. A rule that this version does not know is told with what it measured.
 */
export function tellOrderFinding(finding: OrderFinding, lang: Lang): string {
  const { ruleId, currency, severity, evidence } = finding;
  const rule = orderRuleOf(ruleId);
  if (rule === undefined) return plainText(UNKNOWN[lang](finding));
  const say = sayIn(lang);
  const money = (minor: number): string => say.money(minor, currency);
  return plainText(rule.tell[lang](evidence, { say, money, currency, severity }));
}

const UNKNOWN: InEveryLang<(finding: OrderFinding) => string> = {
  en: ({ ruleId, measured, evidence }) =>
    ruleId === RULE_FAILED
      ? `${String(measured.value)} failed and judged nothing: ${String(evidence['error'])}`
      : `${ruleId}: ${String(measured.value)}`,
  ko: ({ ruleId, measured, evidence }) =>
    ruleId === RULE_FAILED
      ? `${String(measured.value)} 실행에 실패해 판정하지 못했습니다: ${String(evidence['error'])}`
      : `${ruleId}: ${String(measured.value)}`,
};
