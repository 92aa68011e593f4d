import { assert } from '../../core/assert.js';
import { GrowableColumn } from '../../core/growable-column.js';
import { KeyIndex } from '../../core/key-index.js';
import type { BatchRow } from '../rule.js';
import { FLAGGED_COUNT_MAX, FlaggedKeys, type FlaggedKey } from './flagged-keys.js';
import { QuoteSpread, type Quote } from './quote-spread.js';

/**
 * Most levels compared within one group. Real price lists have a handful; without a bound, one SKU with a million
 * quantity breaks would take hours.
 */
export const LEVEL_COUNT_MAX = 100;

/** A better level that is dearer than a lesser one. */
export interface LevelConflict {
  readonly key: FlaggedKey;
  readonly lesser: LevelQuote;
  readonly better: LevelQuote;
}

export interface LevelQuote extends Quote {
  readonly level: number;
}

/** A row with the group it is compared in and its level there: the higher the better, so it must not be dearer. */
export interface LevelRow {
  readonly key: string;
  readonly level: number;
  /** What the level is called. */
  readonly label: string;
}

/**
 * Finds groups of rows in which a better level (a higher tier, a larger quantity, a worse condition) costs more than a
 * lesser one. Flat memory: about 25 bytes a level and 25 a group.
 */
export class OrderedLevels {
  readonly #groups: KeyIndex;
  /** Levels of a group as a linked list: number of the first level + 1, then of the next + 1; 0 ends it. */
  readonly #heads = new GrowableColumn((length) => new Uint32Array(length));
  readonly #nexts = new GrowableColumn((length) => new Uint32Array(length));
  readonly #levels = new GrowableColumn((length) => new Float64Array(length));
  readonly #quotes = new QuoteSpread();
  readonly #conflicting = new FlaggedKeys({ countMax: FLAGGED_COUNT_MAX });
  readonly #crowded = new FlaggedKeys({ countMax: FLAGGED_COUNT_MAX });
  #levelCount = 0;

  constructor(options: { readonly seed: number }) {
    this.#groups = new KeyIndex(options);
  }

  see(row: BatchRow, { key, level, label }: LevelRow): void {
    const group = this.#groups.add(key);
    const priceMinor = row.offer.priceMinor;
    let own = 0;
    let count = 0;
    let conflicts = false;
    for (let at = this.#heads.get(group); at !== 0; at = this.#nexts.get(at - 1)) {
      const other = this.#levels.get(at - 1);
      count += 1;
      if (other === level) own = at;
      else if (other > level) conflicts ||= this.#quotes.highMinor(at - 1) > priceMinor;
      else conflicts ||= priceMinor > this.#quotes.lowMinor(at - 1);
    }
    if (own === 0) {
      if (count >= LEVEL_COUNT_MAX) {
        this.#crowded.flag(group, key, row.offer);
        return;
      }
      own = this.#append(group, level);
    }
    this.#quotes.see(own - 1, { priceMinor, label, file: row.file, line: row.line });
    if (conflicts) this.#conflicting.flag(group, key, row.offer);
  }

  /** Groups with a dearer better level, the worst pair of each, those first in sort order. */
  conflicts(): LevelConflict[] {
    const judged = this.#conflicting.kept().filter((key) => !this.#crowded.has(key.ordinal));
    return judged.map((key) => this.#worstPair(key));
  }

  /** Groups with a dearer better level, those whose text was not kept included. */
  get conflictCount(): number {
    return this.#conflicting.count;
  }

  /** Groups with more levels than are compared; nothing else is said about them. */
  crowded(): FlaggedKey[] {
    return this.#crowded.kept();
  }

  #append(group: number, level: number): number {
    const at = ++this.#levelCount;
    this.#levels.set(at - 1, level);
    this.#nexts.set(at - 1, this.#heads.get(group));
    this.#heads.set(group, at);
    return at;
  }

  #worstPair(key: FlaggedKey): LevelConflict {
    const [first, ...others] = this.#levelsOf(key.ordinal);
    assert(first !== undefined && others.length > 0, 'a conflict has two levels');
    let cheapest = first;
    let lesser = first;
    let better = first;
    let gapMinor = 0;
    for (const node of others) {
      const gap = this.#quotes.highMinor(node) - this.#quotes.lowMinor(cheapest);
      if (gap > gapMinor) [lesser, better, gapMinor] = [cheapest, node, gap];
      if (this.#quotes.lowMinor(node) < this.#quotes.lowMinor(cheapest)) cheapest = node;
    }
    return {
      key,
      lesser: { ...this.#quotes.lowest(lesser), level: this.#levels.get(lesser) },
      better: { ...this.#quotes.highest(better), level: this.#levels.get(better) },
    };
  }

  /** Levels of a group, lesser first. */
  #levelsOf(group: number): number[] {
    const nodes: number[] = [];
    for (let at = this.#heads.get(group); at !== 0; at = this.#nexts.get(at - 1)) nodes.push(at - 1);
    return nodes.sort((left, right) => this.#levels.get(left) - this.#levels.get(right));
  }
}
