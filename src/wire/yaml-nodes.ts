import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Node } from 'yaml';
import type { DocumentLimits } from './document-limits.js';
import type { Path, Problem } from './problem.js';
import { memberName } from './yaml-keys.js';
import type { PlaceFinder } from './yaml-places.js';
import { keyTrap, scalarTrap } from './yaml-trap.js';

/** Deepest nesting, aliases written out; a policy needs seven levels. */
export const DEPTH_MAX = 32;
const ALIAS_MAX = 100;

/** Turns nodes into plain data, noting traps on the way. */
export class NodeReader {
  readonly problems: Problem[] = [];
  isOverfull = false;
  readonly #document: Document;
  readonly #places: PlaceFinder;
  readonly #valueMax: number;
  #valueCount = 0;
  #aliasCount = 0;

  constructor(document: Document, places: PlaceFinder, limits: DocumentLimits) {
    this.#document = document;
    this.#places = places;
    this.#valueMax = limits.valueMax;
  }

  read(node: unknown, path: Path, depth: number): unknown {
    this.#valueCount += 1;
    if (this.isOverfull) return null;
    if (this.#valueCount > this.#valueMax || depth > DEPTH_MAX) {
      this.isOverfull = true;
      this.#report(path, node, this.#overfullText(depth));
      return null;
    }
    if (isAlias(node)) return this.#readAlias(node, path, depth);
    if (isMap(node)) return this.#readMap(node.items, path, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], depth + 1));
    if (!isScalar(node)) return null;
    const trap = scalarTrap(node);
    if (trap !== undefined) this.#report(path, node, trap);
    return node.value;
  }

  #overfullText(depth: number): string {
    if (this.#aliasCount === 0 && depth <= DEPTH_MAX)
      return `more than ${this.#valueMax} values; this file is too large`;
    return `aliases make this file too ${depth > DEPTH_MAX ? 'deep' : 'large'}; write values out`;
  }

  #readAlias(
    node: Node & { readonly source: string; resolve(document: Document): Node | undefined },
    path: Path,
    depth: number,
  ): unknown {
    this.#aliasCount += 1;
    const target = node.resolve(this.#document);
    if (target === undefined) this.#report(path, node, `*${node.source} names no anchor before it`);
    else if (this.#aliasCount > ALIAS_MAX) {
      if (!this.isOverfull) this.#report(path, node, `more than ${ALIAS_MAX} aliases; write the values out`);
      this.isOverfull = true;
    } else return this.read(target, path, depth + 1);
    return null;
  }

  #readMap(items: readonly unknown[], path: Path, depth: number): Record<string, unknown> {
    const members = new Map<string, unknown>();
    for (const item of items) {
      if (!isPair(item)) continue;
      const key = isScalar(item.key) ? item.key : undefined;
      const name = memberName(item.key);
      const at = [...path, name];
      const trap = key === undefined ? 'a list or section as key; write a name' : keyTrap(key);
      if (trap !== undefined) this.#report(at, item.key, trap);
      const value = this.read(item.value, at, depth + 1);
      // Not even as own property: what reads this object next might assign it.
      if (name !== '__proto__') members.set(name, value);
    }
    return Object.fromEntries(members);
  }

  #report(path: Path, node: unknown, message: string): void {
    this.problems.push({ ...this.#places.placeOfNode(node), path, message });
  }
}
