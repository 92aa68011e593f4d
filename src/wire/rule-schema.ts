import * as z from 'zod';
import { SEVERITIES } from '../catalog/finding.js';
import { assert } from '../core/assert.js';
import type { PriceRule } from '../pricing/rule.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { cleanText, expecting, flag, listOf, oneOf, section } from './fields.js';
import { parameterField } from './parameter-field.js';
import type { RawOverride, RawRule } from './raw-policy.js';

const OVERRIDES_MAX = 1000;
const RESERVED: readonly string[] = ['enabled', 'severityMax', 'overrides', 'category', 'priceList'];

/** Schema of one rule's settings, made from its parameters. */
export function ruleSchema(rule: PriceRule): z.ZodType<RawRule | null | undefined> {
  return section({ ...settingShape(rule, 'rule'), overrides: overridesSchema(rule).optional() })
    .optional()
    .meta({ description: `${rule.protects.en} Trigger: ${rule.formula}` });
}

function overridesSchema(rule: PriceRule): z.ZodType<readonly RawOverride[]> {
  if (rule.kind !== 'offer') {
    const why = `${rule.id} does not judge row by row, so it cannot differ by category or price list; set it for all`;
    const none = z.array(z.unknown()).max(0, { error: why });
    // The cast is safe: an empty list is a list of anything.
    return none.meta({ description: `None: ${why}.` }) as unknown as z.ZodType<readonly RawOverride[]>;
  }
  const override = z.strictObject(
    {
      category: cleanText(500, 'a category path').optional().meta({
        description: 'Category path this override is for, with everything below it.',
      }),
      priceList: cleanText(128, 'a price list')
        .optional()
        .meta({ description: 'Price list this override is for.' }),
      ...settingShape(rule, 'override'),
    },
    expecting('a section with a category or a priceList, and what changes there'),
  );
  return listOf(override, OVERRIDES_MAX).meta({
    description: 'Other settings for a category, a price list, or both; a later match wins.',
  });
}

/** What a rule and its overrides may set. Only the rule has defaults: an override leaves what it does not name. */
function settingShape(rule: PriceRule, place: 'rule' | 'override'): Record<string, z.ZodType> {
  const described = (schema: z.ZodType, description: string, byDefault: unknown): z.ZodType => {
    return schema.optional().meta({ description, ...(place === 'rule' ? { default: byDefault } : {}) });
  };
  const reason = UNWAIVABLE.get(rule.id)?.en;
  const fixed = reason === undefined ? '' : ` Not for this rule: ${reason}.`;
  const shape: Record<string, z.ZodType> = {
    enabled: described(flag(), `false switches the rule off.${fixed}`, true),
    severityMax: described(oneOf(SEVERITIES), `Findings worse than this are lowered to it.${fixed}`, 'block'),
  };
  for (const [name, parameter] of Object.entries(rule.parameters)) {
    assert(!RESERVED.includes(name), `parameter ${name} of ${rule.id} has a name every rule uses`);
    shape[name] = described(parameterField(parameter), parameter.meaning.en, parameter.default);
  }
  return shape;
}
