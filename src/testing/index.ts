/**
 * saleguard/testing: helpers for tests of price rules and of shops that embed the library. Public names, one by one.
 * Needs fast-check, which stays the caller's own.
 */
export { amountArbitrary, offerArbitrary, referenceArbitrary, skuArbitrary } from './arbitraries.js';
export type { AmountBounds, OfferBounds } from './arbitraries.js';
export { makeFacts, TEST_NOW } from './facts.js';
export { tellingIn } from './telling.js';
