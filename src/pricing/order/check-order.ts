import type { CheckoutLine, CheckoutOrder, Reduction } from '../../catalog/order.js';
import { parseCurrency } from '../../money/currency.js';
import { ORDER_LIMITS } from './order-limits.js';

/** Why an order cannot be judged: it is not of the documented form. */
export interface OrderProblem {
  /** The line it stands in, from 0; undefined for what stands in no line. */
  readonly line?: number;
  /** Where: in the line, if there is one, such as `quantity`, else in the order, such as `currency`. */
  readonly field: string;
  /** What was got and what was expected; quotes no text of the order. */
  readonly problem: string;
}

/** Up to so many lines, looking at each of the others is quicker than a set. */
const FEW = 12;

/** What is wrong with an order, the first problem; undefined for one that can be judged. */
export function findOrderProblem(order: CheckoutOrder): OrderProblem | undefined {
  const problem = findHeadProblem(order);
  if (problem !== undefined) return problem;
  const { lines } = order;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const found = line === undefined ? NO_LINE : findLineProblem(line);
    if (found !== undefined) return { ...found, line: index };
  }
  const repeated = repeatedLine(lines);
  return repeated === undefined ? undefined : { ...REPEATED_ID, line: repeated };
}

const NO_LINE: OrderProblem = { field: '', problem: 'got nothing, expected a line' };
const REPEATED_ID: OrderProblem = {
  field: 'lineId',
  problem: 'is the id of an earlier line: each line needs its own',
};

/** The first line that has the id of an earlier one; undefined where each has its own. */
export function repeatedLine(lines: readonly Pick<CheckoutLine, 'lineId'>[]): number | undefined {
  if (lines.length <= FEW) {
    for (let index = 1; index < lines.length; index++) if (hasEarlierId(lines, index)) return index;
    return undefined;
  }
  const seen = new Set<string>();
  for (const [index, { lineId }] of lines.entries()) {
    if (seen.has(lineId)) return index;
    seen.add(lineId);
  }
  return undefined;
}

function hasEarlierId(lines: readonly Pick<CheckoutLine, 'lineId'>[], index: number): boolean {
  const lineId = lines[index]?.lineId;
  for (let earlier = 0; earlier < index; earlier++) if (lines[earlier]?.lineId === lineId) return true;
  return false;
}

/** Where in the order, such as `lines[2].quantity`. */
export function placeOf({ line, field }: OrderProblem): string {
  if (line === undefined) return field;
  return field === '' ? `lines[${line}]` : `lines[${line}].${field}`;
}

/** What is wrong besides its lines. */
function findHeadProblem(order: CheckoutOrder): OrderProblem | undefined {
  // What comes from JavaScript has been promised a type, not checked.
  if (typeof order !== 'object' || (order as CheckoutOrder | null) === null)
    return { field: '', problem: `got ${kindOf(order)}, expected an order` };
  const { currency, shippingMinor, shippingReductions, lines } = order;
  if (typeof currency !== 'string' || parseCurrency(currency) === undefined)
    return { field: 'currency', problem: 'expected an ISO 4217 code such as KRW or USD' };
  if (shippingMinor !== undefined && !isAmount(shippingMinor))
    return { field: 'shippingMinor', problem: amountProblem(shippingMinor) };
  if (shippingReductions !== undefined) {
    const found = findReductionProblem(shippingReductions);
    if (found !== undefined) return at('shippingReductions', found);
  }
  if (!Array.isArray(lines))
    return { field: 'lines', problem: `got ${kindOf(lines)}, expected a list of lines` };
  if (lines.length === 0 || lines.length > ORDER_LIMITS.linesMax) {
    const problem = `got ${lines.length} lines, expected 1 to ${ORDER_LIMITS.linesMax}`;
    return { field: 'lines', problem };
  }
  return undefined;
}

/** What is wrong with one line. The field is told within the line. */
function findLineProblem(line: CheckoutLine): OrderProblem | undefined {
  if (typeof line !== 'object' || (line as CheckoutLine | null) === null)
    return { field: '', problem: `got ${kindOf(line)}, expected a line` };
  if (!isText(line.lineId, ORDER_LIMITS.textMax)) return textProblem('lineId');
  if (!isText(line.sku, ORDER_LIMITS.textMax)) return textProblem('sku');
  if (line.priceList !== undefined && !isText(line.priceList, ORDER_LIMITS.textMax))
    return textProblem('priceList');
  if (line.category !== undefined && !isWord(line.category)) return categoryProblem();
  const { quantity, unitPriceMinor } = line;
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > ORDER_LIMITS.quantityMax) {
    const problem = `got ${shown(quantity)}, expected units from 1 to ${ORDER_LIMITS.quantityMax}`;
    return { field: 'quantity', problem };
  }
  if (!isAmount(unitPriceMinor)) return { field: 'unitPriceMinor', problem: amountProblem(unitPriceMinor) };
  if (!Number.isSafeInteger(unitPriceMinor * quantity))
    return { field: 'unitPriceMinor', problem: 'price x quantity is beyond 2^53 - 1 minor units' };
  if (line.reductions === undefined) return undefined;
  const found = findReductionProblem(line.reductions);
  if (found !== undefined) return at('reductions', found);
  if (sumOf(line.reductions) > unitPriceMinor * quantity)
    return { field: 'reductions', problem: 'take off more than the line costs' };
  return undefined;
}

/** Sum of reductions; those of a checked order are exact. */
export function sumOf(reductions: readonly Reduction[]): number {
  let sum = 0;
  for (const { amountMinor } of reductions) sum += amountMinor;
  return sum;
}

function findReductionProblem(reductions: readonly Reduction[]): OrderProblem | undefined {
  if (!Array.isArray(reductions))
    return { field: '', problem: `got ${kindOf(reductions)}, expected a list of reductions` };
  if (reductions.length > ORDER_LIMITS.reductionsMax) {
    const problem = `got ${reductions.length} reductions, expected at most ${ORDER_LIMITS.reductionsMax}`;
    return { field: '', problem };
  }
  let sum = 0;
  for (let index = 0; index < reductions.length; index++) {
    const reduction = reductions[index] as Reduction | null | undefined;
    if (typeof reduction !== 'object' || reduction === null)
      return { field: `[${index}]`, problem: `got ${kindOf(reduction)}, expected a reduction` };
    if (!isText(reduction.promotionId, ORDER_LIMITS.textMax)) return textProblem(`[${index}].promotionId`);
    if (!isAmount(reduction.amountMinor))
      return { field: `[${index}].amountMinor`, problem: amountProblem(reduction.amountMinor) };
    sum += reduction.amountMinor;
  }
  if (Number.isSafeInteger(sum)) return undefined;
  return { field: '', problem: 'sum up beyond 2^53 - 1 minor units' };
}

function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isText(value: string, maximum: number): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= maximum;
}

const CONTROL = /[\u0000-\u001f\u007f]/;

/** A category becomes a scope in the store. */
function isWord(category: string): boolean {
  return isText(category, ORDER_LIMITS.categoryMax) && !CONTROL.test(category);
}

function categoryProblem(): OrderProblem {
  const problem = `expected 1 to ${ORDER_LIMITS.categoryMax} characters, no control characters`;
  return { field: 'category', problem };
}

function textProblem(field: string): OrderProblem {
  return { field, problem: `expected a text of 1 to ${ORDER_LIMITS.textMax} characters` };
}

function amountProblem(value: unknown): string {
  return `got ${shown(value)}, expected minor units: a whole number from 0 to 2^53 - 1`;
}

/** Numbers are shown, whatever else is there may be anything and is not. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function at(field: string, found: OrderProblem): OrderProblem {
  const joint = found.field === '' || found.field.startsWith('[') ? '' : '.';
  return { field: `${field}${joint}${found.field}`, problem: found.problem };
}
