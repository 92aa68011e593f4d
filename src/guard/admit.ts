import { paymentMsOf } from '../catalog/guard-policy.js';
import { judgeCheckedOrder, type OrderJudgement } from '../pricing/order/judge-order.js';
import { NOT_IN_BOOK } from '../pricing/order/order-group.js';
import { orderWindow } from '../pricing/order/rules/order-window.js';
import type { ReserveRequest } from '../stock/request.js';
import type { Reservation } from '../stock/reservation.js';
import type { Refused, ReserveReason, ReserveVerdict } from '../stock/verdict.js';
import type { AdmittedOrder, Rejected } from './admit-verdict.js';
import { answerOf, recordAnswer, rejected } from './admit-verdict.js';
import { answered, askStore, isTimed, troubleOf, type StoreTimer, type StoreTrouble } from './ask-store.js';
import { askStatus } from './ask-status.js';
import type { BookInForce, Desk } from './desk.js';
import { idOf, readOrder, type ReadOrder } from './read-order.js';
import { ruleError } from './rule-error.js';
import { reserveRequestOf } from './reserve-request.js';
import type { ShadowVerdict } from './verdict.js';

/** Channels that a message names. */
const CHANNELS_SHOWN_MAX = 10;

type Judged = Extract<OrderJudgement, { readonly kind: 'judged' }>;

/**
 * Judges an order and sets its units aside. What can go wrong before the store was asked ends in `rejected`; what the store
 * answers is translated; there is no other way to `admitted` than a reservation.
 */
export function admit(desk: Desk, given: unknown, timer: StoreTimer | undefined): Promise<ShadowVerdict> {
  const prepared = prepare(desk, given);
  switch (prepared.kind) {
    case 'ready':
      return reserve(desk, prepared, timer);
    case 'blocked':
      return turnAway(desk, prepared, timer);
    case 'rejected':
      return Promise.resolve(prepared);
  }
}

/** An order that was judged, and what the store is asked. */
type Prepared =
  | { readonly kind: 'ready'; readonly order: AdmittedOrder; readonly request: ReserveRequest }
  | {
      readonly kind: 'blocked';
      readonly order: AdmittedOrder;
      readonly judged: Judged;
      readonly read: ReadOrder;
    }
  | Rejected;

/** Everything before the store is asked. Whatever throws in here, of the rules, the book or this library, rejects the order. */
function prepare(desk: Desk, given: unknown): Prepared {
  const now = desk.now();
  if (Number.isNaN(now))
    return rejected(idOf(given), 'set_up', { problem: 'the clock handed in as `now` gives no time' });
  const order = readOrder(given, desk.form, now);
  if ('kind' in order)
    return rejected(idOf(given), 'invalid_order', { problem: `${order.field}: ${order.message}` });
  const { inForce } = desk;
  try {
    if (paymentMsOf(desk.policy, inForce.book.header.channels, order.channel) === undefined)
      return rejected(order.id, 'invalid_order', { problem: channelProblem(desk, inForce) });
    return judge(desk, { inForce, order, now });
  } catch (error) {
    desk.alarms.error(error);
    return rejected(order.id, 'price', { epoch: inForce.epoch, findings: [ruleError(order)] });
  }
}

function judge(
  desk: Desk,
  { inForce, order, now }: { readonly inForce: BookInForce; readonly order: ReadOrder; readonly now: number },
): Prepared {
  const judged = judgeCheckedOrder({ book: inForce.book, order, rules: desk.rules, now });
  if (judged.kind === 'invalid') return invalid(order, judged);
  const { groups, findings, worst } = judged;
  const { currency, taxBasis, shippingMinor } = order;
  const admitted: AdmittedOrder = {
    id: order.id,
    epoch: inForce.epoch,
    fingerprint: desk.fingerprints.of({ currency, taxBasis, shippingMinor, groups }),
    markdownMinor: judged.markdownMinor,
    payableMinor: judged.payableMinor,
    findings,
    needsReview: worst === 'hold',
  };
  // What the book does not hold has no stock key, whatever a policy says of the rule that noticed.
  const isBlocked =
    worst === 'block' || groups.length === 0 || groups.some((group) => group.ordinal === NOT_IN_BOOK);
  if (isBlocked) return { kind: 'blocked', order: admitted, judged, read: order };
  const request = reserveRequestOf(desk, { inForce, order, judged, admitted });
  return request.kind === 'invalid'
    ? invalid(order, request)
    : { kind: 'ready', order: admitted, request: request.request };
}

function invalid(
  { id }: ReadOrder,
  { field, problem }: { readonly field: string; readonly problem: string },
): Rejected {
  return rejected(id, 'invalid_order', { problem: `${field}: ${problem}` });
}

function channelProblem({ policy }: Desk, { book }: BookInForce): string {
  const known = [...new Set([...book.header.channels.map(({ id }) => id), ...policy.paymentMs.keys()])];
  const shown = known.slice(0, CHANNELS_SHOWN_MAX).join(', ');
  return `channel: is none of the sale and none of the policy, expected ${shown}; name it with its deadline in the sale file or in guard.paymentMinutes`;
}

async function reserve(
  desk: Desk,
  { order, request }: Extract<Prepared, { readonly kind: 'ready' }>,
  timer: StoreTimer | undefined,
): Promise<ShadowVerdict> {
  try {
    // As `askStore`, without what it makes for each question where nobody listens: this one is asked for every order.
    const answer = isTimed(timer)
      ? await askReserve(desk, request, timer)
      : answered(await desk.stock.reserve(request));
    if (answer.kind === 'conflict' && isOtherBookOnly(answer.fields)) {
      // Judged by another price book before, and nothing else of it differs: what became of it is the answer.
      const found = await askStatus(desk, order.id, timer);
      if (found.kind === 'found') return recordAnswer(order, found.reservation);
      return answerOf(desk, order, found.kind === 'unknown_id' ? answer : found);
    }
    if (answer.kind === 'refused') hear(desk, answer);
    return answerOf(desk, order, answer);
  } catch (error) {
    // Also an answer that is no verdict: a store may be anybody's.
    return answerOf(desk, order, troubleOf(desk, error));
  }
}

function hear({ watch, inForce }: Desk, refusal: Refused<ReserveReason>): void {
  if (refusal.reason === 'mode') watch.nudge();
  else if (refusal.reason === 'regressed') watch.nudgeRegression();
  else if (refusal.reason === 'epoch') watch.meetEpoch(refusal.epoch, inForce.epoch);
}

/** By itself, so that the request is not kept for a closure that most orders never need. */
function askReserve(
  desk: Desk,
  request: ReserveRequest,
  timer: StoreTimer | undefined,
): Promise<ReserveVerdict | StoreTrouble> {
  return askStore(desk, 'reserve', { ask: () => desk.stock.reserve(request), timer });
}

const OF_THE_BOOK: ReadonlySet<string> = new Set(['epoch', 'markdownMinor', 'lines']);

/** The prices the shopper agreed to are the same: only what the price book says beside them differs. */
function isOtherBookOnly(fields: readonly string[]): boolean {
  return fields.includes('epoch') && fields.every((field) => OF_THE_BOOK.has(field));
}

/**
 * The price, or the clock, says no. An order that was taken before, and is sent again because its answer was lost, is not turned
 * away: whoever has paid must hear of it.
 */
async function turnAway(
  desk: Desk,
  { order, judged, read }: Extract<Prepared, { readonly kind: 'blocked' }>,
  timer: StoreTimer | undefined,
): Promise<ShadowVerdict> {
  const before = await askStatus(desk, order.id, timer);
  if (before.kind === 'found' && isSameOrder(before.reservation, { order, read }))
    return recordAnswer(order, before.reservation);
  const { findings } = judged;
  const isClosed = findings.some(({ ruleId, severity }) => ruleId === orderWindow.id && severity === 'block');
  // A shopper at the door too early has done nothing that a breaker should count.
  if (!isClosed && before.kind === 'unknown_id') {
    const scopes = desk.scopes.of(read.channel, read.lines);
    await desk.signals.tell({ id: order.id, scopes, findings, groups: judged.groups });
  }
  return rejected(order.id, isClosed ? 'sale_closed' : 'price', { epoch: order.epoch, findings });
}

/** Taken before, of the same customer at the same prices, and either by this price book or bought already. */
function isSameOrder(
  reservation: Reservation,
  { order, read }: { readonly order: AdmittedOrder; readonly read: ReadOrder },
): boolean {
  const owners = new Set(read.customer);
  return (
    reservation.fingerprint === order.fingerprint &&
    reservation.owners.length === owners.size &&
    reservation.owners.every((owner) => owners.has(owner)) &&
    (reservation.epoch === order.epoch || reservation.state === 'committed')
  );
}
