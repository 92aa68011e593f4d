import { compareRows } from '../remedy/memory-sorter.js';
import type { SortRow } from '../remedy/sorter.js';

/** Rows in order, one at a time. */
export interface RowSource {
  /** The next row; undefined behind the last. */
  next(): SortRow | undefined;
}

interface Head {
  readonly source: RowSource;
  row: SortRow;
}

/** Every row of some sources that are in order, in order. */
export function* mergeRows(sources: readonly RowSource[]): Generator<SortRow, void, undefined> {
  const heads: Head[] = [];
  for (const source of sources) {
    const row = source.next();
    if (row !== undefined) heads.push({ source, row });
  }
  // A heap: the least row of all stands first.
  for (let at = (heads.length >> 1) - 1; at >= 0; at -= 1) sink(heads, at);
  for (let head = heads[0]; head !== undefined; head = heads[0]) {
    yield head.row;
    const row = head.source.next();
    const last = row === undefined ? heads.pop() : undefined;
    if (row !== undefined) head.row = row;
    else if (last !== undefined && last !== head) heads[0] = last;
    sink(heads, 0);
  }
}

function sink(heads: Head[], from: number): void {
  let at = from;
  for (;;) {
    const child = lesserChild(heads, at);
    const [one, other] = [heads[at], heads[child]];
    if (one === undefined || other === undefined || compareRows(one.row, other.row) <= 0) return;
    heads[at] = other;
    heads[child] = one;
    at = child;
  }
}

/** Where the lesser child stands; beyond the end where there is none. */
function lesserChild(heads: readonly Head[], at: number): number {
  const left = 2 * at + 1;
  const [one, other] = [heads[left], heads[left + 1]];
  return one !== undefined && other !== undefined && compareRows(other.row, one.row) < 0 ? left + 1 : left;
}
