import type { JudgedOrder } from './replay-report.js';

interface Row {
  orderCount: number;
  readonly examples: JudgedOrder[];
}

/** Counts orders by group, and keeps the first few of each. */
export class ReplayExamples<Group extends object> {
  readonly #max: number;
  readonly #rows = new Map<string, Group & Row>();

  /** @param max orders kept of each group. */
  constructor(max: number) {
    this.#max = max;
  }

  see(key: string, group: Group, order: JudgedOrder): void {
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { ...group, orderCount: 0, examples: [] };
      this.#rows.set(key, row);
    }
    row.orderCount += 1;
    if (row.examples.length < this.#max) row.examples.push(order);
  }

  /** The group of most orders first; among equals by key. */
  rows(): readonly (Group & { readonly orderCount: number; readonly examples: readonly JudgedOrder[] })[] {
    return [...this.#rows]
      .sort(([left, a], [right, b]) => b.orderCount - a.orderCount || (left < right ? -1 : 1))
      .map(([, row]) => ({ ...row, examples: [...row.examples] }));
  }
}
