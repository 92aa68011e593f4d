import type { CanonicalAllotment } from './canonical.js';
import { byStockKey } from './check-lines.js';
import {
  countMessage,
  COUNTING_RANGE,
  invalid,
  isInvalid,
  itemProblem,
  numberMessage,
  optionalNumberMessage,
  problem,
  stockKeyMessage,
} from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { Allotment } from './request.js';
import { shownValue } from './shown-value.js';

const ALLOTMENT_FIELDS: ReadonlySet<string> = new Set([
  'stockKey',
  'quantity',
  'perCustomer',
  'markdownMinor',
]);
const QUANTITY: NumberRange = { min: 0, max: STOCK_LIMITS.quantityMax };
/** From 1: a limit of 0 is read by some shops as "nobody may buy" and by others as "no limit". */
const PER_CUSTOMER: NumberRange = { min: 1, max: STOCK_LIMITS.quantityMax };

/** Allotments, copied: sorted by UTF-16 code units of their stock keys, each once. */
export function checkAllotments(
  allotments: unknown,
  { field, count }: { readonly field: string; readonly count: NumberRange },
): readonly CanonicalAllotment[] | Invalid {
  const message = countMessage(allotments, count);
  if (message !== undefined) return invalid(field, message);
  // countMessage has seen that this is an array.
  const given = allotments as readonly unknown[];
  const copies: CanonicalAllotment[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < given.length; index++) {
    const allotment = checkAllotment(given[index], { field, index });
    if (isInvalid(allotment)) return allotment;
    const { stockKey } = allotment;
    if (seen.has(stockKey)) {
      return invalid(
        `${field}[${index}].stockKey`,
        `got ${shownValue(stockKey)} a second time, expected each stock key once`,
      );
    }
    seen.add(stockKey);
    copies.push(allotment);
  }
  return copies.sort(byStockKey);
}

function checkAllotment(
  allotment: unknown,
  { field, index }: { readonly field: string; readonly index: number },
): CanonicalAllotment | Invalid {
  const wrongShape = itemProblem(allotment, ALLOTMENT_FIELDS, field, index);
  if (wrongShape !== undefined) return wrongShape;
  // An object by the check above; what its fields hold is looked at below.
  const { stockKey, quantity, perCustomer, markdownMinor } = allotment as Allotment;
  const at = `${field}[${index}]`;
  return (
    problem(`${at}.stockKey`, stockKeyMessage(stockKey)) ??
    problem(`${at}.quantity`, numberMessage(quantity, QUANTITY)) ??
    problem(`${at}.perCustomer`, optionalNumberMessage(perCustomer, PER_CUSTOMER)) ??
    problem(`${at}.markdownMinor`, optionalNumberMessage(markdownMinor, COUNTING_RANGE)) ?? {
      stockKey,
      quantity,
      perCustomer,
      // No markdown is none, however it is told.
      markdownMinor: markdownMinor === 0 ? undefined : markdownMinor,
    }
  );
}
