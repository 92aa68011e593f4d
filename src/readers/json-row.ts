import type { ReadLimits } from '../catalog/format.js';
import type { RowProblem } from '../catalog/row.js';
import { BLANK, COMMA, CR, DELETE, HIGH_BIT, LF, QUOTE } from './ascii.js';
import type { ByteWindow } from './byte-window.js';
import type { JsonKey, JsonKeys } from './json-keys.js';
import { visibleText } from './shown-text.js';

const TAB = 0x09;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Marks of a text; {@link HIGH_BIT} is the third: it holds a character that is not ASCII. */
export const HAS_ESCAPE = 0x01;
export const HAS_DELETE = 0x02;

/** What stands at a key. `absent`: the row does not have the key. */
export const JSON_KINDS = ['absent', 'text', 'number', 'boolean', 'null', 'nested'] as const;

export type JsonKind = (typeof JSON_KINDS)[number];

/** Why a line is no row. */
export interface JsonMistake {
  readonly kind: RowProblem;
  readonly hint: string;
}

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;
const NOT_JSON: JsonMistake = {
  kind: 'not-json',
  hint: 'the line must be one JSON object, complete and on one line',
};

/**
 * Reads one line as one JSON object without making it: where each value stands, and what it is. Strict as RFC 8259 is, and
 * stricter: a key twice in one object is a mistake. Numbers keep their digits as written (`12.90` is not a float here).
 * Values in lists or objects of their own are not looked into, only checked to be JSON.
 */
export class JsonRow<C extends string> {
  /** By slot. A text stands between its quotes, any other value as a whole. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly marks: Uint8Array;
  readonly kinds: JsonKind[];
  readonly keys: (JsonKey | undefined)[];
  /** All values' marks together. */
  rowMarks = 0;
  /** True when a column holds a value that has no text: a boolean, a list or an object. */
  hasMisfits = false;
  readonly #window: ByteWindow;
  readonly #names: JsonKeys<C>;
  readonly #keyCountMax: number;
  #row = 0;
  // The text or value read last:
  #start = 0;
  #end = 0;
  #marks = 0;

  constructor(
    window: ByteWindow,
    names: JsonKeys<C>,
    options: { readonly slotCount: number; readonly limits: ReadLimits },
  ) {
    this.#window = window;
    this.#names = names;
    this.#keyCountMax = options.limits.columnCount;
    this.starts = new Int32Array(options.slotCount);
    this.ends = new Int32Array(options.slotCount);
    this.marks = new Uint8Array(options.slotCount);
    this.kinds = new Array<JsonKind>(options.slotCount).fill('absent');
    this.keys = new Array<JsonKey | undefined>(options.slotCount).fill(undefined);
  }

  /** Reads `bytes[start, end)` of the window. @returns undefined when it is a row. */
  read(start: number, end: number): JsonMistake | undefined {
    this.kinds.fill('absent');
    this.rowMarks = 0;
    this.hasMisfits = false;
    this.#row++;
    this.#names.forgetMany();
    const at = this.#pastBlanks(start, end);
    if (this.#window.bytes[at] !== OPEN_OBJECT) return this.#notAnObject(start, end);
    return this.#readMembers(this.#pastBlanks(at + 1, end), end);
  }

  #readMembers(from: number, end: number): JsonMistake | undefined {
    const bytes = this.#window.bytes;
    if (bytes[from] === CLOSE_OBJECT) return this.#endRow(from + 1, end);
    let at = from;
    for (let count = 1; ; count++) {
      if (count > this.#keyCountMax) {
        return {
          kind: 'too-many-fields',
          hint: `the object has more than ${this.#keyCountMax} keys, the limit of the format`,
        };
      }
      at = this.#readKey(at, end);
      if (at < 0) return NOT_JSON;
      const key = this.#key();
      if (key.seenInRow === this.#row) return repeated(key.name);
      key.seenInRow = this.#row;
      const kind = this.#valueKind(at);
      at = this.#readValue(kind, at, end);
      if (at < 0) return NOT_JSON;
      const mistake = this.#put(key, kind);
      if (mistake !== undefined) return mistake;
      at = this.#pastBlanks(at, end);
      if (at >= end) return NOT_JSON;
      if (bytes[at] === CLOSE_OBJECT) return this.#endRow(at + 1, end);
      if (bytes[at] !== COMMA) return NOT_JSON;
      at = this.#pastBlanks(at + 1, end);
    }
  }

  /** @returns where the value of the key starts; -1 when there is no key and colon. */
  #readKey(from: number, end: number): number {
    const at = this.#window.bytes[from] === QUOTE ? this.#readText(from, end) : -1;
    if (at < 0) return -1;
    const colon = this.#pastBlanks(at, end);
    if (colon >= end || this.#window.bytes[colon] !== COLON) return -1;
    const value = this.#pastBlanks(colon + 1, end);
    return value < end ? value : -1;
  }

  #key(): JsonKey {
    const spelling = this.#window.text.slice(this.#start, this.#end);
    const marks = this.#marks;
    return this.#names.key(spelling, () => this.textBetween(this.#start, this.#end, marks));
  }

  /** Text between two quotes, with its escapes resolved. */
  textBetween(start: number, end: number, marks: number): string {
    const { text, bytes } = this.#window;
    const raw = (marks & HIGH_BIT) === 0 ? text.slice(start, end) : bytes.toString('utf8', start, end);
    // JSON.parse of one text: the escapes were checked when it was read, so it cannot throw, and it gives a string.
    return (marks & HAS_ESCAPE) === 0 ? raw : String(JSON.parse(`"${raw}"`));
  }

  #valueKind(at: number): JsonKind {
    const byte = this.#window.bytes[at] ?? 0;
    if (byte === QUOTE) return 'text';
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) return 'nested';
    if (byte === 0x74 || byte === 0x66) return 'boolean';
    return byte === 0x6e ? 'null' : 'number';
  }

  /** @returns the index after the value; -1 when it is none. */
  #readValue(kind: JsonKind, at: number, end: number): number {
    if (kind === 'text') return this.#readText(at, end);
    this.#start = at;
    this.#marks = 0;
    this.#end = kind === 'nested' ? this.#nestedEnd(at, end) : this.#wordEnd(at, end);
    if (this.#end < 0) return -1;
    const word = this.#window.text.slice(at, this.#end);
    if (kind === 'number') return NUMBER.test(word) ? this.#end : -1;
    if (kind === 'boolean') return word === 'true' || word === 'false' ? this.#end : -1;
    if (kind === 'null') return word === 'null' ? this.#end : -1;
    return isJson(this.#window.bytes.toString('utf8', at, this.#end)) ? this.#end : -1;
  }

  /** Reads the text whose quote stands at `at`. @returns the index after its last quote; -1 when it is no JSON text. */
  #readText(at: number, end: number): number {
    const bytes = this.#window.bytes;
    let marks = 0;
    let seen = 0;
    let to = at + 1;
    for (; to < end; to++) {
      const byte = bytes[to] ?? 0;
      if (byte === QUOTE) break;
      if (byte < BLANK) return -1;
      seen |= byte;
      if (byte === BACKSLASH) {
        marks |= HAS_ESCAPE;
        to++;
      } else if (byte === DELETE) marks |= HAS_DELETE;
    }
    if (to >= end) return -1;
    this.#start = at + 1;
    this.#end = to;
    this.#marks = marks | (seen & HIGH_BIT);
    if ((marks & HAS_ESCAPE) !== 0 && !isJson(`"${this.#window.text.slice(at + 1, to)}"`)) return -1;
    return to + 1;
  }

  #wordEnd(at: number, end: number): number {
    const bytes = this.#window.bytes;
    let to = at;
    for (; to < end; to++) {
      const byte = bytes[to] ?? 0;
      if (byte === COMMA || byte === CLOSE_OBJECT || byte <= BLANK) break;
    }
    return to;
  }

  /** Index after the list or object at `at`, however deep, without recursion; -1 when it does not end in this line. */
  #nestedEnd(at: number, end: number): number {
    const bytes = this.#window.bytes;
    let depth = 0;
    for (let to = at; to < end; to++) {
      const byte = bytes[to] ?? 0;
      if (byte === QUOTE) {
        for (to++; to < end && bytes[to] !== QUOTE; to++) if (bytes[to] === BACKSLASH) to++;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (--depth === 0) return to + 1;
      }
    }
    return -1;
  }

  #put(key: JsonKey, kind: JsonKind): JsonMistake | undefined {
    const slot = key.slot;
    if (slot < 0) return undefined;
    const other = this.keys[slot];
    if (other !== undefined && this.kinds[slot] !== 'absent') {
      if (other.isDeclared === key.isDeclared) return sameColumn(other.name, key.name);
      if (other.isDeclared) return undefined;
    }
    this.keys[slot] = key;
    this.kinds[slot] = kind;
    this.starts[slot] = this.#start;
    this.ends[slot] = this.#end;
    this.marks[slot] = this.#marks;
    this.rowMarks |= this.#marks;
    if (kind === 'boolean' || kind === 'nested') this.hasMisfits = true;
    return undefined;
  }

  #endRow(at: number, end: number): JsonMistake | undefined {
    return this.#pastBlanks(at, end) === end ? undefined : NOT_JSON;
  }

  #notAnObject(start: number, end: number): JsonMistake {
    if (!isJson(this.#window.bytes.toString('utf8', start, end))) return NOT_JSON;
    return { kind: 'not-an-object', hint: 'write one JSON object a line, not a list' };
  }

  #pastBlanks(from: number, end: number): number {
    const bytes = this.#window.bytes;
    let at = from;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte !== BLANK && byte !== TAB && byte !== CR && byte !== LF) break;
    }
    return at;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function repeated(name: string): JsonMistake {
  return {
    kind: 'not-json',
    hint: `the key "${visibleText(name)}" stands twice in the object; which value is meant?`,
  };
}

function sameColumn(one: string, other: string): JsonMistake {
  return {
    kind: 'not-json',
    hint: `the keys "${visibleText(one)}" and "${visibleText(other)}" both mean one column; which value is meant?`,
  };
}
