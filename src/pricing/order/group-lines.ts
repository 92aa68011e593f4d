import type { CheckoutLine, CheckoutOrder } from '../../catalog/order.js';
import { findLineProblem, type OrderProblem } from './check-order.js';
import { GrowingGroup, priceListOf, type OrderGroup } from './order-group.js';
import type { PriceSource } from './price-source.js';

/** Lines added up by SKU and price list, in order of SKU, then price list (UTF-16 code units): whatever order they came in. */
export type GroupedLines =
  | { readonly kind: 'grouped'; readonly groups: readonly GrowingGroup[] }
  | { readonly kind: 'invalid'; readonly problem: OrderProblem };

/** Up to so many lines, looking at each of the others is quicker than a table. */
const FEW = 12;

/** Checks and adds up the lines of an order whose other fields were checked. */
export function groupLines(order: CheckoutOrder, book: PriceSource): GroupedLines {
  const { lines } = order;
  const tables = lines.length > FEW ? new Tables() : undefined;
  const groups: GrowingGroup[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const problem = line === undefined ? NO_LINE : findLineProblem(line);
    if (line === undefined || problem !== undefined) return invalid(index, problem ?? NO_LINE);
    if (tables === undefined ? isRepeated(lines, index) : tables.sawBefore(line.lineId))
      return invalid(index, REPEATED_ID);
    const priceList = priceListOf(line);
    const known =
      tables === undefined ? find(groups, line.sku, priceList) : tables.groupOf(line.sku, priceList);
    if (known !== undefined) {
      known.add(line);
      continue;
    }
    const ordinal = book.ordinalOf(line.sku, priceList, order.currency);
    const group = new GrowingGroup(book, ordinal, line, lines);
    groups.push(group);
    tables?.enter(group);
  }
  return { kind: 'grouped', groups: inOrder(groups) };
}

const NO_LINE: OrderProblem = { field: '', problem: 'got nothing, expected a line' };
const REPEATED_ID: OrderProblem = {
  field: 'lineId',
  problem: 'is the id of an earlier line: each line needs its own',
};

function find(groups: readonly GrowingGroup[], sku: string, priceList: string): GrowingGroup | undefined {
  for (const group of groups) if (group.sku === sku && group.priceList === priceList) return group;
  return undefined;
}

function isRepeated(lines: readonly CheckoutLine[], index: number): boolean {
  const lineId = lines[index]?.lineId;
  for (let earlier = 0; earlier < index; earlier++) if (lines[earlier]?.lineId === lineId) return true;
  return false;
}

/** What many lines are looked up in. */
class Tables {
  readonly #lineIds = new Set<string>();
  readonly #groups = new Map<string, Map<string, GrowingGroup>>();

  sawBefore(lineId: string): boolean {
    if (this.#lineIds.has(lineId)) return true;
    this.#lineIds.add(lineId);
    return false;
  }

  groupOf(sku: string, priceList: string): GrowingGroup | undefined {
    return this.#groups.get(sku)?.get(priceList);
  }

  enter(group: GrowingGroup): void {
    const lists = this.#groups.get(group.sku) ?? new Map<string, GrowingGroup>();
    this.#groups.set(group.sku, lists.set(group.priceList, group));
  }
}

/** By insertion: a few groups that stand in order most of the time. */
function inOrder(groups: GrowingGroup[]): readonly GrowingGroup[] {
  for (let at = 1; at < groups.length; at++) {
    const before = groups[at - 1];
    const group = groups[at];
    if (before !== undefined && group !== undefined && compareGroups(before, group) > 0)
      return groups.sort(compareGroups);
  }
  return groups;
}

function compareGroups(left: OrderGroup, right: OrderGroup): number {
  if (left.sku !== right.sku) return left.sku < right.sku ? -1 : 1;
  if (left.priceList === right.priceList) return 0;
  return left.priceList < right.priceList ? -1 : 1;
}

function invalid(index: number, { field, problem }: OrderProblem): GroupedLines {
  const place = field === '' ? `lines[${index}]` : `lines[${index}].${field}`;
  return { kind: 'invalid', problem: { field: place, problem } };
}
