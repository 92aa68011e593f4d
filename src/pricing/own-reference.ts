import type { Reference } from '../catalog/reference.js';
import type { Facts } from './facts.js';

/**
 * The reference when it is an amount somebody once typed for this very offer: its history or its list price. Rules that
 * look for a slip of the hand compare digits, and an estimate from peers has none worth comparing.
 *
 * @returns undefined without a reference, for a peer estimate, and for one that is not above 0.
 */
export function ownReference(facts: Facts): Reference | undefined {
  const reference = facts.reference;
  if (reference === undefined || reference.source === 'peer-estimate') return undefined;
  return reference.priceMinor > 0 ? reference : undefined;
}
