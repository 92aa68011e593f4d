import { isUtf8 } from 'node:buffer';
import { assert } from '../core/assert.js';
import { DELETE, LF } from './ascii.js';

/** Bytes looked at together. Text this short is cheap to collect and stays in the second-level cache with its bytes. */
const WINDOW_BYTES = 65_536;
/** Room after the longest row for its line end and the sentinel. */
const SPARE_BYTES = 3;
const NOTHING = new Uint8Array(0);

/**
 * How the characters start in UTF-8 that `text-checks` looks for: the C1 controls (C2, shared with Latin-1 signs), the
 * Arabic letter mark, the marks of U+2000..207F (shared with dashes and curly quotes), the byte-order mark.
 */
const HIDING_STARTS = [[0xc2], [0xd8, 0x9c], [0xe2, 0x80], [0xe2, 0x81], [0xef, 0xbb, 0xbf]].map((start) =>
  Buffer.from(start),
);

/**
 * A sliding view over a stream of UTF-8 bytes: `bytes` holds what is being looked at, `text` the same bytes one character
 * each (latin1), so that a position means the same in both. Pieces may be handed in at any length; what they are cut into
 * never shows.
 *
 * Scanning needs no bounds check: `bytes[end]` is always a line feed.
 */
export class ByteWindow {
  readonly bytes: Buffer;
  /** One character a byte. A part of it may keep the whole alive: see `ownText`. */
  text = '';
  /** Where the next row starts. */
  position = 0;
  /** Index after the last byte. */
  end = 0;
  /** True when nothing comes after `end`. */
  isLast = false;
  /** False when some row of this window may hold bytes that are not UTF-8. */
  isWellFormed = true;
  /** True when a DEL stands somewhere in this window: the one control character above the blanks. */
  hasDelete = false;
  /** True when hidden characters beyond ASCII may stand in this window; false means that there are none. */
  mayHide = false;
  #input: Uint8Array = NOTHING;
  #inputAt = 0;
  /** What comes after `input`, once it is known that nothing comes after that. */
  #tail: Uint8Array | undefined;

  /** @param rowBytesMax longest row that must fit, line end excluded. */
  constructor(rowBytesMax: number) {
    this.bytes = Buffer.allocUnsafeSlow(rowBytesMax + SPARE_BYTES + WINDOW_BYTES);
    this.bytes[0] = LF;
  }

  /** Hands in the next piece; it must not change until `refill` has returned false. */
  push(piece: Uint8Array): void {
    assert(
      this.#inputAt === this.#input.length && this.#tail === undefined,
      'a piece is pushed when the last one is used up',
    );
    this.#input = piece;
    this.#inputAt = 0;
  }

  /** Says that no further piece comes but `tail`, which may be empty. */
  finish(tail: Uint8Array): void {
    this.#tail = tail;
  }

  /** Bytes not yet passed over. */
  get left(): number {
    return this.end - this.position;
  }

  /**
   * Drops what was passed over and takes in more. @returns false when nothing changed: push a piece, or it was the end.
   */
  refill(): boolean {
    if (this.#inputAt === this.#input.length) {
      if (this.#tail === undefined || this.isLast) return false;
      this.#input = this.#tail;
      this.#tail = NOTHING;
      this.#inputAt = 0;
    }
    const waiting = this.#input.length - this.#inputAt;
    this.bytes.copyWithin(0, this.position, this.end);
    const kept = this.end - this.position;
    const room = this.bytes.length - 1 - kept;
    const taken = Math.min(waiting, room, Math.max(WINDOW_BYTES - kept, kept));
    this.bytes.set(this.#input.subarray(this.#inputAt, this.#inputAt + taken), kept);
    this.#inputAt += taken;
    this.position = 0;
    this.end = kept + taken;
    this.bytes[this.end] = LF;
    this.isLast = this.#tail?.length === 0 && this.#inputAt === this.#input.length;
    this.#look();
    return true;
  }

  /** True when `bytes[start, end)` are UTF-8. */
  isUtf8(start: number, end: number): boolean {
    return this.isWellFormed || isUtf8(this.bytes.subarray(start, end));
  }

  #look(): void {
    this.text = this.bytes.toString('latin1', 0, this.end);
    // A character may be cut at the end of the window, but no row ends there: rows end at line feeds, or at the very end.
    const checked = this.isLast ? this.end : this.bytes.subarray(0, this.end).lastIndexOf(LF) + 1;
    this.isWellFormed = isUtf8(this.bytes.subarray(0, checked));
    const seen = this.bytes.subarray(0, this.end);
    this.hasDelete = seen.includes(DELETE);
    this.mayHide = HIDING_STARTS.some((start) => seen.includes(start));
  }
}
