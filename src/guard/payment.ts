import { paymentMsOf } from '../catalog/guard-policy.js';
import { idMessage, invalid, problem } from '../stock/field-checks.js';
import type { ExtendVerdict, ReleaseVerdict, ResolveReviewVerdict } from '../stock/verdict.js';
import { askStore, type StoreTimer } from './ask-store.js';
import type { Desk } from './desk.js';
import type { Guard } from './guard.js';
import { readRequest } from './read-request.js';

const RELEASE_FIELDS: ReadonlySet<string> = new Set(['id']);
const EXTEND_FIELDS: ReadonlySet<string> = new Set(['id', 'attempt', 'ttlMs']);
const PAYMENT_FIELDS: ReadonlySet<string> = new Set(['id', 'channel', 'ttlMs']);
const REVIEW_FIELDS: ReadonlySet<string> = new Set(['id', 'decision', 'actor', 'reason']);

/** Gives back before commit. */
export async function release(
  desk: Desk,
  given: Parameters<Guard['release']>[0],
  timer: StoreTimer | undefined,
): Promise<ReleaseVerdict> {
  const read = readRequest(given, RELEASE_FIELDS);
  if (!read.ok) return read.refusal;
  return askStore(desk, 'release', { ask: () => desk.stock.release(read.value), timer });
}

/** The n-th extension. */
export async function extend(
  desk: Desk,
  given: Parameters<Guard['extend']>[0],
  timer: StoreTimer | undefined,
): Promise<ExtendVerdict> {
  const read = readRequest(given, EXTEND_FIELDS);
  if (!read.ok) return read.refusal;
  const verdict = await askStore(desk, 'extend', { ask: () => desk.stock.extend(read.value), timer });
  return hear(desk, verdict);
}

/** The shopper is paying: until the deadline of the channel, as the sale or else the policy states it. */
export async function beginPayment(
  desk: Desk,
  given: Parameters<Guard['beginPayment']>[0],
  timer: StoreTimer | undefined,
): Promise<ExtendVerdict> {
  const read = readRequest(given, PAYMENT_FIELDS);
  if (!read.ok) return read.refusal;
  const { id, channel, ttlMs } = read.value;
  const wrong = problem('channel', idMessage(channel));
  if (wrong !== undefined) return wrong;
  const deadlineMs = paymentMsOf(desk.policy, desk.inForce.book.header.channels, channel);
  if (deadlineMs === undefined)
    return invalid('channel', 'is no channel of the sale and none of the policy: its deadline is not known');
  const request = { id, ttlMs: ttlMs ?? deadlineMs };
  const verdict = await askStore(desk, 'beginPayment', {
    ask: () => desk.stock.beginPayment(request),
    timer,
  });
  return hear(desk, verdict);
}

/** A person looked at an order that was set aside. */
export async function resolveReview(
  desk: Desk,
  given: Parameters<Guard['resolveReview']>[0],
  timer: StoreTimer | undefined,
): Promise<ResolveReviewVerdict> {
  const read = readRequest(given, REVIEW_FIELDS);
  if (!read.ok) return read.refusal;
  const verdict = await askStore(desk, 'resolveReview', {
    ask: () => desk.stock.resolveReview(read.value),
    timer,
  });
  return hear(desk, verdict);
}

function hear<Verdict extends ExtendVerdict | ResolveReviewVerdict>(desk: Desk, verdict: Verdict): Verdict {
  if (verdict.kind !== 'refused') return verdict;
  if (verdict.reason === 'mode') desk.watch.nudge();
  else if (verdict.reason === 'regressed') desk.watch.nudgeRegression();
  return verdict;
}
