/** What a Redis server answered, as plain values; error replies are values too. */
import { GuardError } from '../core/errors.js';

/** An error reply such as `WRONGTYPE Operation against a key ...`. */
export class RespError {
  /** The first word: `ERR`, `WRONGTYPE`, `MOVED`, ... */
  readonly code: string;
  /** The whole line as the server sent it. */
  readonly message: string;

  constructor(message: string) {
    this.message = message;
    this.code = message.split(' ', 1)[0] ?? '';
  }
}

/**
 * A reply. Texts are read as UTF-8; an integer beyond 2^53 - 1 is a bigint; arrays, sets and pushes are arrays; a RESP3 map is a Map;
 * attributes are left out.
 */
export type RespValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | RespError
  | readonly RespValue[]
  | ReadonlyMap<RespValue, RespValue>;

/** One word of a request. */
export type RespArgument = string | number | Buffer;

/** The bytes of one request. */
export function encodeRequest(words: readonly RespArgument[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${words.length}\r\n`)];
  for (const word of words) {
    const bytes = Buffer.isBuffer(word) ? word : Buffer.from(String(word));
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
  }
  return Buffer.concat(parts);
}

/** The value of one whole frame, as `FrameScanner` hands it out; anything else is not for this function. */
export function decodeFrame(frame: Buffer): RespValue {
  return new FrameReader(frame).read();
}

class FrameReader {
  readonly #frame: Buffer;
  #cursor = 0;

  constructor(frame: Buffer) {
    this.#frame = frame;
  }

  read(): RespValue {
    const lineEnd = this.#frame.indexOf('\r\n', this.#cursor);
    const type = String.fromCharCode(this.#frame[this.#cursor] ?? 0);
    const head = this.#frame.toString('utf8', this.#cursor + 1, lineEnd);
    this.#cursor = lineEnd + 2;
    switch (type) {
      case '-':
        return new RespError(head);
      case ':':
      case '(':
        return readInteger(head);
      case ',':
        return readDouble(head);
      case '#':
        return head === 't';
      case '_':
        return null;
      case '$':
        return this.#blob(Number(head));
      case '!':
        return new RespError(this.#blob(Number(head)) ?? '');
      case '=':
        // A verbatim string opens with its format and a colon: `txt:`.
        return this.#blob(Number(head))?.slice(4) ?? null;
      case '*':
      case '~':
      case '>':
        return this.#list(Number(head));
      case '%':
        return this.#map(Number(head));
      case '|':
        this.#map(Number(head));
        return this.read();
      default:
        return head;
    }
  }

  #blob(length: number): string | null {
    if (length === -1) return null;
    const text = this.#frame.toString('utf8', this.#cursor, this.#cursor + length);
    this.#cursor += length + 2;
    return text;
  }

  #list(count: number): readonly RespValue[] | null {
    if (count === -1) return null;
    return Array.from({ length: count }, () => this.read());
  }

  #map(count: number): ReadonlyMap<RespValue, RespValue> {
    const map = new Map<RespValue, RespValue>();
    for (let index = 0; index < count; index += 1) {
      const key = this.read();
      map.set(key, this.read());
    }
    return map;
  }
}

function readInteger(head: string): number | bigint {
  if (!/^[+-]?\d{1,400}$/.test(head))
    throw new GuardError({ code: 'input', message: 'the stream is not RESP: an integer has no digits' });
  const value = Number(head);
  return Number.isSafeInteger(value) ? value : BigInt(head);
}

function readDouble(head: string): number {
  if (head === 'inf') return Number.POSITIVE_INFINITY;
  return head === '-inf' ? Number.NEGATIVE_INFINITY : Number(head);
}
