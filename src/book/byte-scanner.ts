import { isHidden } from './identifier-bytes.js';
import { BOOK_LIMITS } from './limits.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const NINE = 0x39;
/** Digits of 2^53 - 1. */
const DIGITS_MAX = 16;

/** Bytes of an ASCII text, for {@link ByteScanner.has}. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Reads the parts of canonical JSON that entries are made of. A part that is not as it must be sets `isBad`; what is read
 * after that means nothing, but never leaves the line.
 */
export class ByteScanner {
  at = 0;
  isBad = false;
  #bytes: Uint8Array = NOTHING;
  #end = 0;

  /** Goes to the start of `bytes[start, end)`. */
  start(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
    this.isBad = false;
  }

  get isAtEnd(): boolean {
    return this.at === this.#end;
  }

  /** Passes over a text if it stands here. */
  has(text: Uint8Array): boolean {
    const bytes = this.#bytes;
    const from = this.at;
    const length = text.length;
    if (from + length > this.#end) return false;
    for (let at = 0; at < length; at++) if (bytes[from + at] !== text[at]) return false;
    this.at = from + length;
    return true;
  }

  /** Passes over a text that must stand here. */
  must(text: Uint8Array): void {
    if (!this.has(text)) this.isBad = true;
  }

  /** Whole number as RFC 8785 writes it: no sign, no leading zero, no fraction, no exponent. */
  number(minimum: number, maximum: number): number {
    const bytes = this.#bytes;
    const from = this.at;
    let at = from;
    let value = 0;
    for (; at < this.#end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + (byte - ZERO);
    }
    const digits = at - from;
    this.at = at;
    // Sixteen digits may pass 2^53 and round, but never back below it.
    if (digits === 0 || digits > DIGITS_MAX || (digits > 1 && bytes[from] === ZERO)) this.isBad = true;
    if (value < minimum || value > maximum) this.isBad = true;
    return value;
  }

  /**
   * An identifier behind its opening quote, and its closing quote. No control character may stand in one, so the only
   * escapes there can be are those of a quote and of a backslash.
   *
   * @returns its bytes.
   */
  identifier(into: Uint8Array): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.at;
    let length = 0;
    while (at < end && length < BOOK_LIMITS.identifierBytesMax) {
      let byte = bytes[at] ?? 0;
      if (byte === QUOTE) break;
      if (byte >= 0x7f) {
        const size = this.#character(at);
        if (size === 0) return this.#fail();
        for (let each = 0; each < size; each++) into[length++] = bytes[at++] ?? 0;
        continue;
      }
      if (byte < 0x20) return this.#fail();
      if (byte === BACKSLASH) {
        byte = bytes[++at] ?? 0;
        if (at >= end || (byte !== QUOTE && byte !== BACKSLASH)) return this.#fail();
      }
      into[length++] = byte;
      at++;
    }
    // A character of several bytes may have gone beyond the limit.
    if (at >= end || bytes[at] !== QUOTE || length === 0 || length > BOOK_LIMITS.identifierBytesMax)
      return this.#fail();
    this.at = at + 1;
    return length;
  }

  /** Bytes of the character of two bytes or more at `at`; 0 when it is not UTF-8 or may not stand in an identifier. */
  #character(at: number): number {
    const bytes = this.#bytes;
    const first = bytes[at] ?? 0;
    const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + size > this.#end) return 0;
    let code = first & (0x7f >> size);
    for (let each = 1; each < size; each++) {
      const next = bytes[at + each] ?? 0;
      if ((next & 0xc0) !== 0x80) return 0;
      code = (code << 6) | (next & 0x3f);
    }
    // More bytes than the character takes, or beyond Unicode. Halves of surrogate pairs are hidden ones.
    if (code > 0x10ffff || (size === 3 && code < 0x800) || (size === 4 && code < 0x10000)) return 0;
    return isHidden(code) ? 0 : size;
  }

  #fail(): number {
    this.isBad = true;
    return 0;
  }
}

const NOTHING = new Uint8Array(0);
