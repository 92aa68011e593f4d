import { BLANK, COMMA, CR, LF, QUOTE, TAB } from './ascii.js';

export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Index of the first byte from `from` on that is no blank of JSON; `end` when there is none. */
export function pastBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte !== BLANK && byte !== TAB && byte !== CR && byte !== LF) break;
  }
  return at;
}

/** Index after a number, `true`, `false` or `null`: where a blank, a comma or the end of the object stands. */
export function wordEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === COMMA || byte === CLOSE_OBJECT || byte <= BLANK) break;
  }
  return at;
}

/** Index after the list or object at `from`, however deep, without recursion; -1 when it does not end before `end`. */
export function nestedEnd(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      for (at++; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth++;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (--depth === 0) return at + 1;
    }
  }
  return -1;
}

/** True when a text is JSON. V8 parses without recursion, so depth is no matter. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
