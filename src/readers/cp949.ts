import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';

/**
 * CP949 (Windows code page 949), the superset of EUC-KR that Korean Excel writes. Node's own `euc-kr` decoder knows
 * only the 2,350 syllables of KS X 1001 and turns the other 8,822 (`똠`, `햏`, `펲`) into garbage without a word, so
 * its table is completed here: the missing syllables stand in the extension in the order of Unicode.
 */
const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfd;
/** Lead and trail bytes of KS X 1001 start here; the extension takes what lies below. */
const FIRST_STANDARD = 0xa1;
const LAST_TRAIL = 0xfe;
const LAST_EXTENSION_LEAD = 0xc6;
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const EXTENSION_COUNT = 8822;
const REPLACEMENT = 0xfffd;
/** A byte that can stand nowhere in UTF-8. */
const NEVER_UTF8 = 0xff;

let table: Uint16Array | undefined;

/** UTF-16 unit by `lead << 8 | trail`, 0 where the pair means nothing. Made at the first use: 128 KiB, some 2 ms. */
function cp949Table(): Uint16Array {
  return (table ??= makeTable());
}

function makeTable(): Uint16Array {
  const units = new Uint16Array(0x10000);
  const known = new Set<number>();
  forEachPair(FIRST_STANDARD, LAST_LEAD, standardTrails(), (pair, unit) => {
    units[pair] = unit;
    known.add(unit);
  });
  // Added to KS X 1001 in 1998 and on Windows.
  units[0xa2e6] = 0x20ac;
  units[0xa2e7] = 0x00ae;
  const count = fillExtension(units, known);
  assert(count === EXTENSION_COUNT, 'the Korean extension holds 8,822 syllables');
  return units;
}

function standardTrails(): number[] {
  return Array.from({ length: LAST_TRAIL - FIRST_STANDARD + 1 }, (_, index) => FIRST_STANDARD + index);
}

/** Asks Node's decoder for every pair; private-use and undefined ones are left out. */
function forEachPair(
  firstLead: number,
  lastLead: number,
  trails: readonly number[],
  visit: (pair: number, unit: number) => void,
): void {
  const pairs: number[] = [];
  for (let lead = firstLead; lead <= lastLead; lead++)
    for (const trail of trails) pairs.push((lead << 8) | trail);
  const text = eucKrDecoder().decode(Uint8Array.from(pairs.flatMap((pair) => [pair >> 8, pair & 0xff])));
  assert(text.length === pairs.length, 'every Korean pair is one UTF-16 unit');
  pairs.forEach((pair, index) => {
    const unit = text.charCodeAt(index);
    const isPrivate = unit >= 0xe000 && unit < 0xf900;
    if (unit !== REPLACEMENT && !isPrivate) visit(pair, unit);
  });
}

function fillExtension(units: Uint16Array, known: ReadonlySet<number>): number {
  let syllable = FIRST_SYLLABLE;
  let count = 0;
  for (let lead = FIRST_LEAD; lead <= LAST_EXTENSION_LEAD; lead++) {
    for (let trail = 0x41; trail <= LAST_TRAIL; trail++) {
      if (!isExtensionTrail(lead, trail)) continue;
      while (known.has(syllable)) syllable++;
      if (syllable > LAST_SYLLABLE) return count;
      units[(lead << 8) | trail] = syllable++;
      count++;
    }
  }
  return count;
}

function isExtensionTrail(lead: number, trail: number): boolean {
  if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) return false;
  return lead < FIRST_STANDARD || trail < FIRST_STANDARD;
}

function eucKrDecoder(): { decode(bytes: Uint8Array): string } {
  try {
    return new TextDecoder('euc-kr');
  } catch (cause) {
    const message =
      'this Node.js was built without Korean encodings; save the file as UTF-8, or use a standard build';
    throw new GuardError({ code: 'input', message, cause });
  }
}

/**
 * Turns CP949 into UTF-8, piece by piece. A pair or byte that means nothing becomes the byte 0xFF, which no UTF-8 holds:
 * whoever checks the rows afterwards finds it in the right row, and no replacement character slips in.
 */
export class Cp949ToUtf8 {
  readonly #units = cp949Table();
  #out: Uint8Array = new Uint8Array(0);
  /** Bytes written to `out`. */
  #length = 0;
  /** First byte of a pair that a piece was cut in; 0 for none. */
  #lead = 0;

  /** UTF-8 of a piece; the same memory is used again by the next call. */
  push(piece: Uint8Array): Uint8Array {
    // Two bytes become at most three, and one held back from before may come on top.
    const room = Math.ceil(piece.length * 1.5) + 3;
    if (this.#out.length < room) this.#out = new Uint8Array(room);
    this.#length = 0;
    const isCut = this.#lead !== 0 && piece.length > 0;
    this.#decode(piece, isCut ? this.#putPair(this.#lead, piece[0] ?? 0) - 1 : 0);
    return this.#out.subarray(0, this.#length);
  }

  /** What is left after the last piece: half a character, if anything. */
  end(): Uint8Array {
    const isCut = this.#lead !== 0;
    this.#lead = 0;
    return isCut ? Uint8Array.of(NEVER_UTF8) : new Uint8Array(0);
  }

  #decode(piece: Uint8Array, from: number): void {
    const out = this.#out;
    const end = piece.length;
    if (end > 0) this.#lead = 0;
    let at = from;
    while (at < end) {
      let to = this.#length;
      for (let byte = piece[at] ?? 0; byte < 0x80; byte = piece[at] ?? 0x80) {
        out[to++] = byte;
        at++;
      }
      this.#length = to;
      if (at === end) return;
      const byte = piece[at] ?? 0;
      if (byte < FIRST_LEAD || byte > LAST_LEAD) {
        out[this.#length++] = NEVER_UTF8;
        at++;
      } else if (at + 1 === end) {
        this.#lead = byte;
        return;
      } else {
        at += this.#putPair(byte, piece[at + 1] ?? 0);
      }
    }
  }

  /** Writes the character of a pair. @returns how many of its bytes are used up: 1 when the second was not part of it. */
  #putPair(lead: number, trail: number): 1 | 2 {
    const out = this.#out;
    const unit = this.#units[(lead << 8) | trail] ?? 0;
    let to = this.#length;
    if (unit === 0) {
      out[to++] = NEVER_UTF8;
    } else if (unit < 0x800) {
      out[to++] = 0xc0 | (unit >> 6);
      out[to++] = 0x80 | (unit & 0x3f);
    } else {
      out[to++] = 0xe0 | (unit >> 12);
      out[to++] = 0x80 | ((unit >> 6) & 0x3f);
      out[to++] = 0x80 | (unit & 0x3f);
    }
    this.#length = to;
    // An ASCII byte is never lost to a broken character before it: it may be the comma that keeps the row in shape.
    return unit === 0 && trail < 0x80 ? 1 : 2;
  }
}
