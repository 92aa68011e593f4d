import type { DocumentLimits } from './document-limits.js';

/** A value of a JSON text: where it stands, and what it holds. */
export interface JsonNode {
  /** Offset of its first character. */
  readonly offset: number;
  /** Of an object: its members by name. */
  readonly members?: Map<string, { readonly keyOffset: number; readonly node: JsonNode }>;
  /** Of an array. */
  readonly items?: JsonNode[];
}

const QUOTE = 0x22;
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0x3a]);
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const PLAIN = /[^\s,:\]}[{"]+/y;

/**
 * Notes where the values of a JSON text stand, without recursion.
 *
 * Whether the text is valid JSON is for `JSON.parse` to say: of any other text the answer means nothing.
 *
 * @returns undefined where the text holds what has to be told (a name twice, a number that would be rounded, too many
 * values, too deep a nesting), or is plainly no JSON.
 */
export function jsonPlaces(
  text: string,
  limits: DocumentLimits & { readonly depthMax: number },
): JsonNode | undefined {
  const scan = new JsonScan(text, limits);
  return scan.run();
}

class JsonScan {
  readonly #text: string;
  readonly #limits: DocumentLimits & { readonly depthMax: number };
  readonly #open: JsonNode[] = [];
  #root: JsonNode | undefined;
  #key: { readonly name: string; readonly offset: number } | undefined;
  #expectsKey = false;
  #valueCount = 0;

  constructor(text: string, limits: DocumentLimits & { readonly depthMax: number }) {
    this.#text = text;
    this.#limits = limits;
  }

  run(): JsonNode | undefined {
    let at: number | undefined = 0;
    while (at !== undefined && at < this.#text.length) at = this.#step(at);
    return at === undefined || this.#open.length > 0 ? undefined : this.#root;
  }

  /** Offset behind what stands at `at`; undefined ends the scan. */
  #step(at: number): number | undefined {
    const code = this.#text.charCodeAt(at);
    if (BLANKS.has(code)) return at + 1;
    switch (code) {
      case COMMA:
        this.#expectsKey = this.#open.at(-1)?.members !== undefined;
        return at + 1;
      case OPEN_OBJECT:
        this.#expectsKey = true;
        return this.#enter({ offset: at, members: new Map() }) ? at + 1 : undefined;
      case OPEN_ARRAY:
        this.#expectsKey = false;
        return this.#enter({ offset: at, items: [] }) ? at + 1 : undefined;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        this.#expectsKey = false;
        return this.#open.pop() === undefined ? undefined : at + 1;
      case QUOTE:
        return this.#string(at);
      default:
        return this.#plain(at);
    }
  }

  #enter(node: JsonNode): boolean {
    if (!this.#add(node)) return false;
    return this.#open.push(node) <= this.#limits.depthMax;
  }

  #string(at: number): number | undefined {
    const end = endOfString(this.#text, at);
    if (end === -1) return undefined;
    if (this.#expectsKey) {
      const name = textOf(this.#text.slice(at, end));
      // Told by the reader of YAML: a name that stands twice, and one that would reach the prototype.
      if (name === undefined || name === '__proto__' || this.#open.at(-1)?.members?.has(name) === true) {
        return undefined;
      }
      this.#key = { name, offset: at };
      this.#expectsKey = false;
      return end;
    }
    return this.#add({ offset: at }) ? end : undefined;
  }

  #plain(at: number): number | undefined {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(this.#text)?.[0];
    if (plain === undefined) return undefined;
    const value = Number(plain);
    const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
    const isEndless = value === Infinity || value === -Infinity;
    return !isRounded && !isEndless && this.#add({ offset: at }) ? at + plain.length : undefined;
  }

  #add(node: JsonNode): boolean {
    this.#valueCount += 1;
    if (this.#valueCount > this.#limits.valueMax) return false;
    const holder = this.#open.at(-1);
    if (holder === undefined) {
      if (this.#root !== undefined) return false;
      this.#root = node;
    } else if (holder.items !== undefined) holder.items.push(node);
    else if (this.#key !== undefined) {
      holder.members?.set(this.#key.name, { keyOffset: this.#key.offset, node });
      this.#key = undefined;
    } else return false;
    return true;
  }
}

/** Offset behind the closing quote of a string; -1 where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === 0x5c) at += 1;
  }
  return -1;
}

function textOf(literal: string): string | undefined {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
