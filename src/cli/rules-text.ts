import type { Parameter, ParameterValue } from '../pricing/parameters.js';
import type { PriceRule } from '../pricing/rule.js';
import type { RuleConfig, RuleOverride } from '../pricing/settings.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { displayWidth } from '../text/display-width.js';
import type { Lang } from '../text/lang.js';
import { inputName } from '../text/input-words.js';
import { sayIn } from '../text/say.js';
import { wrapText } from '../text/wrap.js';
import { settingText } from '../wire/setting-text.js';
import { ruleExample } from './rule-example.js';
import { RULE_WORDS } from './rule-words.js';
import { changedParameters, isChanged } from './rule-changes.js';

/** How a text of rules is written. */
export interface RulesTextOptions {
  readonly lang: Lang;
  /** Columns of a line. */
  readonly width: number;
  /** Name of the policy whose values are in force; undefined for the built-in one. */
  readonly policySource: string | undefined;
}

/** One line a rule: id, severities, what it protects against, and what the policy made of it. */
export function rulesListText(configs: readonly RuleConfig[], options: RulesTextOptions): string {
  const words = RULE_WORDS[options.lang];
  const idWidth = Math.max(...configs.map(({ rule }) => rule.id.length));
  const lines = configs.flatMap((config) => {
    const { rule } = config;
    const state = !config.enabled ? ` [${words.off}]` : isChanged(config) ? ` [${words.changed}]` : '';
    const text = `${rule.protects[options.lang]} (${rule.severities.join(', ')})${state}`;
    const body = wrapText(text, { width: options.width - idWidth - 4, indent: 0 });
    return body.map((line, index) => `  ${(index === 0 ? rule.id : '').padEnd(idWidth)}  ${line}`.trimEnd());
  });
  const end = options.policySource === undefined ? [] : ['', words.listEnd(options.policySource)];
  return textOf([words.listHead(configs.length), '', ...lines, ...end]);
}

/** Everything about one rule: what it stops, its formula, its parameters with their reasons, and how to set it. */
export function ruleText(config: RuleConfig, options: RulesTextOptions): string {
  const { rule } = config;
  const { lang, width } = options;
  const words = RULE_WORDS[lang];
  const wrap = (text: string, indent: number): string[] => wrapText(text, { width, indent });
  const needs =
    rule.needs.length === 0
      ? words.needsNothing
      : rule.needs.map((input) => inputName(input, lang)).join(', ');
  const facts = [
    [words.trigger, rule.formula],
    [words.severities, rule.severities.join(', ')],
    [words.kind, words.kinds[rule.kind]],
    [words.needs, needs],
  ] as const;
  const reason = UNWAIVABLE.get(rule.id)?.[lang];
  return textOf([
    rule.id,
    ...wrap(rule.protects[lang], 2),
    '',
    ...table(facts, width),
    ...(reason === undefined ? [] : ['', ...wrap(words.cannotBeWaived(reason), 2)]),
    '',
    words.stops,
    ...rule.stops.flatMap(({ merchant, when, what }) => wrap(`${merchant} (${when}): ${what[lang]}`, 2)),
    '',
    ...parameterLines(rule, options),
    ...inForceLines(config, options),
    ...exampleLines(rule, lang),
  ]);
}

function parameterLines(rule: PriceRule, { lang, width }: RulesTextOptions): string[] {
  const words = RULE_WORDS[lang];
  const parameters = Object.entries(rule.parameters);
  if (parameters.length === 0) return [`${words.parameters}: ${words.noParameters}`];
  return [
    words.parameters,
    ...parameters.flatMap(([name, parameter]) => {
      const note = parameter.kind === 'amounts' ? ` ${words.mergeNote}` : '';
      return [
        ...wrapText(`${name}: ${words.byDefault(valueText(parameter, parameter.default, lang))}`, {
          width,
          indent: 2,
          hanging: 4,
        }),
        ...wrapText(parameter.meaning[lang] + note, { width, indent: 6 }),
      ];
    }),
  ];
}

/** What a policy has made of the rule; nothing without one. */
function inForceLines(config: RuleConfig, options: RulesTextOptions): string[] {
  if (options.policySource === undefined) return [];
  const words = RULE_WORDS[options.lang];
  const head = words.inForce(options.policySource);
  if (!isChanged(config)) return ['', `${head}: ${words.asBuiltIn}`];
  const base = changesText({ ...config, parameters: changedParameters(config) }, config.rule, options.lang);
  return [
    '',
    head,
    ...(base === '' ? [] : wrapText(base, { width: options.width, indent: 2, hanging: 2 })),
    ...config.overrides.flatMap((override) => {
      const scope = [override.category, override.priceList].filter((part) => part !== undefined).join(', ');
      const text = `${words.where} ${scope}: ${changesText(override, config.rule, options.lang)}`;
      return wrapText(text, { width: options.width, indent: 2, hanging: 2 });
    }),
  ];
}

function changesText(
  setting: Pick<RuleOverride, 'enabled' | 'severityMax' | 'parameters'>,
  rule: PriceRule,
  lang: Lang,
): string {
  const words = RULE_WORDS[lang];
  const parts: string[] = [];
  if (setting.enabled === false) parts.push(words.switchedOff);
  if (setting.severityMax !== undefined && setting.severityMax !== 'block')
    parts.push(words.loweredTo(setting.severityMax));
  for (const [name, value] of Object.entries(setting.parameters)) {
    const parameter = rule.parameters[name];
    parts.push(`${name} ${parameter === undefined ? settingText(value) : valueText(parameter, value, lang)}`);
  }
  return parts.join('; ');
}

function exampleLines(rule: PriceRule, lang: Lang): string[] {
  const example = ruleExample(rule, lang);
  return example.length === 0 ? [] : ['', RULE_WORDS[lang].howToSet, ...example.map((line) => `  ${line}`)];
}

function valueText(parameter: Parameter, value: ParameterValue, lang: Lang): string {
  const text = settingText(value);
  return parameter.kind === 'bps' && typeof value === 'number'
    ? `${text} (${sayIn(lang).percent(value)})`
    : text;
}

/** Names in a column, texts wrapped beside them. */
function table(rows: readonly (readonly [name: string, text: string])[], width: number): string[] {
  const nameWidth = Math.max(...rows.map(([name]) => displayWidth(name)));
  return rows.flatMap(([name, text]) => {
    const body = wrapText(text, { width: width - nameWidth - 4, indent: 0 });
    return body.map((line, index) => {
      const label = index === 0 ? name : '';
      return `  ${label}${' '.repeat(nameWidth - displayWidth(label))}  ${line}`;
    });
  });
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
