import type { CommonReason, Refusal, RefusalReason, RescueRefusal } from '../../stock/verdict.js';
import { assert } from '../../core/assert.js';
import type { ReservationState, StockLine } from '../../stock/reservation.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import { readHolds } from './read-holds.js';
import { readMode } from './read-mode.js';
import { readNumber, readReply, statusName, type Reply } from './reply-fields.js';
import { GS, RS, US } from './separators.js';

/** Letters of records. An adjustment (`a`) is not a reservation. */
const STATES: Readonly<Record<string, ReservationState>> = {
  v: 'reviewing',
  r: 'reserved',
  p: 'paying',
  c: 'committed',
  x: 'released',
  e: 'expired',
  b: 'restored',
};

export function readState(letter: string | undefined): ReservationState {
  const state = letter === undefined ? undefined : STATES[letter];
  assert(state !== undefined, 'a script printed a state that is none');
  return state;
}

/** `quantity RS stock key ...`; nothing for no lines. */
export function readLines(text: string): readonly StockLine[] {
  if (text === '') return [];
  const parts = text.split(RS);
  const lines: StockLine[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    lines.push({ stockKey: parts[at + 1] ?? '', quantity: readNumber(parts[at]) });
  }
  return lines;
}

/** Reads a refusal; undefined for a status that is a kind of verdict of its own. */
export function readRefusal({ status, fields }: Reply): Refusal | undefined {
  const [first = '', second = ''] = fields;
  switch (status) {
    case 'mode':
      return { reason: status, mode: readMode(first), scope: second };
    case 'epoch':
    case 'reserved_under':
      return { reason: status, epoch: first === '' ? undefined : readNumber(first) };
    case 'regressed':
    case 'unknown_sale':
    case 'unknown_id':
    case 'late':
    case 'not_owner':
    case 'committed':
    case 'restored':
    case 'approver':
    case 'review':
      return { reason: status };
    case 'held':
      return { reason: status, holds: readHolds(fields.join(US)) };
    case 'unknown_sku':
      return { reason: status, stockKeys: first.split(RS) };
    case 'insufficient':
      return { reason: status, ...readShortage(first, second) };
    case 'customer_limit':
      return { reason: status, limits: first.split(GS).map(readLimit) };
    case 'loss_budget':
      return { reason: status, remainingMinor: readNumber(first) };
    case 'owner_key':
      return { reason: status, keyId: first };
    case 'version':
      return { reason: status, version: first };
    case 'not_committed':
    case 'previous':
      return { reason: status, state: readState(first) };
    case 'exceeds_committed':
      return { reason: status, remaining: readLines(first) };
    case 'extension_limit':
      return { reason: status, countMax: readNumber(first), totalMaxMs: readNumber(second) };
    case 'extension_order':
      return { reason: status, count: readNumber(first) };
    case 'memory':
      return { reason: 'unavailable', error: 'OOM' };
    default:
      return readLimitOfStore(status, first);
  }
}

/** Limits of one sale that only the store can know it has reached. */
function readLimitOfStore(status: Reply['status'], detail: string): Refusal | undefined {
  if (status === 'too_many_restores') {
    return invalid(
      'restoreId',
      `this reservation was restored ${STOCK_LIMITS.restoresMax} times, the most there can be`,
    );
  }
  if (status === 'too_many_scopes') {
    return invalid(
      'scope',
      `${STOCK_LIMITS.scopedModesMax} scopes have a mode of their own, the most there can be`,
    );
  }
  if (status === 'too_many_holds') {
    return invalid('scope', `is one more than the ${STOCK_LIMITS.holdsMax} holds a sale may have`);
  }
  if (status === 'allotment_full') {
    return invalid(
      'lines',
      `the allotment of ${JSON.stringify(detail)} would pass ${STOCK_LIMITS.quantityMax} units`,
    );
  }
  return undefined;
}

function invalid(field: string, message: string): Refusal {
  return { reason: 'invalid_request', field, message };
}

function readShortage(
  nextChance: string,
  shortages: string,
): Omit<Extract<Refusal, { reason: 'insufficient' }>, 'reason'> {
  return {
    shortages: shortages.split(GS).map((text) => {
      const [stockKey = '', requested, available, reserved] = text.split(RS);
      return {
        stockKey,
        requested: readNumber(requested),
        available: readNumber(available),
        reserved: readNumber(reserved),
      };
    }),
    nextChanceAt: nextChance === '' ? undefined : readNumber(nextChance),
  };
}

function readLimit(text: string): Extract<Refusal, { reason: 'customer_limit' }>['limits'][number] {
  const [stockKey = '', limit, used, ownerIndex] = text.split(RS);
  return {
    stockKey,
    limit: readNumber(limit),
    used: readNumber(used),
    ownerIndex: readNumber(ownerIndex),
  };
}

/** Why a script did nothing at all of what it was asked; every operation may be refused for these. */
export type SaleRefusalReason = Exclude<CommonReason, 'invalid_request'>;
export type SaleRefusal = Extract<Refusal, { readonly reason: SaleRefusalReason }>;

const SALE_REFUSALS: ReadonlySet<RefusalReason> = new Set<SaleRefusalReason>([
  'unknown_sale',
  'late',
  'version',
  'unavailable',
]);

/** Reads a reply that is a refusal of the whole call: its status and a detail. */
export function readSaleRefusal(status: number, detail: string): SaleRefusal {
  const refusal = readRefusal({ status: statusName(status), fields: [detail] });
  assert(refusal !== undefined && isSaleRefusal(refusal), 'a script refused a whole call without a reason');
  return refusal;
}

function isSaleRefusal(refusal: Refusal): refusal is SaleRefusal {
  return SALE_REFUSALS.has(refusal.reason);
}

/** Why a rescue was refused: a refusal that stands inside another reply, whole. Undefined where nobody asked for one. */
export function readRescueRefusal(fields: readonly string[]): RescueRefusal | undefined {
  if (fields.length === 0) return undefined;
  const reply = readReply(fields.join(US));
  return reply.status === 'payment_refused' ? { reason: reply.status } : readRefusal(reply);
}
