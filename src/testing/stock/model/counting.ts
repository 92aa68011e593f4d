import type { CountedEvent, TripRule } from '../../../catalog/trip.js';
import { SALE_SCOPE, stockKeyScope } from '../../../stock/mode.js';
import type { Happening, HappeningScope } from './happening.js';
import type { ModelSale, OrderContent } from './state.js';

/** What a rule measured in a scope. */
export interface Measured {
  readonly measured: number;
  readonly sample: number;
  readonly isPassed: boolean;
}

/** What an order is to trip rules. */
export function happeningScopes(
  { lines, scopes }: OrderContent,
  told: {
    readonly events: readonly CountedEvent[];
    readonly deepScopes?: readonly string[];
    readonly buyer?: string;
  },
): readonly HappeningScope[] {
  const { events, deepScopes = [], buyer } = told;
  const all = lines.reduce((units, line) => units + line.quantity, 0);
  const counted = [
    { scope: SALE_SCOPE, units: all },
    ...lines.map(({ stockKey, quantity }) => ({ scope: stockKeyScope(stockKey), units: quantity })),
    ...scopes
      .filter((scope) => scope !== SALE_SCOPE && !scope.startsWith('sku:'))
      .map((scope) => ({ scope, units: all })),
  ];
  return counted.map(({ scope, units }) => ({
    scope,
    events: deepScopes.includes(scope) ? [...events, 'deep' as const] : events,
    values: [],
    taken: buyer === undefined ? undefined : { buyer, units },
  }));
}

/** Scopes in which a rule hears of what has just happened, in order. */
export function heardIn(rule: TripRule, { scopes, spent }: Happening): readonly string[] {
  if (rule.measure === 'budget-share') return spent === undefined ? [] : [SALE_SCOPE];
  const hears = ({ scope, events, values, taken }: HappeningScope): boolean => {
    const isOfKind = rule.scope === 'sale' ? scope === SALE_SCOPE : scope.startsWith(`${rule.scope}:`);
    if (!isOfKind) return false;
    if (rule.measure === 'distinct') return values.length > 0;
    if (rule.measure === 'top-share') return taken !== undefined;
    return events.some((event) => rule.events.includes(event) || rule.of.includes(event));
  };
  return scopes.filter(hears).map(({ scope }) => scope);
}

/** Measures a rule in a scope by going through all that has happened there since it was last emptied. */
export function measure(sale: ModelSale, rule: TripRule, scope: string): Measured {
  const last = sale.happenings.at(-1);
  if (rule.measure === 'budget-share') {
    const budget = sale.config.lossBudgetMinor ?? 0;
    const { before = 0, after = 0 } = last?.spent ?? {};
    const now = share(after, budget, rule);
    return { ...now, sample: 0, isPassed: now.isPassed && !share(before, budget, rule).isPassed };
  }
  const from = Math.max(
    0,
    ...sale.resets.filter((one) => one.ruleId === rule.id && one.scope === scope).map((one) => one.from),
  );
  const story = sale.happenings.slice(from).flatMap(({ atMs, scopes }) => {
    const found = scopes.find((one) => one.scope === scope);
    return found === undefined ? [] : [{ ...found, atMs }];
  });
  return measureStory(rule, story, last?.atMs ?? 0);
}

interface Told extends HappeningScope {
  readonly atMs: number;
}

function measureStory(rule: TripRule, story: readonly Told[], nowMs: number): Measured {
  const bucketOf = (atMs: number): number => Math.floor((10 * atMs) / rule.windowMs);
  const recent = story.filter(({ atMs }) => bucketOf(atMs) >= bucketOf(nowMs) - 9);
  const count = (names: readonly CountedEvent[]): number =>
    recent.flatMap(({ events }) => events).filter((event) => names.includes(event)).length;
  switch (rule.measure) {
    case 'count':
      return counted(count(rule.events), rule);
    case 'share':
      return share(count(rule.events), count(rule.of), rule);
    case 'distinct':
      return counted(distinctValues(story, { rule, bucketOf, nowMs }), rule);
    default:
      return topShare(
        story.filter(({ atMs }) => Math.floor(atMs / rule.windowMs) === Math.floor(nowMs / rule.windowMs)),
        rule,
      );
  }
}

function counted(measured: number, rule: TripRule): Measured {
  return { measured, sample: 0, isPassed: measured > rule.limit };
}

function share(part: number, whole: number, rule: TripRule): Measured {
  if (whole === 0) return { measured: 0, sample: 0, isPassed: false };
  const [wide, all, limit] = [10_000n * BigInt(part), BigInt(whole), BigInt(rule.limit)];
  return {
    measured: Number(wide / all),
    sample: whole,
    isPassed: whole >= rule.minimum && wide > limit * all,
  };
}

/** Values kept, told again from the beginning: known ones are seen again, new ones come in while there is room for them. */
function distinctValues(
  story: readonly Told[],
  {
    rule,
    bucketOf,
    nowMs,
  }: { readonly rule: TripRule; readonly bucketOf: (atMs: number) => number; readonly nowMs: number },
): number {
  let kept: readonly { readonly value: string; readonly bucket: number }[] = [];
  for (const { atMs, values } of story) {
    const bucket = bucketOf(atMs);
    const known = kept
      .filter((one) => one.bucket >= bucket - 9)
      .map((one) => (values.includes(one.value) ? { ...one, bucket } : one));
    const fresh = values.filter((value) => known.every((one) => one.value !== value));
    kept = [...known, ...fresh.map((value) => ({ value, bucket }))].slice(0, rule.limit + 1);
  }
  return kept.filter((one) => one.bucket >= bucketOf(nowMs) - 9).length;
}

const KEPT_BUYERS = 32;
const LARGEST_BUYERS = 10;

/** Space-Saving, told again from the beginning of the window. */
function topShare(story: readonly Told[], rule: TripRule): Measured {
  let kept: readonly { readonly buyer: string; readonly count: number; readonly error: number }[] = [];
  let whole = 0;
  for (const { taken } of story) {
    if (taken === undefined) continue;
    const { buyer, units } = taken;
    whole += units;
    const least = Math.min(...kept.map((one) => one.count));
    const place = kept.findIndex((one) => one.buyer === buyer);
    const goes =
      place >= 0 || kept.length < KEPT_BUYERS ? place : kept.findIndex((one) => one.count === least);
    const old = kept[goes];
    if (old === undefined) kept = [...kept, { buyer, count: units, error: 0 }];
    else {
      const error = old.buyer === buyer ? old.error : old.count;
      kept = kept.with(goes, { buyer, count: old.count + units, error });
    }
  }
  const certain = kept.map(({ count, error }) => count - error).sort((a, b) => b - a);
  const part = certain.slice(0, LARGEST_BUYERS).reduce((sum, units) => sum + units, 0);
  return share(part, whole, rule);
}
