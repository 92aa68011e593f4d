// The payments port on Stripe: refunds and cancelled payment intents. What a shop has to get right is said where it is done.
import Stripe from 'stripe';

/** Under this name every refund carries the key of its step: what `find` looks for, whatever became of the reply. */
const KEY_FIELD = 'saleguard_key';
/** Refunds of one payment that are looked through; no payment of a shop has more. */
const REFUNDS_MAX = 1_000;
/** Times one call goes on to another idempotency key; see `refund`. */
const GENERATIONS_MAX = 5;
/** A key that Stripe refuses is no matter of seconds: asked to wait so long, the run ends. */
const CLOSED_MS = 3_600_000;

/**
 * @param stripe a client with `maxNetworkRetries: 0`: the executor alone decides what is asked for again.
 * @param limits `timeoutMs` of a call, a little above the client's own; `settleMs` after which a request that got no answer is over.
 */
export function stripePayments(stripe, { timeoutMs, settleMs, ratePerSecond }) {
  return {
    // Stripe forgets idempotency keys after a day, and a plan may run longer. So the executor never repeats a call whose outcome it
    // does not know before `find` has said `absent`. The key goes along all the same: it stops two processes in the same minute.
    idempotency: 'ask',
    timeoutMs,
    settleMs,
    ratePerSecond,
    async act(request) {
      if (request.step.kind === 'refund') return refund(stripe, request);
      if (request.step.kind === 'void') return cancel(stripe, request);
      return { kind: 'rejected', reason: `not-a-stripe-step:${request.step.kind}` };
    },
    async find({ step, key }) {
      try {
        return step.kind === 'void' ? await findCancelled(stripe, step) : await findRefund(stripe, step, key);
      } catch (error) {
        // What could not be read is not known. That the payment does not exist is known.
        return error.statusCode === 404 ? { kind: 'rejected', reason: codeOf(error) } : { kind: 'unknown' };
      }
    },
  };
}

/**
 * Gives back `step.amount` of the payment intent `step.subject`.
 *
 * Stripe keeps the first reply to a key, a 500 and a refund that failed days ago too, and sends it again for a day. Such a reply says
 * nothing of today: what is there decides, and if nothing is, the next generation of the key asks anew.
 */
async function refund(stripe, { step, key, signal }) {
  for (let generation = 0; generation < GENERATIONS_MAX; generation += 1) {
    // Nobody waits any longer: whoever asks `find` next has to be able to believe it.
    if (signal.aborted) return { kind: 'unknown' };
    const params = { payment_intent: step.subject, amount: step.amount, metadata: { [KEY_FIELD]: key } };
    const idempotencyKey = generation === 0 ? key : `${key}.${generation}`;
    const sent = await send(() => stripe.refunds.create(params, { idempotencyKey }));
    if (!sent.isReplayed && sent.object !== undefined) return answerOf([sent.object]);
    if (!sent.isReplayed && sent.answer.kind !== 'rejected') return sent.answer;
    // Replayed, or refused: a refund "refused" because the payment has been given back may be our own.
    const found = await findRefund(stripe, step, key).catch(() => ({ kind: 'unknown' }));
    const isThere = found.kind === 'done' || found.kind === 'pending';
    if (isThere && found.amount !== step.amount) return { kind: 'unknown' };
    if (isThere || found.kind === 'unknown') return found;
    if (!sent.isReplayed) return sent.answer;
  }
  return { kind: 'unknown' };
}

/** Lets go of an authorisation that was never captured. */
async function cancel(stripe, { step, key }) {
  const sent = await send(() => stripe.paymentIntents.cancel(step.subject, {}, { idempotencyKey: key }));
  if (sent.object?.status === 'canceled') return { kind: 'done', ref: sent.object.id };
  if (sent.answer?.kind === 'busy') return sent.answer;
  // Cancelled before, captured meanwhile, or nobody knows: the intent itself says how it stands.
  const found = await findCancelled(stripe, step).catch(() => ({ kind: 'unknown' }));
  if (found.kind === 'absent') return sent.answer ?? { kind: 'unknown' };
  return found.kind === 'done' && found.amount !== step.amount ? { kind: 'unknown' } : found;
}

/** All refunds of the payment that carry the key, over as many pages as there are. */
async function findRefund(stripe, step, key) {
  const pages = stripe.refunds.list({ payment_intent: step.subject, limit: 100 });
  const all = await pages.autoPagingToArray({ limit: REFUNDS_MAX });
  if (all.length === REFUNDS_MAX) return { kind: 'unknown' };
  const ours = all.filter(({ metadata }) => metadata?.[KEY_FIELD] === key);
  return ours.length === 0 ? { kind: 'absent' } : answerOf(ours);
}

/** How refunds of one key stand together: those that failed count only when there is no other. */
function answerOf(refunds) {
  const live = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
  if (live.length === 0)
    return { kind: 'rejected', reason: refunds[0].failure_reason ?? `refund-${refunds[0].status}` };
  const isDone = live.every(({ status }) => status === 'succeeded');
  const amount = live.reduce((sum, each) => sum + each.amount, 0);
  return { kind: isDone ? 'done' : 'pending', ref: live[0].id, amount };
}

async function findCancelled(stripe, step) {
  const intent = await stripe.paymentIntents.retrieve(step.subject);
  switch (intent.status) {
    case 'canceled':
      return { kind: 'done', ref: intent.id, amount: intent.amount };
    case 'succeeded':
      // Captured after the plan was made: it has to be refunded now, which only another plan can say.
      return { kind: 'rejected', reason: 'captured-meanwhile' };
    case 'processing':
      return { kind: 'unknown' };
    default:
      return { kind: 'absent' };
  }
}

/** One request: the object and whether it is an old reply, or what its error means for the step. */
async function send(ask) {
  try {
    const object = await ask();
    return { object, isReplayed: object.lastResponse?.headers?.['idempotent-replayed'] === 'true' };
  } catch (error) {
    return {
      answer: meaningOf(error),
      isReplayed: error.headers?.['idempotent-replayed'] === 'true',
    };
  }
}

/** The table that every payments port has in some form: which error says that nothing happened, and which says nothing at all. */
function meaningOf(error) {
  const { statusCode } = error;
  // Stripe looks at the rate before it does anything.
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return { kind: 'busy', afterMs: retryAfterMs(error) };
  // A wrong or withdrawn API key: nothing happened, and nothing will before a person has looked.
  if (statusCode === 401 || statusCode === 403) return { kind: 'busy', afterMs: CLOSED_MS };
  // 409: another request with this key is being worked on. 5xx, and no answer at all: it may have happened.
  if (statusCode === undefined || statusCode === 409 || statusCode >= 500) return { kind: 'unknown' };
  return { kind: 'rejected', reason: codeOf(error) };
}

/** Seconds, as Stripe writes it. */
function retryAfterMs({ headers }) {
  const seconds = Number(headers?.['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}

/** Stripe's own short word; its sentences may name the customer's card and stay out of the ledger. */
function codeOf({ code, type, statusCode }) {
  return code ?? `${type ?? 'error'}-${statusCode}`;
}
