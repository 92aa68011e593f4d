import { BOOK_LIMITS } from './limits.js';

/**
 * Writes an identifier (a SKU, a price list, a stock key) as UTF-8.
 *
 * @returns its bytes; 0 when the text is none: empty, longer than 128 bytes, with a mark that cannot be seen, or with half
 * of a surrogate pair. What stands in `into` is then of no use.
 */
export function encodeIdentifier(text: string, into: Uint8Array): number {
  const units = text.length;
  if (units > BOOK_LIMITS.identifierBytesMax) return 0;
  for (let at = 0; at < units; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit >= 0x7f) return encodeFrom(text, at, into);
    into[at] = unit;
  }
  return units;
}

/** As {@link encodeIdentifier}, from the first character that is not plain ASCII. */
function encodeFrom(text: string, start: number, into: Uint8Array): number {
  let length = start;
  for (let at = start; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (isHidden(code)) return 0;
    if (code > 0xffff) at++;
    length = encodeCharacter(code, into, length);
    if (length > BOOK_LIMITS.identifierBytesMax) return 0;
  }
  return length;
}

/** Bytes beyond the end of `into` are dropped by the typed array; the length tells. */
function encodeCharacter(code: number, into: Uint8Array, at: number): number {
  if (code < 0x80) {
    into[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    into[at] = 0xc0 | (code >> 6);
    into[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  if (code < 0x10000) {
    into[at] = 0xe0 | (code >> 12);
    into[at + 1] = 0x80 | ((code >> 6) & 0x3f);
    into[at + 2] = 0x80 | (code & 0x3f);
    return at + 3;
  }
  into[at] = 0xf0 | (code >> 18);
  into[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  into[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  into[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}

/**
 * True for a character that would make two identifiers look the same and differ: controls, direction and zero-width marks,
 * line ends, halves of surrogate pairs. The same as in catalogues and in stock keys.
 */
export function isHidden(code: number): boolean {
  if (code < 0x20) return true;
  if (code < 0x7f) return false;
  return (
    code <= 0x9f ||
    code === 0x61c ||
    code === 0x200b ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff
  );
}

/**
 * Order of two texts by their UTF-8 bytes.
 *
 * @returns below 0, 0 or above 0, as for `sort`.
 */
export function compareBytes(
  left: Uint8Array,
  leftLength: number,
  right: Uint8Array,
  rightLength: number,
): number {
  const shorter = leftLength < rightLength ? leftLength : rightLength;
  for (let at = 0; at < shorter; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return leftLength - rightLength;
}
