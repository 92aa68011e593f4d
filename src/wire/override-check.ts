import { categoryPath } from '../catalog/category-path.js';
import type { PriceRule } from '../pricing/rule.js';
import { parametersOf, type RawOverride } from './raw-policy.js';
import { quoted, type CheckProblem, type Path } from './problem.js';

/** Holds every override to naming where it holds, changing something, and being the only one for those rows. */
export function checkOverrides(
  rule: PriceRule,
  overrides: readonly RawOverride[],
  place: { readonly path: Path; readonly separator: string },
): CheckProblem[] {
  const found: CheckProblem[] = [];
  const seen = new Map<string, number>();
  overrides.forEach((override, index) => {
    const at = [...place.path, index];
    if (!changesAnything(rule, override)) {
      found.push({
        path: at,
        message: 'changes nothing; add enabled, severityMax or a parameter of the rule',
      });
    }
    const { category, priceList } = override;
    if (category === undefined && priceList === undefined) {
      const message =
        'got neither category nor priceList, expected one or both; what is for all rows stands on the rule itself';
      found.push({ path: at, message });
      return;
    }
    const scope = category === undefined ? undefined : categoryPath(category, place.separator);
    if (category !== undefined && scope === undefined) {
      const message = `got ${quoted(category)} with an empty part, expected parts separated by ${quoted(place.separator)}`;
      found.push({ path: [...at, 'category'], message });
    }
    const key = JSON.stringify([scope ?? category ?? null, priceList ?? null]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else
      found.push({ path: at, message: `is for the same rows as overrides[${first}]; put the two together` });
  });
  return found;
}

function changesAnything(rule: PriceRule, override: RawOverride): boolean {
  if (override.enabled !== undefined || override.severityMax !== undefined) return true;
  return Object.keys(parametersOf(rule, override)).length > 0;
}
