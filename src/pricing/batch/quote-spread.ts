import { GrowableColumn } from '../../core/growable-column.js';
import { TextTable } from './text-table.js';

/** A price and the row it stands in. */
export interface Quote {
  readonly priceMinor: number;
  /** What rows of one key differ by, a channel or a tier; empty where nothing does. */
  readonly label: string;
  readonly file: string;
  /** 1 or more. */
  readonly line: number;
}

/**
 * Lowest and highest quote by key ordinal in flat columns: 12 bytes a key while all its prices are equal and one file
 * and one label are in play, at most 40. Equal prices are decided by label, then file, then line: the order in which
 * quotes come changes nothing.
 */
export class QuoteSpread {
  readonly #labels = new TextTable();
  readonly #files = new TextTable();
  readonly #low = new QuoteColumn(this.#labels, this.#files);
  /** Holds an entry only where it differs from the lowest in price. */
  readonly #high = new QuoteColumn(this.#labels, this.#files);

  /** Takes in one more quote of a key. */
  see(ordinal: number, quote: Quote): void {
    if (!this.#low.has(ordinal)) {
      this.#low.set(ordinal, quote);
      return;
    }
    const lowMinor = this.#low.priceOf(ordinal);
    if (quote.priceMinor < lowMinor) {
      if (!this.#high.has(ordinal)) this.#high.set(ordinal, this.#low.get(ordinal));
      this.#low.set(ordinal, quote);
    } else if (quote.priceMinor === lowMinor) {
      this.#low.setIfNamedFirst(ordinal, quote);
    } else if (!this.#high.has(ordinal) || quote.priceMinor > this.#high.priceOf(ordinal)) {
      this.#high.set(ordinal, quote);
    } else if (quote.priceMinor === this.#high.priceOf(ordinal)) {
      this.#high.setIfNamedFirst(ordinal, quote);
    }
  }

  has(ordinal: number): boolean {
    return this.#low.has(ordinal);
  }

  /** True when a key was quoted at more than one price. */
  isSpread(ordinal: number): boolean {
    return this.#high.has(ordinal);
  }

  /** Lowest price of a key that has one. */
  lowMinor(ordinal: number): number {
    return this.#low.priceOf(ordinal);
  }

  /** Highest price of a key that has one. */
  highMinor(ordinal: number): number {
    return (this.#high.has(ordinal) ? this.#high : this.#low).priceOf(ordinal);
  }

  lowest(ordinal: number): Quote {
    return this.#low.get(ordinal);
  }

  highest(ordinal: number): Quote {
    return (this.#high.has(ordinal) ? this.#high : this.#low).get(ordinal);
  }
}

/** One quote by ordinal. Columns of file and label only grow once a second file or label is met. */
class QuoteColumn {
  readonly #labels: TextTable;
  readonly #files: TextTable;
  readonly #prices = new GrowableColumn((length) => new Float64Array(length));
  /** 0 where no quote was set. */
  readonly #lines = new GrowableColumn((length) => new Uint32Array(length));
  readonly #fileOrdinals = new GrowableColumn((length) => new Uint32Array(length));
  readonly #labelOrdinals = new GrowableColumn((length) => new Uint32Array(length));

  constructor(labels: TextTable, files: TextTable) {
    this.#labels = labels;
    this.#files = files;
  }

  has(ordinal: number): boolean {
    return this.#lines.get(ordinal) !== 0;
  }

  priceOf(ordinal: number): number {
    return this.#prices.get(ordinal);
  }

  get(ordinal: number): Quote {
    return {
      priceMinor: this.#prices.get(ordinal),
      label: this.#labels.textOf(this.#labelOrdinals.get(ordinal)),
      file: this.#files.textOf(this.#fileOrdinals.get(ordinal)),
      line: this.#lines.get(ordinal),
    };
  }

  set(ordinal: number, quote: Quote): void {
    this.#prices.set(ordinal, quote.priceMinor);
    this.#lines.set(ordinal, quote.line);
    setIfOther(this.#fileOrdinals, ordinal, this.#files.add(quote.file));
    setIfOther(this.#labelOrdinals, ordinal, this.#labels.add(quote.label));
  }

  setIfNamedFirst(ordinal: number, quote: Quote): void {
    const held = this.get(ordinal);
    const order =
      compareText(quote.label, held.label) || compareText(quote.file, held.file) || quote.line - held.line;
    if (order < 0) this.set(ordinal, quote);
  }
}

/** Leaves a column that only ever held zeros at its first size. */
function setIfOther(column: GrowableColumn<Uint32Array>, ordinal: number, value: number): void {
  if (column.get(ordinal) !== value) column.set(ordinal, value);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
