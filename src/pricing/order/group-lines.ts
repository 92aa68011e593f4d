import type { CheckoutOrder } from '../../catalog/order.js';
import { GrowingGroup, priceListOf, type OrderGroup } from './order-group.js';
import type { PriceSource } from './price-source.js';

/** Up to so many groups, looking at each of them is quicker than a table. */
const FEW = 12;

/**
 * Lines added up by SKU and price list, in order of SKU, then price list (UTF-16 code units): whatever order they came in.
 *
 * @param order checked by `findOrderProblem`, or as strictly.
 */
export function groupLines(
  { lines, currency }: Pick<CheckoutOrder, 'lines' | 'currency'>,
  book: PriceSource,
): readonly GrowingGroup[] {
  const table = lines.length > FEW ? new GroupTable() : undefined;
  const groups: GrowingGroup[] = [];
  for (const line of lines) {
    const priceList = priceListOf(line);
    const known = table === undefined ? find(groups, line.sku, priceList) : table.find(line.sku, priceList);
    if (known !== undefined) {
      known.add(line);
      continue;
    }
    const ordinal = book.ordinalOf(line.sku, priceList, currency);
    const group = new GrowingGroup(book, ordinal, line, lines);
    groups.push(group);
    table?.enter(group);
  }
  return inOrder(groups);
}

function find(groups: readonly GrowingGroup[], sku: string, priceList: string): GrowingGroup | undefined {
  for (const group of groups) if (group.sku === sku && group.priceList === priceList) return group;
  return undefined;
}

/** What the groups of many lines are looked up in. */
class GroupTable {
  readonly #groups = new Map<string, Map<string, GrowingGroup>>();

  find(sku: string, priceList: string): GrowingGroup | undefined {
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
