import type { EpochMs } from '../core/clock.js';
import { parseCurrency, type CurrencyCode } from '../money/currency.js';
import type { FieldIssues } from './field-issues.js';
import { InstantReader } from './instant-reader.js';
import { reportMisfit } from './number-reader.js';
import type { RowFields } from './row-fields.js';
import { identifierProblem, isShortEnough, nameProblem } from './text-checks.js';

/**
 * Reads texts, and what is written as a word, from the fields of a row by slot. An empty field is undefined. A field that
 * cannot be read is undefined, too, and leaves an issue.
 */
export class WordReader<C extends string> {
  readonly #fields: RowFields;
  readonly #issues: FieldIssues<C>;
  #lastCurrencyText = '';
  #lastCurrency: CurrencyCode | undefined;
  readonly #instants: InstantReader;

  /** @param timeZone zone of times without an offset; undefined where the file declares none, or holds no times. */
  constructor(fields: RowFields, issues: FieldIssues<C>, timeZone?: string) {
    this.#fields = fields;
    this.#issues = issues;
    this.#instants = new InstantReader(timeZone);
  }

  /** 1 to 128 bytes of UTF-8 without hidden characters. */
  identifier(slot: number): string | undefined {
    return this.#checkedIdentifier(slot, this.#fields.text(slot));
  }

  /** As `identifier`, for columns that hold few different ones. */
  sharedIdentifier(slot: number): string | undefined {
    return this.#checkedIdentifier(slot, this.#fields.sharedText(slot));
  }

  /** Identifiers between separators; blanks around them and empty ones left out. */
  identifiers(slot: number, separator: string): readonly string[] | undefined {
    const text = this.#fields.sharedText(slot);
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    const parts = text.split(separator).map((part) => part.trim());
    const identifiers = parts.filter((part) => part !== '');
    const areGood = identifiers.every((part) => this.#checkedIdentifier(slot, part) !== undefined);
    return areGood && identifiers.length > 0 ? identifiers : undefined;
  }

  /** Text for people. */
  name(slot: number): string | undefined {
    return this.#checkedName(slot, this.#fields.text(slot));
  }

  /** As `name`, for columns that hold few different ones. */
  sharedName(slot: number): string | undefined {
    return this.#checkedName(slot, this.#fields.sharedText(slot));
  }

  currency(slot: number): CurrencyCode | undefined {
    const text = this.#fields.sharedText(slot);
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    if (text !== this.#lastCurrencyText) {
      this.#lastCurrencyText = text;
      this.#lastCurrency = parseCurrency(text);
    }
    if (this.#lastCurrency === undefined) this.#issues.add(slot, 'unknown-currency', text);
    return this.#lastCurrency;
  }

  /** One of a few words, compared without case. */
  word<V>(slot: number, words: ReadonlyMap<string, V>): V | undefined {
    const text = this.#fields.sharedText(slot);
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    const value = words.get(text.toLowerCase());
    if (value === undefined) {
      this.#issues.add(slot, 'unknown-value', text, `write one of ${[...words.keys()].join(', ')}`);
    }
    return value;
  }

  instant(slot: number): EpochMs | undefined {
    const text = this.#fields.sharedText(slot);
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    const reading = this.#instants.read(text);
    if (typeof reading === 'number') return reading;
    this.#issues.add(slot, reading.kind, text, reading.hint);
    return undefined;
  }

  #checkedIdentifier(slot: number, text: string): string | undefined {
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    if (!isShortEnough(text)) {
      this.#issues.add(slot, 'too-long', text, 'it may have 128 bytes of UTF-8');
      return undefined;
    }
    const problem = this.#fields.isPlain ? undefined : identifierProblem(text);
    if (problem === undefined) return text;
    this.#issues.add(slot, problem, text);
    return undefined;
  }

  #checkedName(slot: number, text: string): string | undefined {
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    const problem = this.#fields.isPlain ? undefined : nameProblem(text);
    if (problem === undefined) return text;
    this.#issues.add(slot, problem, text);
    return undefined;
  }
}
