import { breaches as invariantBreaches } from '../../src/stock/invariants.js';
import { contentDifference } from '../../src/stock/canonical.js';
import { checkReserve } from '../../src/stock/check-reserve.js';
import { isOpenState, type Reservation } from '../../src/stock/reservation.js';
import type { SaleSnapshot } from '../../src/stock/verdict.js';
import { isExplained } from './explain.js';
import type { Call } from './call.js';

/** A sale at rest: what was sent and answered, and what the store holds. */
export interface Evidence {
  readonly calls: readonly Call[];
  /** By id; of every id a request was ever sent for, when the store knows it. */
  readonly reservations: ReadonlyMap<string, Reservation>;
  readonly snapshot: SaleSnapshot;
  /** Records the store holds, whoever made them. */
  readonly recordCount: number;
}

/** What the evidence shows. */
export interface Judgement {
  /** One sentence each; empty when nothing is wrong. */
  readonly breaches: readonly string[];
  /** Orders the store knows. */
  readonly orders: number;
  /** Answers that said "it happened", and those of them that the store still knows. */
  readonly acknowledged: number;
  readonly found: number;
}

/** Compares what was acknowledged with what the store holds. Knows the answers and the final state, nothing of how they came about. */
export function judge(evidence: Evidence): Judgement {
  const { calls, reservations, snapshot } = evidence;
  const acknowledged = calls.filter(isAcknowledged);
  const found = acknowledged.filter(({ request }) => reservations.has(request.id));
  return {
    orders: reservations.size,
    acknowledged: acknowledged.length,
    found: found.length,
    breaches: [
      ...invariantBreaches(snapshot, [...reservations.values()]),
      ...saleBreaches(evidence),
      ...calls.flatMap((call) => callBreaches(call, evidence)),
      ...[...reservations.values()].flatMap((reservation) => recordBreaches(reservation, calls)),
    ],
  };
}

/** Answers after which a shop relies on an effect. */
const ACKNOWLEDGED = new Set([
  'reserved',
  'replayed',
  'extended',
  'committed',
  'already',
  'released',
  'restored',
]);

function isAcknowledged({ answer }: Call): boolean {
  return answer !== undefined && ACKNOWLEDGED.has(answer.kind);
}

function saleBreaches({ snapshot, reservations, recordCount }: Evidence): readonly string[] {
  const found: string[] = [];
  if (snapshot.regressed) found.push('the sale says that writes were lost, but every write was kept');
  if (snapshot.mode !== 'open') found.push(`the sale is in mode ${snapshot.mode}, nobody changed it`);
  if (recordCount !== reservations.size)
    found.push(`the store holds ${recordCount} records, but only ${reservations.size} ids were ever sent`);
  return found;
}

function callBreaches(call: Call, { reservations }: Evidence): readonly string[] {
  const { operation, request, answer } = call;
  const reservation = reservations.get(request.id);
  if (answer === undefined) return [`${operation} of ${request.id} was never answered`];
  if (isExplained(call, reservations)) return [];
  const told = `${answer.kind}${'reason' in answer ? ` ${answer.reason}` : ''}`;
  return [
    `${operation} of ${request.id} was answered "${told}", but it is ${reservation?.state ?? 'not there'}`,
  ];
}

/** What one record must not be, whatever was answered: made of nothing, other than asked for, or still open. */
function recordBreaches(reservation: Reservation, calls: readonly Call[]): readonly string[] {
  const { id, state } = reservation;
  const own = callsOf(calls).get(id) ?? [];
  const found: string[] = [];
  if (isOpenState(state)) found.push(`${id} is ${state} long after every deadline`);
  const made = own.find(({ operation }) => operation === 'reserve' || operation === 'supersede');
  if (made === undefined) found.push(`${id} is there, but nobody reserved it`);
  else found.push(...contentBreaches(reservation, made));
  if (made !== undefined && own.every(isSurelyRefused)) found.push(`${id} is ${state}, but was refused`);
  found.push(...restoreBreaches(reservation, own));
  return found;
}

/** Whether every sending of it was answered, and with a refusal. */
function isSurelyRefused({ answer, openCount }: Call): boolean {
  return answer?.kind === 'refused' && openCount === 0;
}

const indexes = new WeakMap<readonly Call[], ReadonlyMap<string, readonly Call[]>>();

function callsOf(calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  const known = indexes.get(calls);
  if (known !== undefined) return known;
  const byId = new Map<string, Call[]>();
  for (const call of calls) {
    const own = byId.get(call.request.id) ?? [];
    byId.set(call.request.id, own);
    own.push(call);
  }
  indexes.set(calls, byId);
  return byId;
}

function contentBreaches(reservation: Reservation, made: Call): readonly string[] {
  if (made.operation !== 'reserve' && made.operation !== 'supersede') return [];
  const { id, owners, lines } = made.request;
  const asked = checkReserve({ id, owners, lines });
  if (!asked.ok) return [`${id}: the soak itself asked for something invalid`];
  const fields = contentDifference(asked.value, reservation);
  return fields.length === 0 ? [] : [`${id} differs from its order in ${fields.join(', ')}`];
}

/** Units given back: at least what was acknowledged, at most what was asked for, each act once. */
function restoreBreaches(
  { id, lines, restored, state }: Reservation,
  own: readonly Call[],
): readonly string[] {
  const acts = new Map<string, { readonly units: number | 'rest'; isAcknowledged: boolean }>();
  for (const call of own) {
    if (call.operation !== 'restore') continue;
    const units = call.request.lines === undefined ? 'rest' : unitsOf(call.request.lines);
    const known = acts.get(call.request.restoreId) ?? { units, isAcknowledged: false };
    acts.set(call.request.restoreId, known);
    known.isAcknowledged ||= isAcknowledged(call);
  }
  const isRest = (isAll: boolean): boolean =>
    [...acts.values()].some((act) => act.units === 'rest' && (act.isAcknowledged || isAll));
  const sum = (isAll: boolean): number =>
    isRest(isAll)
      ? unitsOf(lines)
      : [...acts.values()].reduce(
          (units, act) => units + (act.isAcknowledged || isAll ? Number(act.units) : 0),
          0,
        );
  const units = unitsOf(restored);
  if (units >= sum(false) && units <= sum(true)) return [];
  return [`${id} (${state}) had ${units} units restored, acknowledged ${sum(false)}, asked for ${sum(true)}`];
}

function unitsOf(lines: Reservation['lines']): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
