import { CATEGORY_JOINT, categoryPath } from '../catalog/category-path.js';

/** Limits for one category, as a policy is to hold them. */
export interface ScopeLimits {
  /** Path of the category; undefined for the whole catalogue. */
  readonly category: string | undefined;
  readonly limits: readonly { readonly parameter: string; readonly value: number }[];
}

/** Limits of one rule. */
export interface RuleLimits {
  readonly ruleId: string;
  /** Every parameter that calibration sets for it. */
  readonly parameters: readonly string[];
  /** The whole catalogue first, then parents before their children. */
  readonly scopes: readonly ScopeLimits[];
}

/** A policy as plain data, as its file says it. */
export type PlainSection = Readonly<Record<string, unknown>>;

/** Which limits stand at a place of a policy. */
export interface LimitPlace {
  readonly ruleId: string;
  /** Undefined for the whole catalogue. */
  readonly category: string | undefined;
}

/** A policy with limits put in, and where in it they stand. */
export interface MergedPolicy {
  readonly document: PlainSection;
  /** By the section or list item that holds them. */
  readonly placeOf: ReadonlyMap<object, LimitPlace>;
}

/**
 * Puts learned limits into a policy. What earlier limits of the same parameters said for the whole and for categories is
 * replaced; what it says for a price list stays; everything else stays as it is and where it is. New overrides stand
 * behind those of their parents and before all others.
 *
 * @param base the policy as its file says it; checked before.
 * @param separator of category paths in the policy.
 */
export function mergeLimits(
  base: PlainSection,
  learned: readonly RuleLimits[],
  separator: string,
): MergedPolicy {
  const placeOf = new Map<object, LimitPlace>();
  const pricing = sectionOf(base['pricing']);
  const rules = { ...sectionOf(pricing['rules']) };
  for (const one of learned) {
    rules[one.ruleId] = mergedRule(sectionOf(rules[one.ruleId]), one, { separator, placeOf });
  }
  return { document: { ...base, pricing: { ...pricing, rules } }, placeOf };
}

/** A category path as a policy with that separator writes it. */
export function writtenCategory(path: string, separator: string): string {
  // Blanks around it keep a part that ends like the separator apart from it.
  return path.split(CATEGORY_JOINT).join(` ${separator} `);
}

interface Merging {
  readonly separator: string;
  readonly placeOf: Map<object, LimitPlace>;
}

function mergedRule(raw: PlainSection, learned: RuleLimits, merging: Merging): PlainSection {
  const { overrides: rawOverrides, ...settings } = raw;
  const whole = learned.scopes.find(({ category }) => category === undefined);
  const rule: Record<string, unknown> = { ...without(settings, learned.parameters), ...valuesOf(whole) };
  const overrides = new OverrideList(rawOverrides, learned.parameters, merging.separator);
  for (const scope of learned.scopes) {
    if (scope.category !== undefined) overrides.put(scope.category, valuesOf(scope));
  }
  const items = overrides.items();
  if (items.length > 0) rule['overrides'] = items.map(({ section }) => section);
  const { ruleId } = learned;
  if (whole !== undefined) merging.placeOf.set(rule, { ruleId, category: undefined });
  for (const { section, isLearned, path } of items) {
    if (isLearned) merging.placeOf.set(section, { ruleId, category: path });
  }
  return rule;
}

interface OverrideItem {
  /** Category path; undefined for an override of a price list alone. */
  readonly path: string | undefined;
  readonly hasPriceList: boolean;
  section: PlainSection;
  isLearned: boolean;
  /** Put in by this calibration, and not there before. */
  readonly isNew: boolean;
}

/** The overrides of a rule, in their order. */
class OverrideList {
  readonly #items: OverrideItem[];
  readonly #separator: string;

  constructor(raw: unknown, parameters: readonly string[], separator: string) {
    this.#separator = separator;
    const sections = Array.isArray(raw) ? raw.map(sectionOf) : [];
    this.#items = sections.map((section) => itemOf(section, parameters, separator));
  }

  put(category: string, values: PlainSection): void {
    const known = this.#items.find(({ path, hasPriceList }) => path === category && !hasPriceList);
    if (known !== undefined) {
      known.section = { ...known.section, ...values };
      known.isLearned = true;
      return;
    }
    let at =
      1 +
      this.#items.findLastIndex(
        ({ path, isLearned }) =>
          isLearned && path !== undefined && category.startsWith(path + CATEGORY_JOINT),
      );
    while (this.#items[at]?.isNew === true) at += 1;
    const section = { category: writtenCategory(category, this.#separator), ...values };
    this.#items.splice(at, 0, { path: category, hasPriceList: false, section, isLearned: true, isNew: true });
  }

  /** Those that still change something. */
  items(): readonly OverrideItem[] {
    return this.#items.filter(({ section }) =>
      Object.keys(section).some((key) => key !== 'category' && key !== 'priceList'),
    );
  }
}

function itemOf(section: PlainSection, parameters: readonly string[], separator: string): OverrideItem {
  const { category, priceList } = section;
  const hasPriceList = priceList !== undefined;
  return {
    path: typeof category === 'string' ? categoryPath(category, separator) : undefined,
    hasPriceList,
    // A limit set by hand for a price list is a decision about that price list: it stays.
    section: hasPriceList ? section : without(section, parameters),
    isLearned: false,
    isNew: false,
  };
}

function valuesOf(scope: ScopeLimits | undefined): PlainSection {
  return Object.fromEntries(scope?.limits.map(({ parameter, value }) => [parameter, value]) ?? []);
}

function without(section: PlainSection, keys: readonly string[]): PlainSection {
  return Object.fromEntries(Object.entries(section).filter(([key]) => !keys.includes(key)));
}

/** A section of a checked policy; one left empty is null. */
function sectionOf(value: unknown): PlainSection {
  return typeof value === 'object' && value !== null ? (value as PlainSection) : {}; // checked against the schema before
}
