import { CATEGORY_JOINT } from '../catalog/category-path.js';
import { GuardError } from '../core/errors.js';
import { ownText } from '../readers/text-memory.js';

/** A catalogue with more is not describing categories: most likely another column is mapped to `category`. */
const CATEGORIES_MAX = 100_000;

/** Position of the whole catalogue in every tree. */
export const ROOT = 0;

/** Categories met so far, each with its parents, by ordinal: the whole catalogue is 0, a parent stands before its children. */
export class CategoryTree {
  readonly #ordinals = new Map<string, number>([['', ROOT]]);
  readonly #names: string[] = [''];
  readonly #parents: number[] = [ROOT];

  /** Categories, the whole catalogue included. */
  get count(): number {
    return this.#names.length;
  }

  /**
   * Ordinal of a category path (parts joined by ` > `), adding it and its parents when new; undefined is the whole.
   *
   * @throws GuardError `input` when there are more than 100,000.
   */
  add(category: string | undefined): number {
    if (category === undefined) return ROOT;
    const known = this.#ordinals.get(category);
    if (known !== undefined) return known;
    const joint = category.lastIndexOf(CATEGORY_JOINT);
    const parent = joint < 0 ? ROOT : this.add(category.slice(0, joint));
    const ordinal = this.#names.length;
    if (ordinal > CATEGORIES_MAX) throw tooMany(category);
    const name = ownText(category);
    this.#ordinals.set(name, ordinal);
    this.#names.push(name);
    this.#parents.push(parent);
    return ordinal;
  }

  /** Path of a category; empty for the whole catalogue. */
  nameOf(ordinal: number): string {
    return this.#names[ordinal] ?? '';
  }

  /** Parent of a category; the whole catalogue is its own. */
  parentOf(ordinal: number): number {
    return this.#parents[ordinal] ?? ROOT;
  }
}

function tooMany(category: string): GuardError {
  return new GuardError({
    code: 'input',
    message: `the catalogue names more than ${String(CATEGORIES_MAX)} categories, such as ${category.slice(0, 80)}; is the column of the categories the right one?`,
  });
}
