import type { Parameter, ParameterValue } from '../pricing/parameters.js';
import type { PriceRule } from '../pricing/rule.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import type { InEveryLang, Lang } from '../text/lang.js';
import { settingLines } from '../wire/setting-text.js';

const CATEGORIES: InEveryLang<string> = { en: 'Audio > Earphones', ko: '음향 > 이어폰' };

/**
 * A piece of policy that sets a rule for all rows, for a category and for a price list. Empty for a rule that has nothing
 * to set.
 */
export function ruleExample(rule: PriceRule, lang: Lang): readonly string[] {
  const { forAll, forCategory, forPriceList } = exampleChanges(rule);
  if (forAll === undefined) return [];
  const base = ['pricing:', '  rules:', `    ${rule.id}:`, ...indented(forAll, 6)];
  // Only rules that judge row by row can differ by category or price list.
  if (rule.kind !== 'offer') return base;
  return [
    ...base,
    '      overrides:',
    `        - category: ${CATEGORIES[lang]}`,
    ...indented(forCategory ?? forAll, 10),
    '        - priceList: overseas',
    ...indented(forPriceList ?? forAll, 10),
  ];
}

/** Settings worth showing, each as its YAML lines: a parameter where there is one, then what every rule has. */
function exampleChanges(
  rule: PriceRule,
): Partial<Record<'forAll' | 'forCategory' | 'forPriceList', readonly string[]>> {
  // Raising the lower of two ordered limits could cross the upper one.
  const lowers = new Set((rule.ascending ?? []).map(([lower]) => lower));
  const shown = Object.entries(rule.parameters).find(([name]) => !lowers.has(name));
  const lowered = UNWAIVABLE.has(rule.id)
    ? undefined
    : [`severityMax: ${rule.severities.at(-1) === 'info' ? 'info' : 'warn'}`];
  if (shown === undefined) {
    return lowered === undefined ? {} : { forAll: lowered, forPriceList: ['enabled: false'] };
  }
  const [name, parameter] = shown;
  return {
    forAll: settingLines(name, exampleValue(parameter, 1)),
    forCategory: settingLines(name, exampleValue(parameter, 2)),
    ...(lowered === undefined ? {} : { forPriceList: lowered }),
  };
}

/** A value that is allowed and is not the default; `steps` 1 or 2 away from it. */
function exampleValue(parameter: Parameter, steps: 1 | 2): ParameterValue {
  const { default: value, minimum, maximum } = parameter;
  if (typeof value === 'boolean') return steps === 1 ? !value : value;
  if (typeof value === 'number') {
    if (parameter.kind === 'ratio') return Math.min(maximum, value * (1 + steps));
    const change = steps * (parameter.kind === 'bps' ? 500 : Math.max(1, Math.ceil(value / 4)));
    return value + change <= maximum ? value + change : Math.max(minimum, value - change);
  }
  if (parameter.kind === 'amounts') return { KRW: steps === 1 ? '500' : '1000' };
  if (parameter.kind === 'numbers') return [...(value as readonly number[]), 777 * steps]; // the kind says so
  const texts = value as readonly string[]; // as above
  const fresh = (parameter.choices ?? ['demo', 'training']).filter((name) => !texts.includes(name));
  return [...texts, ...fresh.slice(0, steps)];
}

function indented(lines: readonly string[], indent: number): readonly string[] {
  return lines.map((line) => ' '.repeat(indent) + line);
}
