import type {
  CanonicalAdjust,
  CanonicalBeginPayment,
  CanonicalCommit,
  CanonicalExpire,
  CanonicalExtend,
  CanonicalAllotment,
  CanonicalRelease,
  CanonicalReserve,
  CanonicalResolveReview,
  CanonicalRestore,
  CanonicalSetEpoch,
  CanonicalSetMode,
  CanonicalSignal,
} from '../../stock/canonical.js';
import { SALE_SCOPE } from '../../stock/mode.js';
import type { StockLine } from '../../stock/reservation.js';
import { allotmentsDigest } from './allotments-digest.js';
import { GS, RS, US } from './separators.js';

/** One operation in the form `apply.lua` takes: its letter, then its arguments. */
export type Operation = readonly string[];

/** `quantity RS stock key`, joined by RS. */
function encodeLines(lines: readonly StockLine[]): string {
  let text = '';
  for (const line of lines) text += `${text === '' ? '' : RS}${line.quantity}${RS}${line.stockKey}`;
  return text;
}

/**
 * `reserve`, or `supersede` when a previous id is given. Flat, one argument a value: the script keeps what is sent here, joined by
 * separators, and compares it byte for byte when the same id comes again.
 */
export function reserveOperation(request: CanonicalReserve): Operation {
  const { id, ttlMs, markdownMinor, epoch, fingerprint = '', owners, lines, previousId } = request;
  const extras = extrasOf(request);
  const letter = previousId === undefined ? 'r' : 'u';
  const operation = [
    extras === undefined ? letter : letter.toUpperCase(),
    id,
    ttlMs === undefined ? '' : String(ttlMs),
    markdownMinor === 0 ? '' : String(markdownMinor),
    epoch === undefined ? '' : String(epoch),
    `${fingerprint}${US}${request.scopes.length === 0 ? '' : request.scopes.join(RS)}`,
    String(owners.length),
    ...owners,
    String(lines.length),
  ];
  for (const line of lines) operation.push(String(line.quantity), line.stockKey);
  if (previousId !== undefined) operation.push(previousId);
  if (extras !== undefined) operation.push(...extras);
  return operation;
}

/** Marks, scopes it is deep in, buyer, note; undefined when none of them says anything, which is the cheaper form. */
function extrasOf({ review, counted, note, owners }: CanonicalReserve): readonly string[] | undefined {
  const buyer = counted.buyer === owners[0] ? '' : counted.buyer;
  const marks = `${review === true ? 'v' : ''}${counted.flagged === true ? 'f' : ''}`;
  if (marks === '' && buyer === '' && counted.deepScopes.length === 0 && note === undefined) return undefined;
  // With a separator around each, so that one is found without taking the list apart.
  const deep = counted.deepScopes.length === 0 ? '' : `${RS}${counted.deepScopes.join(RS)}${RS}`;
  return [marks, deep, buyer, note ?? ''];
}

export function beginPaymentOperation(request: CanonicalBeginPayment): Operation {
  return ['p', request.id, String(request.ttlMs)];
}

export function extendOperation(request: CanonicalExtend): Operation {
  return ['t', request.id, String(request.attempt), String(request.ttlMs)];
}

export function commitOperation(request: CanonicalCommit): Operation {
  const { id, paymentRef, fingerprint = '', late, epoch, reservedUnder } = request;
  return ['c', id, paymentRef, fingerprint, late, optional(epoch), optional(reservedUnder)];
}

export function releaseOperation(request: CanonicalRelease): Operation {
  return ['x', request.id];
}

export function restoreOperation(request: CanonicalRestore): Operation {
  const target = request.to === 'stock' ? 's' : 'q';
  return [
    'b',
    request.id,
    request.restoreId,
    target,
    request.lines === undefined ? '' : encodeLines(request.lines),
  ];
}

export function expireOperation(request: CanonicalExpire): Operation {
  return ['e', String(request.limit)];
}

export function restockOperation({ id, lines }: CanonicalAdjust): Operation {
  return ['a', id, '+', encodeLines(lines)];
}

export function withdrawOperation({ id, lines }: CanonicalAdjust): Operation {
  return ['a', id, '-', encodeLines(lines)];
}

export function setModeOperation(request: CanonicalSetMode): Operation {
  const { mode, scope, actor, approver = '', reason, regression = '', holder = '' } = request;
  const { holdSeq, sample } = request;
  return ['m', mode, scope, actor, approver, reason, regression, holder, optional(holdSeq), optional(sample)];
}

export function setEpochOperation(request: CanonicalSetEpoch): Operation {
  const { epoch, overlapMs, actor, reason, added } = request;
  const digest = added.length === 0 ? '' : allotmentsDigest(added);
  return ['n', String(epoch), String(overlapMs), actor, reason, added.map(encodeAllotment).join(GS), digest];
}

function encodeAllotment({
  stockKey,
  quantity,
  perCustomer = 0,
  markdownMinor = 0,
}: CanonicalAllotment): string {
  return [quantity, perCustomer, markdownMinor, stockKey].join(RS);
}

/** The sale itself needs no naming. Values stand in their own order, which is the order in which they find room. */
export function signalOperation({ scopes, isFlagged, isRejected, values }: CanonicalSignal): Operation {
  const marks = `${isFlagged ? 'f' : ''}${isRejected ? 'x' : ''}`;
  const named = scopes.filter((scope) => scope !== SALE_SCOPE);
  const pairs = values.flatMap(({ scope, value }) => [scope, value]);
  return ['s', marks, named.join(RS), pairs.join(RS)];
}

export function resolveReviewOperation(request: CanonicalResolveReview): Operation {
  const { id, decision, ttlMs, actor, reason } = request;
  return ['v', id, decision === 'accept' ? 'a' : 'j', optional(ttlMs), actor, reason];
}

function optional(number: number | undefined): string {
  return number === undefined ? '' : String(number);
}
