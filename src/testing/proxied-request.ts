import { decodeFrame } from './resp-value.js';

/** A whole request on its way to the server. */
export interface ProxiedRequest {
  /** Command name in capitals: `EVALSHA`, `HSET`. */
  readonly name: string;
  /** What follows the name, read as UTF-8. */
  readonly arguments: readonly string[];
}

/** Which requests a fault is for: a command name in any letter case, or a question asked of each request. */
export type RequestMatch = string | ((request: ProxiedRequest) => boolean);

/** Reads a request frame, also an inline one; an empty line or array is no request and the server does not answer it. */
export function readRequest(frame: Buffer): ProxiedRequest | undefined {
  const words = frame[0] === 0x2a ? arrayWords(frame) : inlineWords(frame);
  const [name, ...rest] = words;
  return name === undefined ? undefined : { name: name.toUpperCase(), arguments: rest };
}

/** Whether `match` means this request; no match means every request. */
export function isMatch(match: RequestMatch | undefined, request: ProxiedRequest): boolean {
  if (match === undefined) return true;
  return typeof match === 'string' ? match.toUpperCase() === request.name : match(request);
}

/** After these, replies no longer come one for one: the rest of the connection is handed on unread. */
const UNCOUNTED = new Set(['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'MONITOR', 'SYNC', 'PSYNC']);

/** Whether the connection turns into a stream that is not request and reply (publish/subscribe, MONITOR, replication). */
export function endsCounting(request: ProxiedRequest): boolean {
  if (UNCOUNTED.has(request.name)) return true;
  return request.name === 'CLIENT' && request.arguments[0]?.toUpperCase() === 'REPLY';
}

function arrayWords(frame: Buffer): readonly string[] {
  const value = decodeFrame(frame);
  return Array.isArray(value) ? value.map(String) : [];
}

function inlineWords(frame: Buffer): readonly string[] {
  return frame
    .toString('utf8')
    .split(/\s+/)
    .filter((word) => word !== '');
}
