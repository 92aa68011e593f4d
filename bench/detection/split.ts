import { hashText } from './random.js';

/** Limits are fixed on `learn` and judged on `judge`. */
export type Half = 'learn' | 'judge';

/**
 * The half a SKU belongs to, all its price lists together: what is learnt of a SKU never judges it. Each seed splits anew.
 */
export function halfOf(sku: string, seed: number): Half {
  return hashText(`half ${seed} ${sku}`) % 2 === 0 ? 'learn' : 'judge';
}
