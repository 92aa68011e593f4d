import {
  countMessage,
  invalid,
  isInvalid,
  itemProblem,
  numberMessage,
  stockKeyMessage,
} from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { StockLine } from './reservation.js';
import { shownValue } from './shown-value.js';

const LINE_FIELDS: ReadonlySet<string> = new Set(['stockKey', 'quantity']);
const LINE_COUNT: NumberRange = { min: 1, max: STOCK_LIMITS.linesMax };
const QUANTITY: NumberRange = { min: 1, max: STOCK_LIMITS.quantityMax };

/**
 * Lines in canonical form, copied: equal stock keys summed, sorted by UTF-16 code units. The same SKU on two lines, each
 * compared alone with what is available, is a known way to oversell.
 */
export function checkLines(lines: unknown): readonly StockLine[] | Invalid {
  const message = countMessage(lines, LINE_COUNT);
  if (message !== undefined) return invalid('lines', message);
  // countMessage has seen that this is an array.
  const given = lines as readonly unknown[];
  const copies: StockLine[] = [];
  let inOrder = true;
  let before = '';
  for (let index = 0; index < given.length; index++) {
    const line = checkLine(given[index], index);
    if (isInvalid(line)) return line;
    if (line.stockKey <= before) inOrder = false;
    before = line.stockKey;
    copies.push(line);
  }
  return inOrder ? copies : sumEqualKeys(copies.sort(byStockKey));
}

/** Order of canonical lines and allotments: by UTF-16 code units, the same on every machine and in every locale. */
export function byStockKey(
  left: { readonly stockKey: string },
  right: { readonly stockKey: string },
): number {
  if (left.stockKey === right.stockKey) return 0;
  return left.stockKey < right.stockKey ? -1 : 1;
}

function checkLine(line: unknown, index: number): StockLine | Invalid {
  const shape = itemProblem(line, LINE_FIELDS, 'lines', index);
  if (shape !== undefined) return shape;
  // An object by the check above; what its fields hold is looked at below.
  const { stockKey, quantity } = line as StockLine;
  const wrongKey = stockKeyMessage(stockKey);
  if (wrongKey !== undefined) return invalid(`lines[${index}].stockKey`, wrongKey);
  const wrongQuantity = numberMessage(quantity, QUANTITY);
  if (wrongQuantity !== undefined) return invalid(`lines[${index}].quantity`, wrongQuantity);
  return { stockKey, quantity };
}

function sumEqualKeys(sorted: readonly StockLine[]): readonly StockLine[] | Invalid {
  const sums: StockLine[] = [];
  for (const line of sorted) {
    const last = sums.at(-1);
    if (last?.stockKey !== line.stockKey) {
      sums.push(line);
      continue;
    }
    const quantity = last.quantity + line.quantity;
    if (quantity > QUANTITY.max) {
      return invalid(
        'lines',
        `got more than ${QUANTITY.max} units of ${shownValue(line.stockKey)} in all, expected at most ${QUANTITY.max}`,
      );
    }
    sums[sums.length - 1] = { stockKey: line.stockKey, quantity };
  }
  return sums;
}
