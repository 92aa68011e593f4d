import { RULES } from '../pricing/rule-table.js';
import type { PriceRule } from '../pricing/rule.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import type { Lang } from '../text/lang.js';
import { BUILT_IN_APPROVALS, BUILT_IN_AUDIT, BUILT_IN_CATALOG } from './policy-defaults.js';
import { settingLines } from './setting-text.js';
import { comment, described, example, setting } from './starter-lines.js';
import { starterBreaker, starterGuard } from './starter-sale.js';
import { STARTER_WORDS, type StarterWords } from './starter-words.js';

/**
 * Text of the commented policy that `saleguard init` writes: every rule with its parameters at their defaults, commented
 * out. Made from the rule table; it reads as exactly the built-in policy.
 */
export function starterPolicy(lang: Lang): string {
  return starterPolicyFor(RULES, lang);
}

/** {@link starterPolicy} for another table of rules. */
export function starterPolicyFor(rules: readonly PriceRule[], lang: Lang): string {
  const words = STARTER_WORDS[lang];
  const lines = [
    '# yaml-language-server: $schema=./node_modules/saleguard/policy.schema.json',
    ...words.head.flatMap((sentence) => ['#', ...comment(sentence, 0)]),
    'version: 1',
    '',
    ...catalogLines(words),
    '',
    ...comment(words.pricing, 0),
    'pricing:',
    ...comment(words.exchangeRates, 2),
    ...example(
      ['exchangeRates:', '  base: KRW', "  asOf: '2026-08-01T00:00:00+09:00'", "  rates: { USD: '0.00072' }"],
      2,
    ),
    '',
    ...comment(words.rules, 2),
    '  #',
    ...comment(words.overrides, 2),
    ...example(
      ['overrides:', `  - category: ${words.category}`, '    priceList: default', '    severityMax: hold'],
      2,
    ),
    '  rules:',
    ...ruleLines(rules, lang),
    '',
    ...comment(words.audit, 0),
    'audit:',
    ...described(words.failOn, 'failOn', BUILT_IN_AUDIT.failOn, 2),
    ...comment(words.lang, 2),
    ...example([`lang: ${lang}`], 2),
    '',
    ...comment(words.approvals, 0),
    ...example(APPROVALS_EXAMPLE, 0),
    '',
    ...starterGuard(lang),
    '',
    ...starterBreaker(lang),
  ];
  return `${lines.join('\n')}\n`;
}

/** The key is nobody's: its line is no key, so that nobody copies one that somebody holds. */
const APPROVALS_EXAMPLE: readonly string[] = [
  'approvals:',
  `  validDaysMax: ${String(BUILT_IN_APPROVALS.validDaysMax)}`,
  "  secondSignatureFrom: { KRW: '10000000' }",
  '  roles:',
  '    pricing-lead: { mayApprove: all, batch: true, seal: true }',
  '    merchandiser: { mayApprove: [deep-markdown, worst-stack, unapproved-change] }',
  '    on-call: { resume: true }',
  '  people:',
  "    - { id: p-17, role: pricing-lead, publicKey: 'ed25519:…' }",
];

function catalogLines(words: StarterWords): string[] {
  const { encoding, preset, numbers, categorySeparator, limits } = BUILT_IN_CATALOG;
  return [
    ...comment(words.catalog, 0),
    'catalog:',
    ...comment(words.currency, 2),
    ...example(['currency: KRW'], 2),
    '',
    ...described(words.encoding, 'encoding', encoding, 2),
    '',
    ...described(words.preset, 'preset', preset, 2),
    '',
    ...comment(words.columns, 2),
    ...example(['columns:', '  품번: sku', '  Sale price: price'], 2),
    '',
    ...comment(words.numbers, 2),
    '  numbers:',
    ...described(words.groupSeparator, 'groupSeparator', numbers.groupSeparator ?? 'none', 4),
    ...described(words.decimalSeparator, 'decimalSeparator', `'${numbers.decimalSeparator}'`, 4),
    ...comment(words.currencySigns, 4),
    ...setting(settingLines('currencySigns', numbers.currencySigns), 4),
    '',
    ...comment(words.timeZone, 2),
    ...example(['timeZone: Asia/Seoul'], 2),
    '',
    ...described(words.categorySeparator, 'categorySeparator', `'${categorySeparator}'`, 2),
    '',
    ...comment(words.limits, 2),
    '  limits:',
    ...described(words.rowBytes, 'rowBytes', String(limits.rowBytes), 4),
    ...described(words.columnCount, 'columnCount', String(limits.columnCount), 4),
  ];
}

const KINDS = ['reading', 'offer', 'batch', 'promotion', 'coverage'] as const;

function ruleLines(rules: readonly PriceRule[], lang: Lang): string[] {
  return KINDS.flatMap((kind) => {
    const ofKind = rules.filter((rule) => rule.kind === kind);
    if (ofKind.length === 0) return [];
    const heading = `${'-'.repeat(12)} ${STARTER_WORDS[lang].kinds[kind]} ${'-'.repeat(12)}`;
    return ['', ...comment(heading, 4), ...ofKind.flatMap((rule) => ['', ...oneRule(rule, lang)])];
  });
}

function oneRule(rule: PriceRule, lang: Lang): string[] {
  const words = STARTER_WORDS[lang];
  const reason = UNWAIVABLE.get(rule.id)?.[lang];
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
