// From verdicts to HTTP: what a shop page has to tell apart, and no more.

/** Kinds after which the shopper has what was asked for. */
const DONE = new Set(['reserved', 'replayed', 'extended', 'committed', 'already', 'released', 'found']);

/** Status and body of an answer. */
export function httpAnswer(verdict) {
  if (verdict.kind === 'unknown') return later('unknown');
  if (verdict.kind === 'replayed' && isOver(verdict.state))
    return { status: 410, body: { error: verdict.state } };
  if (DONE.has(verdict.kind)) return { status: 200, body: verdict };
  if (verdict.kind === 'unknown_id') return { status: 404, body: { error: 'unknown_id' } };
  if (verdict.kind === 'refused') return refusal(verdict);
  // conflict, expired, released, use_restore, duplicate_payment, price_changed: the page has to start anew or to ask.
  return { status: 409, body: { error: verdict.kind } };
}

function refusal(verdict) {
  switch (verdict.reason) {
    case 'insufficient': {
      const { shortages, nextChanceAt } = verdict;
      // Sold out, or only reserved by others for now: then a page may say when to look again.
      const isOnlyReserved = shortages.every(({ reserved }) => reserved > 0);
      const error = isOnlyReserved ? 'reserved_by_others' : 'sold_out';
      return {
        status: 409,
        body: { error, stockKeys: shortages.map(({ stockKey }) => stockKey), nextChanceAt },
      };
    }
    case 'customer_limit':
      return { status: 409, body: { error: 'customer_limit' } };
    case 'invalid_request':
      return {
        status: 400,
        body: { error: 'invalid_request', field: verdict.field, message: verdict.message },
      };
    case 'unknown_sku':
    case 'unknown_id':
      return { status: 404, body: { error: verdict.reason } };
    case 'late':
    case 'unavailable':
    case 'mode':
      return later(verdict.reason);
    default:
      return { status: 409, body: { error: verdict.reason } };
  }
}

/** Ask again with the same order id: that is safe, another id is not. */
function later(error) {
  return { status: 503, headers: { 'retry-after': '1' }, body: { error } };
}

function isOver(state) {
  return state === 'released' || state === 'expired';
}
