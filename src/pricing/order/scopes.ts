/** Scope of every stock key, category and channel of an order, as modes, holds and trips name it. */

/** Scope of the whole sale. */
export const WHOLE_SALE = 'sale';

export function stockScope(stockKey: string): string {
  return `sku:${stockKey}`;
}

export function categoryScope(category: string): string {
  return `category:${category}`;
}

export function channelScope(channel: string): string {
  return `channel:${channel}`;
}
