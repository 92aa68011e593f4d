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
  Content,
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

/** What a replay must repeat, byte for byte. */
function encodeContent(content: Content): string {
  const markdown = content.markdownMinor === 0 ? '' : String(content.markdownMinor);
  const epoch = content.epoch === undefined ? '' : String(content.epoch);
  const owners = content.owners.join(RS);
  const scopes = content.scopes.join(RS);
  return `${markdown}${US}${epoch}${US}${content.fingerprint ?? ''}${US}${scopes}${US}${owners}${US}${encodeLines(content.lines)}`;
}

/** `reserve`, or `supersede` when a previous id is given. */
export function reserveOperation(request: CanonicalReserve): Operation {
  const ttl = request.ttlMs === undefined ? '' : String(request.ttlMs);
  const content = encodeContent(request);
  return request.previousId === undefined
    ? ['r', request.id, ttl, content]
    : ['u', request.id, ttl, content, request.previousId];
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

/** `+` adds to allotments, `-` takes from them. */
export function adjustOperation(direction: '+' | '-', request: CanonicalAdjust): Operation {
  return ['a', request.id, direction, encodeLines(request.lines)];
}

export function setModeOperation(request: CanonicalSetMode): Operation {
  const { mode, scope, actor, approver = '', reason, regression = '' } = request;
  return ['m', mode, scope, actor, approver, reason, regression];
}
