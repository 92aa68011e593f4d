import type { CompiledPromotion } from './compiled-promotion.js';

/** Uses in a list that may be longer: the first `count`. One used several times stands several times. */
export interface Uses {
  readonly list: readonly (CompiledPromotion | undefined)[];
  readonly count: number;
}
