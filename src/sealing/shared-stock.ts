import type { PriceBookEntry } from '../catalog/price-book.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/** What entries say of the stock they share, and of the stock of what bundles are made of. */
export class SharedStock {
  readonly #allotments = new Map<string, { readonly allotment: number | undefined; readonly sku: string }>();
  readonly #components = new Map<string, string>();
  readonly #refusals: SealRefusal[] = [];

  see({ stockKey, allotment, sku, components }: PriceBookEntry): void {
    const before = this.#allotments.get(stockKey);
    if (before === undefined) this.#allotments.set(stockKey, { allotment, sku });
    else if (before.allotment !== allotment) {
      const message = `${before.sku} and ${sku} share the stock key ${stockKey} but not its allotment (${before.allotment ?? 'none'}, ${allotment ?? 'none'}); write the same allotment for both in the sale file`;
      this.#refusals.push(refusal('stock-key', message));
    }
    for (const component of components ?? []) this.#components.set(component.stockKey, sku);
  }

  refusals(): readonly SealRefusal[] {
    const unknown = [...this.#components].filter(([stockKey]) => !this.#allotments.has(stockKey));
    return [
      ...this.#refusals,
      ...unknown.map(([stockKey, sku]) =>
        refusal(
          'unknown-entry',
          `${sku} is made of ${stockKey}, which is the stock key of nothing in this book; name the stock key of an entry`,
        ),
      ),
    ];
  }
}
