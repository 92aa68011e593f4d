import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import type { Path, Problem } from './problem.js';
import { exceedsDepth } from './yaml-depth.js';
import { keyTrap, scalarTrap } from './yaml-trap.js';

/** Longest file read: some twenty times a policy that tunes every rule for hundreds of categories. */
const TEXT_MAX = 1_048_576;
/** Deepest nesting; a policy needs seven levels. */
const DEPTH_MAX = 32;
/** Values after aliases are written out: a chain of aliases can grow a short file without end. */
const VALUE_MAX = 50_000;
const ALIAS_MAX = 100;
const DIRECTIVE = /^%/m;

/** A position in the file, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML or JSON file as plain data, knowing where each value stands. */
export interface ReadDocument {
  /** Null, booleans, finite numbers, strings, arrays and plain objects; undefined when the text is no document. */
  readonly value: unknown;
  /** Syntax errors, and values that YAML readers disagree about. */
  readonly problems: readonly Problem[];
  /** True when `value` is worth checking further: the text as a whole could be read. */
  readonly isReadable: boolean;
  /** Where the key of a path stands (for an item of a list, the item itself), else the nearest one above it. */
  placeOf(path: Path): Place;
}

/**
 * Reads one YAML 1.2 document, of which JSON is a part. What different YAML readers take for different values is a
 * problem here, never a guess: `010`, `1_000`, unquoted `no`, duplicate keys, tabs, a second document, tags.
 */
export function readDocument(text: string): ReadDocument {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.length > TEXT_MAX) return unreadable(`longer than ${TEXT_MAX} characters`);
  // Before composing: the YAML library recurses, and some 20,000 nested brackets end the whole process.
  if (exceedsDepth(body, DEPTH_MAX)) return unreadable(`nested more than ${DEPTH_MAX} levels deep`);

  const lines = new LineCounter();
  const document = parseDocument(body, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    uniqueKeys: true,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings].map((fault): Problem => {
    return { ...placeAt(fault.pos[0]), path: [], message: FAULTS[fault.code] ?? sentence(fault.message) };
  });
  // A %YAML 1.1 directive would bring the old booleans and octal numbers back.
  const directive = DIRECTIVE.exec(body);
  if (directive !== null)
    faults.push({ ...placeAt(directive.index), path: [], message: 'a % directive; remove it' });
  if (faults.length > 0) return { ...unreadable(''), problems: faults };

  const reader = new NodeReader(document, placeAt);
  const value = reader.read(document.contents, [], 0);
  return {
    value,
    problems: reader.problems,
    isReadable: !reader.isOverfull,
    placeOf: (path) => reader.placeOf(path),
  };
}

const FAULTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands here a second time; keep one',
  MULTIPLE_DOCS: 'a second document starts here; a file holds one: remove the --- line and what follows',
  TAB_AS_INDENT: 'a tab in the indentation; YAML wants blanks',
  TAG_RESOLVE_FAILED: 'a tag (!…); write the value without it',
};

function sentence(message: string): string {
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function unreadable(message: string): ReadDocument {
  const start: Place = { line: 1, column: 1 };
  return {
    value: undefined,
    problems: [{ ...start, path: [], message }],
    isReadable: false,
    placeOf: () => start,
  };
}

/** Turns nodes into plain data, noting places and traps on the way. */
class NodeReader {
  readonly problems: Problem[] = [];
  isOverfull = false;
  readonly #document: Document;
  readonly #placeAt: (offset: number) => Place;
  readonly #places = new Map<string, Place>();
  #valueCount = 0;
  #aliasCount = 0;

  constructor(document: Document, placeAt: (offset: number) => Place) {
    this.#document = document;
    this.#placeAt = placeAt;
  }

  placeOf(path: Path): Place {
    for (let length = path.length; length >= 0; length--) {
      const place = this.#places.get(JSON.stringify(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return { line: 1, column: 1 };
  }

  read(node: unknown, path: Path, depth: number): unknown {
    this.#valueCount += 1;
    if (this.isOverfull) return null;
    if (this.#valueCount > VALUE_MAX || depth > DEPTH_MAX) {
      this.isOverfull = true;
      this.#report(
        path,
        node,
        `aliases make this file too ${depth > DEPTH_MAX ? 'deep' : 'large'}; write values out`,
      );
      return null;
    }
    if (isAlias(node)) return this.#readAlias(node, path, depth);
    if (!this.#places.has(JSON.stringify(path))) this.#place(path, node);
    if (isMap(node)) return this.#readMap(node.items, path, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], depth + 1));
    if (!isScalar(node)) return null;
    const trap = scalarTrap(node);
    if (trap !== undefined) this.#report(path, node, trap);
    return node.value;
  }

  #readAlias(
    node: Node & { readonly source: string; resolve(document: Document): Node | undefined },
    path: Path,
    depth: number,
  ): unknown {
    this.#place(path, node);
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
      const name = key === undefined ? '' : typeof key.value === 'string' ? key.value : (key.source ?? '');
      const at = [...path, name];
      this.#place(at, item.key);
      const trap = key === undefined ? 'a list or section as key; write a name' : keyTrap(key);
      if (trap !== undefined) this.#report(at, item.key, trap);
      const value = this.read(item.value, at, depth + 1);
      // Not even as own property: what reads this object next might assign it.
      if (name !== '__proto__') members.set(name, value);
    }
    return Object.fromEntries(members);
  }

  #place(path: Path, node: unknown): void {
    this.#places.set(JSON.stringify(path), this.#placeOfNode(node));
  }

  #report(path: Path, node: unknown, message: string): void {
    this.problems.push({ ...this.#placeOfNode(node), path, message });
  }

  #placeOfNode(node: unknown): Place {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    return this.#placeAt(range?.[0] ?? 0);
  }
}
