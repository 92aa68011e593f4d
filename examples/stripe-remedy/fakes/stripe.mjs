// The part of Stripe's API that the payments port uses, with Stripe's own words for statuses and errors.

/** Refunds on one page, however many are asked for: so that pages are really turned. */
const PAGE_MAX = 2;

/** Each answers `{ status, body }`; `what` names the request for the faults. */
export class StripeApi {
  #books;
  #kind;
  #chance;

  constructor(books, kind, chance) {
    this.#books = books;
    this.#kind = kind;
    this.#chance = chance;
  }

  /** @returns undefined for a page that is not there. */
  route(method, path, form) {
    const [, intent, verb] = /^\/v1\/payment_intents\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    if (method === 'GET' && intent !== undefined && verb === undefined) return () => this.#retrieve(intent);
    if (method === 'POST' && verb === '/cancel') return () => this.#cancel(intent);
    if (method === 'POST' && path === '/v1/refunds') return () => this.#refund(form);
    if (method === 'GET' && path === '/v1/refunds') return () => this.#list(form);
    return undefined;
  }

  /** What was pending is paid out, or comes back from a closed account. */
  settle() {
    for (const refund of this.#books.refunds) {
      if (refund.status !== 'pending') continue;
      const { payment_intent: intent } = refund;
      const earlier = this.#books.refundsOf(intent).filter(({ status }) => status !== 'pending').length;
      const isFailed = this.#chance.of(`settle ${intent} ${earlier}`) < this.#kind.failShare;
      refund.status = isFailed ? 'failed' : 'succeeded';
      if (isFailed) refund.failure_reason = 'lost_or_stolen_card';
    }
  }

  #retrieve(id) {
    const intent = this.#books.intents.get(id);
    return intent === undefined ? missing(id) : ok(intent);
  }

  #cancel(id) {
    const intent = this.#books.intents.get(id);
    if (intent === undefined) return missing(id);
    if (intent.status !== 'requires_capture')
      return refused('payment_intent_unexpected_state', `status is ${intent.status}`);
    intent.status = 'canceled';
    return ok(intent);
  }

  #refund(form) {
    const id = form.get('payment_intent');
    const intent = this.#books.intents.get(id);
    if (intent === undefined) return missing(id);
    if (intent.status !== 'succeeded') return refused('payment_intent_unexpected_state', 'not captured');
    const left = this.#books.leftOf(id);
    const amount = form.has('amount') ? Number(form.get('amount')) : left;
    if (left === 0) return refused('charge_already_refunded', 'has already been refunded');
    if (!Number.isSafeInteger(amount) || amount < 1 || amount > left)
      return refused('amount_too_large', `refund of ${amount} is more than the ${left} that are left`);
    const metadata = {};
    for (const [name, value] of form) {
      const [, field] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      if (field !== undefined) metadata[field] = value;
    }
    const status = this.#kind.refunds === 'later' ? 'pending' : 'succeeded';
    return ok(this.#books.addRefund({ intent: id, amount, metadata, status }));
  }

  #list(form) {
    const id = form.get('payment_intent');
    if (!this.#books.intents.has(id)) return missing(id);
    const all = this.#books.refundsOf(id);
    const after = form.get('starting_after');
    const from = after === null ? 0 : all.findIndex((refund) => refund.id === after) + 1;
    const data = all.slice(from, from + PAGE_MAX);
    return ok({ object: 'list', url: '/v1/refunds', data, has_more: from + data.length < all.length });
  }
}

export function failure(status, { type, code, message }) {
  return { status, body: { error: { type, code, message } } };
}

function ok(body) {
  // As it is now: what is kept for a key does not change when the refund does.
  return { status: 200, body: structuredClone(body) };
}

function missing(id) {
  return failure(404, { type: 'invalid_request_error', code: 'resource_missing', message: `no such: ${id}` });
}

function refused(code, message) {
  return failure(400, { type: 'invalid_request_error', code, message });
}
