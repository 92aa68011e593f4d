import { categoryPath } from '../catalog/category-path.js';
import { PROMOTION_KINDS, type PromotionKind } from '../catalog/promotion.js';
import { parseInstant } from '../core/clock.js';
import { nearestName } from '../core/edit-distance.js';
import type { CurrencyCode } from '../money/currency.js';
import { amountsOf, checkAmounts, currencyOf } from './promotions-amounts.js';
import type { RawPromotion, RawPromotionField, RawPromotions } from './promotions-raw.js';
import { FIELDS_OF_KIND } from './promotions-shape.js';
import type { CheckProblem, Path } from './problem.js';

/** What a promotions file is read with beside its text. */
export interface PromotionsReading {
  /** Currency of the amounts where the file names none. */
  readonly currency: CurrencyCode | undefined;
  /** What separates the parts of a category path. */
  readonly categorySeparator: string;
}

/** What is wrong with a promotions file although each value alone is right. */
export function checkPromotions(file: RawPromotions, reading: PromotionsReading): CheckProblem[] {
  const found: CheckProblem[] = [];
  file.promotions.forEach((promotion, index) => {
    const path = ['promotions', index];
    found.push(
      ...checkKind(promotion, path),
      ...checkWindow(promotion, path),
      ...checkSteps(promotion, path),
      ...checkCategories(promotion, path, reading.categorySeparator),
    );
    const currency = currencyOf(promotion, file, reading.currency);
    if (currency !== undefined) found.push(...checkAmounts(promotion, currency, path));
  });
  return [...found, ...checkCurrency(file, reading.currency), ...checkIds(file.promotions)];
}

/** Told once: one line at the top of the file mends it for all. */
function checkCurrency(file: RawPromotions, catalogue: CurrencyCode | undefined): CheckProblem[] {
  const index = file.promotions.findIndex(
    (one) => currencyOf(one, file, catalogue) === undefined && amountsOf(one).length > 0,
  );
  if (index === -1) return [];
  const message =
    'got nothing, expected the currency of its amounts, such as KRW; name it here, or once for the whole file';
  return [{ path: ['promotions', index, 'currency'], message, comparesWith: ['currency'] }];
}

/** What a kind cannot do without, and what to write. */
const REQUIRED: Readonly<Record<PromotionKind, readonly (readonly [RawPromotionField, string])[]>> = {
  percent: [['percent', 'the percentage off, such as 10']],
  fixed: [
    ['amount', `the amount off, such as '5000'`],
    ['per', 'order (taken off once an order) or unit (taken off each unit)'],
  ],
  'buy-x-get-y': [
    ['buy', 'the units paid in full, such as 2'],
    ['get', 'the units that cost less, such as 1'],
  ],
  'tier-price': [['steps', `a list of steps such as { quantityMin: 3, price: '9000' }`]],
  'free-shipping': [],
};

function checkKind(promotion: RawPromotion, path: Path): CheckProblem[] {
  const { id, kind } = promotion;
  const found: CheckProblem[] = [];
  const missing = (name: RawPromotionField, expected: string): void => {
    found.push({ path: [...path, name], message: `got nothing, expected ${expected}` });
  };
  if (id === undefined) missing('id', 'an id: 1 to 64 of A-Z a-z 0-9 _ . : -');
  if (kind === undefined) missing('kind', `one of ${PROMOTION_KINDS.join(', ')}`);
  else {
    for (const [name, expected] of REQUIRED[kind]) if (promotion[name] === undefined) missing(name, expected);
    for (const owner of PROMOTION_KINDS) {
      if (owner === kind) continue;
      for (const name of FIELDS_OF_KIND[owner]) {
        if (promotion[name] === undefined) continue;
        const message = `belongs to kind ${owner}, this one is ${kind}; take it out, or change the kind`;
        found.push({ path: [...path, name], message });
      }
    }
  }
  return found;
}

function checkWindow({ startsAt, endsAt }: RawPromotion, path: Path): CheckProblem[] {
  if (startsAt === undefined || endsAt === undefined) return [];
  if ((parseInstant(endsAt) ?? 0) > (parseInstant(startsAt) ?? 0)) return []; // both are instants by the schema
  const message = `got ${endsAt}, expected an instant after startsAt (${startsAt})`;
  return [{ path: [...path, 'endsAt'], message }];
}

function checkSteps({ steps }: RawPromotion, path: Path): CheckProblem[] {
  return (steps ?? []).flatMap((step, index): CheckProblem[] => {
    const before = steps?.[index - 1];
    if (before === undefined || step.quantityMin > before.quantityMin) return [];
    const message = `got ${step.quantityMin}, expected more than ${before.quantityMin}, the step before: steps ascend`;
    return [{ path: [...path, 'steps', index, 'quantityMin'], message }];
  });
}

function checkCategories({ appliesTo }: RawPromotion, path: Path, separator: string): CheckProblem[] {
  return (appliesTo?.categories ?? []).flatMap((category, index): CheckProblem[] => {
    if (categoryPath(category, separator) !== undefined) return [];
    const message = `got "${category}" with an empty part, expected parts separated by "${separator}"`;
    return [{ path: [...path, 'appliesTo', 'categories', index], message }];
  });
}

/** Unknown ids for which the nearest one is looked up: each look-up compares with every id of the file. */
const SUGGESTED_MAX = 20;

function checkIds(promotions: readonly RawPromotion[]): CheckProblem[] {
  const found: CheckProblem[] = [];
  const indexOf = new Map<string, number>();
  promotions.forEach(({ id }, index) => {
    const first = id === undefined ? undefined : indexOf.get(id);
    if (first !== undefined) {
      const message = `${id ?? ''} is the id of promotions[${first}] already; every promotion has its own`;
      found.push({ path: ['promotions', index, 'id'], message });
    } else if (id !== undefined) indexOf.set(id, index);
  });
  const ids = [...indexOf.keys()];
  let suggestedCount = 0;
  promotions.forEach(({ id, excludes }, index) => {
    excludes?.forEach((excluded, at) => {
      const path = ['promotions', index, 'excludes', at];
      if (excluded === id) found.push({ path, message: `${excluded} excludes itself; take it out` });
      else if (!indexOf.has(excluded)) {
        suggestedCount += 1;
        const nearest = suggestedCount > SUGGESTED_MAX ? undefined : nearestName(excluded, ids);
        const fix =
          nearest === undefined ? 'no promotion of this file has this id' : `did you mean ${nearest}?`;
        found.push({ path, message: `got ${excluded}, expected the id of another promotion; ${fix}` });
      }
    });
  });
  return found;
}
