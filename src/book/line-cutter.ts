const LF = 0x0a;
const CARRY_BYTES = 4_096;

/**
 * Cuts pieces of any size into lines that end with LF. A line that lies in one piece is handed on where it lies; one that lies
 * across pieces is put together first, up to `lineBytesMax` bytes and no further.
 */
export class LineCutter {
  /** The line at hand is `bytes[start, end)`, its LF left out. To be read before the next call. */
  bytes: Uint8Array = NOTHING;
  start = 0;
  end = 0;
  /** A line goes on beyond `lineBytesMax`: there is nothing more to be had. */
  isTooLong = false;
  readonly #lineBytesMax: number;
  #piece: Uint8Array = NOTHING;
  #at = 0;
  #carry: Uint8Array = new Uint8Array(CARRY_BYTES);
  #carried = 0;

  constructor(options: { readonly lineBytesMax: number }) {
    this.#lineBytesMax = options.lineBytesMax;
  }

  /** A line that has not ended. */
  get open(): Uint8Array {
    return this.#carry.subarray(0, this.#carried);
  }

  /** Takes a piece; the one before must have been cut to its end. */
  push(piece: Uint8Array): void {
    this.#piece = piece;
    this.#at = 0;
  }

  /** Goes to the next line. @returns false when the piece holds no more. */
  next(): boolean {
    const piece = this.#piece;
    const from = this.#at;
    const lineFeed = piece.indexOf(LF, from);
    const to = lineFeed < 0 ? piece.length : lineFeed;
    if (this.#carried + to - from > this.#lineBytesMax) {
      this.isTooLong = true;
      return false;
    }
    if (lineFeed < 0) {
      this.#keep(piece.subarray(from));
      this.#at = piece.length;
      return false;
    }
    this.#at = lineFeed + 1;
    if (this.#carried === 0) {
      this.bytes = piece;
      this.start = from;
      this.end = to;
      return true;
    }
    this.#keep(piece.subarray(from, to));
    this.bytes = this.#carry;
    this.start = 0;
    this.end = this.#carried;
    this.#carried = 0;
    return true;
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#carried + bytes.length;
    if (length > this.#carry.length) {
      const wider = new Uint8Array(Math.min(this.#lineBytesMax, Math.max(length, this.#carry.length * 2)));
      wider.set(this.#carry.subarray(0, this.#carried));
      this.#carry = wider;
    }
    this.#carry.set(bytes, this.#carried);
    this.#carried = length;
  }
}

const NOTHING = new Uint8Array(0);
