import { CATEGORY_JOINT } from '../catalog/category-path.js';
import { categoryScope, channelScope } from '../pricing/order/scopes.js';

/** Categories and channels kept with their scopes; more than any shop has. */
const KEPT_MAX = 4_096;

/**
 * What a mode or a trip may stop an order by, beside the sale and each stock key: its channel, and each category of its lines with
 * all that stand above it, so that holding `category:Audio` holds `Audio > Earphones` too. Texts are made once for each category.
 */
export class OrderScopes {
  readonly #byCategory = new Map<string, readonly string[]>();
  readonly #byChannel = new Map<string, readonly string[]>();

  /** Scopes of an order: sorted by UTF-16 code units, each once. */
  of(channel: string, lines: readonly { readonly category?: string | undefined }[]): readonly string[] {
    const own = this.#ofChannel(channel);
    const [first] = lines;
    const category = first?.category;
    if (lines.length === 1) return category === undefined ? own : [...this.#ofCategory(category), ...own];
    const scopes = new Set(own);
    for (const line of lines) {
      if (line.category === undefined) continue;
      for (const scope of this.#ofCategory(line.category)) scopes.add(scope);
    }
    return scopes.size === own.length ? own : [...scopes].sort();
  }

  #ofChannel(channel: string): readonly string[] {
    const known = this.#byChannel.get(channel);
    if (known !== undefined) return known;
    return keep(this.#byChannel, channel, [channelScope(channel)]);
  }

  #ofCategory(category: string): readonly string[] {
    const known = this.#byCategory.get(category);
    if (known !== undefined) return known;
    const parts = category.split(CATEGORY_JOINT);
    const paths = parts.map((_, index) => parts.slice(0, index + 1).join(CATEGORY_JOINT));
    return keep(this.#byCategory, category, paths.map(categoryScope));
  }
}

function keep(
  kept: Map<string, readonly string[]>,
  key: string,
  scopes: readonly string[],
): readonly string[] {
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, Object.freeze(scopes));
  return scopes;
}
