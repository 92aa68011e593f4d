import type { Step } from './buyer.js';

/** What the shopper read; for an order that went on, where it stands. */
export function wordsOf(step: Step): string {
  return step.kind === 'refused' ? step.words : `not refused: ${step.state}`;
}

/** Where the order stands; for one that did not go on, what the shopper read. */
export function stateOf(step: Step): string {
  return step.kind === 'order' ? step.state : step.words;
}
