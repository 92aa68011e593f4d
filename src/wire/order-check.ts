import { CATEGORY_JOINT, categoryPath } from '../catalog/category-path.js';
import type { PriceRule } from '../pricing/rule.js';
import { parametersOf, type RawOverride, type RawRule } from './raw-policy.js';
import type { CheckProblem, Path } from './problem.js';

/** One level of a rule's settings: the rule itself (index -1), or one of its overrides. */
interface Layer {
  readonly index: number;
  readonly path: Path;
  readonly category: string | undefined;
  readonly priceList: string | undefined;
  /** The numbers set here; on the rule itself every one, defaults included. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Names written in the file here. */
  readonly written: ReadonlySet<string>;
}

/**
 * Holds the ascending pairs of a rule to their order on every row: within the rule, under each override, and where two
 * overrides meet. Each of the two values comes from one layer, so looking at all pairs of layers is enough.
 */
export function checkOrder(
  rule: PriceRule,
  raw: RawRule,
  place: { readonly path: Path; readonly separator: string },
): CheckProblem[] {
  const layers = layersOf(rule, raw, place);
  const found: CheckProblem[] = [];
  for (const [lower, upper] of rule.ascending ?? []) {
    for (const low of layers) {
      for (const high of layers) {
        const lowValue = low.numbers.get(lower);
        const highValue = high.numbers.get(upper);
        if (lowValue === undefined || highValue === undefined || lowValue <= highValue) continue;
        if (!canMeet(low, high, { lower, upper })) continue;
        const later = low.index >= high.index ? low : high;
        const name = later.written.has(lower) ? lower : upper;
        const message = `${lower} (${lowValue}) may not exceed ${upper} (${highValue})${meetingText(low, high)}`;
        found.push({ path: [...later.path, name], message, comparesWith: place.path });
      }
    }
  }
  return found;
}

function layersOf(
  rule: PriceRule,
  raw: RawRule,
  place: { readonly path: Path; readonly separator: string },
): Layer[] {
  const defaults = Object.entries(rule.parameters).map(
    ([name, parameter]) => [name, parameter.default] as const,
  );
  const written = parametersOf(rule, raw);
  const base: Layer = {
    index: -1,
    path: place.path,
    category: undefined,
    priceList: undefined,
    numbers: numbersAmong([...defaults, ...Object.entries(written)]),
    written: new Set(Object.keys(written)),
  };
  const overrides = (raw.overrides ?? []).map((override: RawOverride, index): Layer => {
    const { category, priceList } = override;
    const changes = parametersOf(rule, override);
    return {
      index,
      path: [...place.path, 'overrides', index],
      category: category === undefined ? undefined : (categoryPath(category, place.separator) ?? category),
      priceList,
      numbers: numbersAmong(Object.entries(changes)),
      written: new Set(Object.keys(changes)),
    };
  });
  return [base, ...overrides];
}

function numbersAmong(entries: readonly (readonly [string, unknown])[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [name, value] of entries) if (typeof value === 'number') numbers.set(name, value);
  return numbers;
}

/** True when some row takes its lower value from `low` and its upper value from `high`. */
function canMeet(low: Layer, high: Layer, pair: { readonly lower: string; readonly upper: string }): boolean {
  if (low.index === high.index) return true;
  // The later layer wins: where it sets both, the earlier one's value never meets it.
  const hidden = low.index > high.index ? low.numbers.has(pair.upper) : high.numbers.has(pair.lower);
  return (
    !hidden &&
    overlap(low.priceList, high.priceList, equal) &&
    overlap(low.category, high.category, oneHoldsTheOther)
  );
}

function overlap(
  a: string | undefined,
  b: string | undefined,
  both: (a: string, b: string) => boolean,
): boolean {
  return a === undefined || b === undefined || both(a, b);
}

function equal(a: string, b: string): boolean {
  return a === b;
}

function oneHoldsTheOther(a: string, b: string): boolean {
  return a === b || a.startsWith(b + CATEGORY_JOINT) || b.startsWith(a + CATEGORY_JOINT);
}

function meetingText(low: Layer, high: Layer): string {
  if (low.index === high.index) return '';
  const earlier = low.index < high.index ? low : high;
  if (earlier.index === -1) return ', as set on the rule or by default';
  return `, as set by overrides[${earlier.index}] for rows of both`;
}
