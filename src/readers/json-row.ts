import type { ReadLimits } from '../catalog/format.js';
import { BLANK, COMMA, DELETE, HIGH_BIT, QUOTE } from './ascii.js';
import type { ByteWindow } from './byte-window.js';
import {
  BACKSLASH,
  CLOSE_OBJECT,
  COLON,
  isJson,
  nestedEnd,
  OPEN_LIST,
  OPEN_OBJECT,
  pastBlanks,
  wordEnd,
} from './json-bytes.js';
import type { JsonKey, JsonKeys } from './json-keys.js';
import {
  NOT_AN_OBJECT,
  NOT_JSON,
  repeatedKey,
  sameColumn,
  tooManyKeys,
  type JsonMistake,
} from './json-mistakes.js';
import { utf8Text } from './utf8-text.js';

/** Marks of a text; {@link HIGH_BIT} is the third: it holds a character that is not ASCII. */
export const HAS_ESCAPE = 0x01;
const HAS_DELETE = 0x02;

/** What stands at a key. `absent`: the row does not have the key. */
export type JsonKind = 'absent' | 'text' | 'number' | 'boolean' | 'null' | 'nested';

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;

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
    const at = pastBlanks(this.#window.bytes, start, end);
    if (this.#window.bytes[at] !== OPEN_OBJECT) return this.#notAnObject(start, end);
    return this.#readMembers(pastBlanks(this.#window.bytes, at + 1, end), end);
  }

  #readMembers(from: number, end: number): JsonMistake | undefined {
    const bytes = this.#window.bytes;
    if (bytes[from] === CLOSE_OBJECT) return this.#endRow(from + 1, end);
    let at = from;
    for (let count = 1; ; count++) {
      if (count > this.#keyCountMax) {
        return tooManyKeys(this.#keyCountMax);
      }
      at = this.#readKey(at, end);
      if (at < 0) return NOT_JSON;
      const key = this.#key(count);
      if (key.seenInRow === this.#row) return repeatedKey(key.name);
      key.seenInRow = this.#row;
      const kind = this.#valueKind(at);
      at = this.#readValue(kind, at, end);
      if (at < 0) return NOT_JSON;
      const mistake = this.#put(key, kind);
      if (mistake !== undefined) return mistake;
      at = pastBlanks(this.#window.bytes, at, end);
      if (at >= end) return NOT_JSON;
      if (bytes[at] === CLOSE_OBJECT) return this.#endRow(at + 1, end);
      if (bytes[at] !== COMMA) return NOT_JSON;
      at = pastBlanks(this.#window.bytes, at + 1, end);
    }
  }

  /** @returns where the value of the key starts; -1 when there is no key and colon. */
  #readKey(from: number, end: number): number {
    const at = this.#window.bytes[from] === QUOTE ? this.#readText(from, end) : -1;
    if (at < 0) return -1;
    const colon = pastBlanks(this.#window.bytes, at, end);
    if (colon >= end || this.#window.bytes[colon] !== COLON) return -1;
    const value = pastBlanks(this.#window.bytes, colon + 1, end);
    return value < end ? value : -1;
  }

  #key(place: number): JsonKey {
    const range = { start: this.#start, end: this.#end };
    const marks = this.#marks;
    return this.#names.key(place, this.#window.bytes, range, () =>
      this.textBetween(range.start, range.end, marks),
    );
  }

  /** Text between two quotes, with its escapes resolved. */
  textBetween(start: number, end: number, marks: number): string {
    const { text, bytes } = this.#window;
    const raw = (marks & HIGH_BIT) === 0 ? text.slice(start, end) : utf8Text(bytes, start, end);
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
    const bytes = this.#window.bytes;
    this.#start = at;
    this.#marks = 0;
    this.#end = kind === 'nested' ? nestedEnd(bytes, at, end) : wordEnd(bytes, at, end);
    if (this.#end < 0) return -1;
    const word = this.#window.text.slice(at, this.#end);
    if (kind === 'number') return NUMBER.test(word) ? this.#end : -1;
    if (kind === 'boolean') return word === 'true' || word === 'false' ? this.#end : -1;
    if (kind === 'null') return word === 'null' ? this.#end : -1;
    return isJson(bytes.toString('utf8', at, this.#end)) ? this.#end : -1;
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
    return pastBlanks(this.#window.bytes, at, end) === end ? undefined : NOT_JSON;
  }

  #notAnObject(start: number, end: number): JsonMistake {
    if (!isJson(this.#window.bytes.toString('utf8', start, end))) return NOT_JSON;
    return NOT_AN_OBJECT;
  }
}
