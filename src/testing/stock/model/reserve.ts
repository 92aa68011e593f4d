import type { ReserveRequest, SupersedeRequest } from '../../../stock/request.js';
import type { Refusal } from '../../../stock/verdict.js';
import {
  customerLimitRefusal,
  insufficientRefusal,
  lossBudgetRefusal,
  ownerKeyRefusal,
  shortagesOf,
  unknownSkuRefusal,
} from './checks.js';
import { sweeps } from './ending.js';
import { epochRefusal } from './epochs.js';
import { newcomerRefusal, withSampleTaken } from './holds.js';
import { answer, turnedAway, withChangedOrder, withTotal, type Moment, type Outcome } from './outcome.js';
import {
  contentOf,
  isOpen,
  orderOf,
  sameLines,
  withOrder,
  type ModelSale,
  type OrderContent,
  type OrderRecord,
} from './state.js';
import { dueOrders, expiresAt, saleClock } from './time.js';
import { withBudgetTrip, withCounted } from './trips.js';

/** Due reservations a request in need of units expires by itself. */
const INLINE_SWEEP_MAX = 64;

/** Answers to `reserve`, and to `supersede` when there is a previous id. */
export function reserve(
  sale: ModelSale,
  request: ReserveRequest | SupersedeRequest,
  moment: Moment,
): readonly Outcome[] {
  const content = contentOf(request);
  const known = sale.records.find((record) => record.id === request.id);
  if (known !== undefined) return [replay(sale, known, content, moment)];
  const early =
    newcomerRefusal(sale, content) ??
    epochRefusal(sale, content.epoch, moment) ??
    ownerKeyRefusal(sale, content);
  if (early !== undefined) return [turnedAway(sale, early)];
  const previousId = 'previousId' in request ? request.previousId : undefined;
  const previousRefusal = previousId === undefined ? undefined : judgePrevious(sale, previousId, content);
  if (previousRefusal !== undefined) return [turnedAway(sale, previousRefusal)];
  const unknown = unknownSkuRefusal(
    sale,
    content.lines.map((line) => line.stockKey),
  );
  if (unknown !== undefined) return [turnedAway(sale, unknown)];
  return sweptFor(sale, content, previousId, moment).map((swept) => {
    const stopped = isStopped(sale, swept) ? newcomerRefusal(swept, content) : undefined;
    return stopped === undefined
      ? take(swept, { request, content, previousId }, moment)
      : turnedAway(swept, stopped);
  });
}

/** Whether the orders that were cleared away have tripped a rule. */
export function isStopped(before: ModelSale, swept: ModelSale): boolean {
  return swept.trips.length > before.trips.length;
}

function replay(
  sale: ModelSale,
  known: ModelSale['records'][number],
  content: OrderContent,
  { realMs }: Moment,
): Outcome {
  if (known.type === 'adjust') return answer(sale, { kind: 'conflict', fields: ['id'] });
  const fields = differences(known, content);
  if (fields.length > 0) return answer(sale, { kind: 'conflict', fields });
  return answer(sale, {
    kind: 'replayed',
    state: known.state,
    expiresAt: expiresAt(sale, known, realMs),
  });
}

function differences(a: OrderContent, b: OrderContent): readonly string[] {
  const same = {
    lines: sameLines(a.lines, b.lines),
    owners: JSON.stringify(a.owners) === JSON.stringify(b.owners),
    scopes: JSON.stringify(a.scopes) === JSON.stringify(b.scopes),
    epoch: a.epoch === b.epoch,
    markdownMinor: a.markdownMinor === b.markdownMinor,
    fingerprint: a.fingerprint === b.fingerprint,
  };
  return Object.entries(same).flatMap(([field, equal]) => (equal ? [] : [field]));
}

function judgePrevious(sale: ModelSale, previousId: string, content: OrderContent): Refusal | undefined {
  const previous = sale.records.find((record) => record.id === previousId);
  if (previous === undefined) return undefined;
  if (previous.type === 'adjust') return { reason: 'not_owner' };
  if (previous.state === 'released' || previous.state === 'expired') return undefined;
  if (!previous.owners.some((owner) => content.owners.includes(owner))) return { reason: 'not_owner' };
  return isOpen(previous) ? undefined : { reason: 'previous', state: previous.state };
}

/**
 * The sale as it may be before units are taken: as it is, or, when a line is short, with due reservations expired. Which 64 of
 * more than 64 due ones is the store's choice, so beyond that the answer for every number up to all of them is allowed.
 */
export function sweptFor(
  sale: ModelSale,
  content: OrderContent,
  previousId: string | undefined,
  moment: Moment,
): readonly ModelSale[] {
  if (shortagesOf(withoutPrevious(sale, previousId), content.lines).length === 0) return [sale];
  const due = dueOrders(sale, moment.realMs).filter((order) => order.state !== 'paying');
  const counts = due.length <= INLINE_SWEEP_MAX ? [due.length] : due.map((_, at) => at + 1).reverse();
  return counts.flatMap((count) => sweeps(sale, due.slice(0, count), moment));
}

/** What the sale would be if the reservation taken over had been given back. */
function withoutPrevious(sale: ModelSale, previousId: string | undefined): ModelSale {
  const previous = previousId === undefined ? undefined : orderOf(sale, previousId);
  if (previous === undefined || !isOpen(previous)) return sale;
  return withOrder(sale, { ...previous, state: 'released' });
}

interface Taking {
  readonly request: ReserveRequest;
  readonly content: OrderContent;
  readonly previousId: string | undefined;
}

function take(sale: ModelSale, { request, content, previousId }: Taking, moment: Moment): Outcome {
  const base = withoutPrevious(sale, previousId);
  const refusal = takingRefusal(base, content, moment);
  if (refusal !== undefined) return turnedAway(sale, refusal);
  const order: OrderRecord = {
    type: 'order',
    id: request.id,
    ...content,
    state: request.review === true ? 'reviewing' : 'reserved',
    deadline: saleClock(sale, moment.realMs) + (request.ttlMs ?? sale.config.ttlMs ?? 600_000),
    extensionCount: 0,
    extendedMs: 0,
    paymentRef: undefined,
    refusedPayments: [],
    supersededBy: undefined,
    note: request.note,
    awaitsReview: request.review === true,
    restores: [],
  };
  const previous = previousId === undefined ? undefined : orderOf(sale, previousId);
  const left = previous !== undefined && isOpen(previous) ? previous : undefined;
  // Two effects, one order ends and another begins; then what has to stop is looked at, in the same order.
  const ended = left === undefined ? sale : withTakenOver(sale, left, { by: request.id, moment });
  const written = withBudgetTrip(withNewcomer(ended, order, moment), moment);
  const told = left === undefined ? written : withCounted(written, left, { events: ['released'] }, moment);
  const after = withCounted(told, content, newcomerTelling(request, content), moment);
  return answer(after, { kind: 'reserved', expiresAt: expiresAt(written, order, moment.realMs) });
}

function withTakenOver(
  sale: ModelSale,
  previous: OrderRecord,
  { by, moment }: { readonly by: string; readonly moment: Moment },
): ModelSale {
  const over: OrderRecord = { ...previous, state: 'released', supersededBy: by };
  const event = { type: 'superseded', id: previous.id, by } as const;
  return withTotal(withChangedOrder(sale, over, { event, moment }), 'released');
}

function withNewcomer(sale: ModelSale, order: OrderRecord, moment: Moment): ModelSale {
  const { id, lines, markdownMinor, awaitsReview } = order;
  const event = { type: 'reserved', id, lines, markdownMinor, reviewing: awaitsReview } as const;
  const counted = withTotal(withSampleTaken(sale, order), 'reserved');
  return withChangedOrder(awaitsReview ? withTotal(counted, 'reviewing') : counted, order, { event, moment });
}

function newcomerTelling(
  { counted = {} }: ReserveRequest,
  { owners, markdownMinor }: OrderContent,
): Parameters<typeof withCounted>[2] {
  const { flagged, deepScopes = [], buyer = owners[0] ?? '' } = counted;
  const flags = flagged === true ? (['flagged'] as const) : [];
  return { events: ['judged', 'reserved', ...flags], deepScopes, buyer, spentMinor: markdownMinor };
}

/** Units, customer limit, loss budget: in this order, for a reservation as for the rescue of one. */
export function takingRefusal(sale: ModelSale, content: OrderContent, moment: Moment): Refusal | undefined {
  return (
    insufficientRefusal(sale, content.lines, moment) ??
    customerLimitRefusal(sale, content) ??
    lossBudgetRefusal(sale, content)
  );
}
