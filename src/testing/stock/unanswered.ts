import type { Refused, Unknown } from '../../stock/verdict.js';
import type { StockVerdict } from './command.js';

/** Nothing is known yet: it may have happened, or the store was not reached and it did not. The caller asks again with the same id. */
export type Unanswered = Unknown | Refused<'late' | 'unavailable'>;

/** Whether a verdict leaves open what became of a call. */
export function isUnanswered(verdict: StockVerdict): verdict is Unanswered {
  if (verdict.kind === 'unknown') return true;
  return verdict.kind === 'refused' && (verdict.reason === 'late' || verdict.reason === 'unavailable');
}
