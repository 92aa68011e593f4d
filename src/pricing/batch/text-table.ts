import { assert } from '../../core/assert.js';

/** Gives each of a few texts (files, channels) a small number, so that flat columns can hold the number. */
export class TextTable {
  readonly #ordinals = new Map<string, number>();
  readonly #texts: string[] = [];

  /** How many different texts were added. */
  get count(): number {
    return this.#texts.length;
  }

  /** Number of a text, adding it when new. */
  add(text: string): number {
    const known = this.#ordinals.get(text);
    if (known !== undefined) return known;
    this.#ordinals.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** The text behind a number that `add` gave. */
  textOf(ordinal: number): string {
    const text = this.#texts[ordinal];
    assert(text !== undefined, 'a text is asked for by a number its table gave');
    return text;
  }
}
