import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type YAMLMap } from 'yaml';
import { memberName } from './yaml-keys.js';
import type { Path } from './problem.js';

/** A position in the file, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Finds where the values of a document stand: only of those asked for, as few of them ever are. */
export class PlaceFinder {
  readonly #document: Document;
  readonly #placeAt: (offset: number) => Place;
  readonly #members = new WeakMap<
    YAMLMap,
    ReadonlyMap<string, { readonly key: unknown; readonly value: unknown }>
  >();

  constructor(document: Document, placeAt: (offset: number) => Place) {
    this.#document = document;
    this.#placeAt = placeAt;
  }

  /** Where the key of a path stands (for an item of a list, the item itself), else the nearest one above it. */
  placeOf(path: Path): Place {
    let node: unknown = this.#document.contents;
    let shown: unknown = node;
    for (const part of path) {
      const holder = isAlias(node) ? node.resolve(this.#document) : node;
      if (isSeq(holder) && typeof part === 'number' && part in holder.items) {
        shown = node = holder.items[part];
      } else if (isMap(holder)) {
        const member = this.#membersOf(holder).get(String(part));
        if (member === undefined) break;
        shown = member.key;
        node = member.value;
      } else break;
    }
    return this.placeOfNode(shown);
  }

  placeOfNode(node: unknown): Place {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    return this.#placeAt(range?.[0] ?? 0);
  }

  #membersOf(map: YAMLMap): ReadonlyMap<string, { readonly key: unknown; readonly value: unknown }> {
    let members = this.#members.get(map);
    if (members === undefined) {
      members = new Map(map.items.filter(isPair).map((pair) => [memberName(pair.key), pair] as const));
      this.#members.set(map, members);
    }
    return members;
  }
}
