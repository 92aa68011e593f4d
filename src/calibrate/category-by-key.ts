import type { Offer } from '../catalog/offer.js';
import { offerKey } from '../catalog/offer-key.js';
import { GrowableColumn } from '../core/growable-column.js';
import { KeyIndex } from '../core/key-index.js';
import { CategoryTree } from './category-tree.js';

/** The category of each offer of a catalogue by its key, some 25 bytes an offer: a history names none. */
export class CategoryByKey {
  readonly #keys: KeyIndex;
  readonly #tree = new CategoryTree();
  readonly #categories = new GrowableColumn((length) => new Uint32Array(length));

  constructor(options: { readonly seed: number }) {
    this.#keys = new KeyIndex(options);
  }

  /** Notes an offer. Of a key that comes twice the first category stays. */
  see(offer: Offer): void {
    const before = this.#keys.count;
    const ordinal = this.#keys.add(offerKey(offer));
    if (ordinal === before) this.#categories.set(ordinal, this.#tree.add(offer.category));
  }

  /** Category of a key of `offerKey`; undefined where the catalogue does not know the key or names none. */
  find(key: string): string | undefined {
    const ordinal = this.#keys.find(key);
    if (ordinal < 0) return undefined;
    return this.#tree.nameOf(this.#categories.get(ordinal)) || undefined;
  }
}
