import type {
  CanonicalAdjust,
  CanonicalBeginPayment,
  CanonicalCommit,
  CanonicalExpire,
  CanonicalExtend,
  CanonicalRelease,
  CanonicalReserve,
  CanonicalRestore,
  CanonicalSetMode,
} from '../../stock/canonical.js';
import type { StockLine } from '../../stock/reservation.js';

/** One operation in the form `apply.lua` takes: its letter, then its arguments. */
export type Operation = readonly string[];

/** Between fields, and between members of a list. No text that enters may hold a control character. */
export const US = '\x1f';
export const RS = '\x1e';
export const GS = '\x1d';
export const FS = '\x1c';

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
  const operation = [
    previousId === undefined ? 'r' : 'u',
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
  return operation;
}

export function beginPaymentOperation(request: CanonicalBeginPayment): Operation {
  return ['p', request.id, String(request.ttlMs)];
}

export function extendOperation(request: CanonicalExtend): Operation {
  return ['t', request.id, String(request.attempt), String(request.ttlMs)];
}

export function commitOperation(request: CanonicalCommit): Operation {
  return ['c', request.id, request.paymentRef, request.fingerprint ?? '', request.late];
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
  const { mode, scope, actor, approver = '', reason, regression = '' } = request;
  return ['m', mode, scope, actor, approver, reason, regression];
}
