import type { PromotionFault } from './promotion-fault.js';
import { TERM_FAULTS } from './promotion-term-faults.js';
import { COMBINATION_FAULTS, COUNT_FAULTS } from './promotion-use-faults.js';

/** Every fault, in the order it is printed. */
export const PROMOTION_FAULTS: readonly PromotionFault[] = [
  ...TERM_FAULTS,
  ...COUNT_FAULTS,
  ...COMBINATION_FAULTS,
];
