import type { ColumnPlan, ColumnVocabulary } from './columns.js';
import { columnFinder } from './columns.js';
import { isSameBytes } from './text-memory.js';

/** Different spellings of keys remembered. A file with more is not one of rows alike; it is still read, only slower. */
const SPELLINGS_MAX = 4096;
/** Keys that mean no column, kept to be named once. */
const IGNORED_MAX = 100;

/** What a key of a row means. Two spellings of one key (`"sku"`, `"\u0073ku"`) are one `JsonKey`. */
export interface JsonKey {
  readonly name: string;
  /** Slot of its column; -1 for a key that is ignored. */
  readonly slot: number;
  /** True when the shop itself said which column it is: it wins over names that are merely known. */
  readonly isDeclared: boolean;
  /** Number of the last row it stood in: twice in one row is a mistake. */
  seenInRow: number;
}

/** Where a key stands between its quotes. */
export interface KeyRange {
  readonly start: number;
  readonly end: number;
}

/** The keys of a JSONL file as they turn up. */
export class JsonKeys<C extends string> {
  readonly #find: (name: string) => C | undefined;
  readonly #vocabulary: ColumnVocabulary<C>;
  /** By the bytes between the quotes, one character each. */
  #bySpelling = new Map<string, JsonKey>();
  #byName = new Map<string, JsonKey>();
  readonly #byPlace: { readonly spelling: Uint8Array; readonly key: JsonKey }[] = [];
  /** Names the file uses for each column. */
  readonly #supplied = new Map<C, string>();
  readonly #ignored = new Set<string>();

  constructor(vocabulary: ColumnVocabulary<C>) {
    this.#vocabulary = vocabulary;
    this.#find = columnFinder(vocabulary);
  }

  /**
   * The key between the quotes at `bytes[start, end)`.
   *
   * @param place how many keys of the row stand before it: rows of one file mostly have the same keys in the same places.
   * @param decode its text, asked for only when the spelling is new.
   */
  key(place: number, bytes: Buffer, range: KeyRange, decode: () => string): JsonKey {
    const { start, end } = range;
    const recent = this.#byPlace[place];
    if (recent !== undefined && isSameBytes(recent.spelling, bytes, start, end - start)) return recent.key;
    const spelling = bytes.toString('latin1', start, end);
    const key = this.#bySpelling.get(spelling) ?? this.#add(spelling, decode());
    this.#byPlace[place] = { spelling: Uint8Array.prototype.slice.call(bytes, start, end), key };
    return key;
  }

  /** To be called between rows: forgetting within one would lose a repeated key. */
  forgetMany(): void {
    if (this.#bySpelling.size <= SPELLINGS_MAX) return;
    this.#bySpelling = new Map();
    this.#byName = new Map();
    this.#byPlace.length = 0;
  }

  /** What the file was found to hold so far. */
  plan(): ColumnPlan<C> {
    const headers = [...this.#supplied.values()];
    const names = new Set([...headers, ...this.#ignored]);
    return {
      headers,
      columns: [...this.#supplied.keys()],
      ignored: [...this.#ignored],
      absent: [...this.#vocabulary.declared.keys()].filter((name) => !names.has(name)),
    };
  }

  #add(spelling: string, name: string): JsonKey {
    let key = this.#byName.get(name);
    if (key === undefined) {
      const column = this.#find(name);
      const slot = column === undefined ? -1 : this.#vocabulary.columns.indexOf(column);
      key = { name, slot, isDeclared: this.#vocabulary.declared.has(name.trim()), seenInRow: -1 };
      this.#byName.set(name, key);
      if (column !== undefined) this.#supplied.set(column, this.#supplied.get(column) ?? name);
      else if (this.#ignored.size < IGNORED_MAX) this.#ignored.add(name);
    }
    this.#bySpelling.set(spelling, key);
    return key;
  }
}
