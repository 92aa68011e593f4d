/** Places for recent values of one column; a power of two. */
const PLACES = 256;
/** Longer values are not looked for: comparing them costs what making them does. */
const BYTES_MAX = 96;
const BEYOND_LATIN1 = /[^\u0000-\u00ff]/;

interface Memory {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * Recent values of one column by their bytes, so that a value written a million times is decoded once and is one string.
 * Bounded: a new value takes the place of an older one.
 */
export class TextMemory {
  readonly #places: (Memory | undefined)[] = new Array<Memory | undefined>(PLACES).fill(undefined);

  /** Text of `bytes[start, end)`, made by `make` when it is not remembered. */
  get(bytes: Uint8Array, start: number, end: number, make: () => string): string {
    const length = end - start;
    if (length > BYTES_MAX) return make();
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    const place = (hash ^ (hash >>> 11)) & (PLACES - 1);
    const memory = this.#places[place];
    if (memory !== undefined && isSameBytes(memory.bytes, bytes, start, length)) return memory.text;
    const text = ownText(make());
    this.#places[place] = { bytes: bytes.slice(start, end), text };
    return text;
  }
}

/** True when `known` is what stands in `bytes` from `start` on for `length` bytes. */
export function isSameBytes(known: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let at = 0; at < length; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}

/**
 * A copy of a text that shares no memory with what it was cut from. V8 keeps the whole of a text alive for a part of 13
 * characters or more; whoever keeps a few texts of many rows for long should keep copies.
 */
export function ownText(text: string): string {
  const unit = BEYOND_LATIN1.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, unit).toString(unit);
}
