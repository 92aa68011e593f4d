import { GuardError } from '../core/errors.js';
import type { Encoding } from '../catalog/format.js';
import { Cp949ToUtf8 } from './cp949.js';

/** The longest byte-order mark. */
const MARK_BYTES_MAX = 4;
const NOTHING = new Uint8Array(0);

/**
 * Bytes of a declared encoding as UTF-8, with the byte-order mark taken off. Bytes that are no text in `utf-8` stay as
 * they are, and in `euc-kr` become 0xFF: the row that holds them is found when rows are checked.
 */
export class Utf8Input {
  readonly #file: string;
  readonly #encoding: Encoding;
  readonly #korean: Cp949ToUtf8 | undefined;
  /** The first bytes, until there are enough to know a mark. */
  #head: Uint8Array | undefined;

  /** @param from where in the file the first piece comes from: only the start may hold a mark. */
  constructor(file: string, encoding: Encoding, from: 'start' | 'middle') {
    this.#file = file;
    this.#head = from === 'start' ? NOTHING : undefined;
    this.#encoding = encoding;
    this.#korean = encoding === 'euc-kr' ? new Cp949ToUtf8() : undefined;
  }

  /**
   * UTF-8 of the next piece, good until the next call.
   *
   * @throws GuardError `input` when the file starts with the mark of another encoding.
   */
  push(piece: Uint8Array): Uint8Array {
    if (this.#head === undefined) return this.#decode(piece);
    this.#head = Buffer.concat([this.#head, piece]);
    return this.#head.length < MARK_BYTES_MAX ? NOTHING : this.#start(this.#head);
  }

  /** What is left when the last piece was pushed. @throws GuardError `input` as `push`. */
  end(): Uint8Array {
    const rest = this.#head === undefined ? NOTHING : this.#start(this.#head);
    const cut = this.#korean?.end() ?? NOTHING;
    return cut.length === 0 ? rest : Buffer.concat([rest, cut]);
  }

  #start(head: Uint8Array): Uint8Array {
    this.#head = undefined;
    const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    const found = isMarked ? 'utf-8' : wideEncoding(head);
    if (found !== undefined && found !== this.#encoding) throw this.#wrongEncoding(found);
    return this.#decode(isMarked ? head.subarray(3) : head);
  }

  #decode(piece: Uint8Array): Uint8Array {
    return this.#korean === undefined ? piece : this.#korean.push(piece);
  }

  #wrongEncoding(found: string): GuardError {
    const mend =
      found === 'utf-8'
        ? 'leave the encoding out, UTF-8 is the default'
        : 'save it as UTF-8 ("CSV UTF-8" in Excel) and try again';
    return new GuardError({
      code: 'input',
      message: `${this.#file} is ${found}, but was declared ${this.#encoding}: ${mend}`,
      data: { file: this.#file, found, declared: this.#encoding },
    });
  }
}

/** The two- or four-byte encoding a file starts in, by its mark or by the zero bytes of its first two letters. */
function wideEncoding(head: Uint8Array): string | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return undefined;
}
