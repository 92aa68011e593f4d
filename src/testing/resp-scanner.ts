/**
 * Finds where one RESP2 or RESP3 frame ends and the next begins, over chunks split anywhere. It reads lengths, not values, so that a
 * proxy can hand on bytes untouched. Invariant: the frames handed out, joined, are the bytes pushed in.
 */
import { GuardError } from '../core/errors.js';

/** Requests may also be inline (`PING\r\n`); replies may not. */
export type FrameKind = 'requests' | 'replies';

/** A length above this is no length: Redis itself refuses bulk strings above 512 MB. */
const LENGTH_MAX = 512 * 1024 * 1024;
const LINE_END = '\r\n';

/** Incremental frame finder of one direction of one connection. */
export class FrameScanner {
  readonly #kind: FrameKind;
  #bytes: Buffer = Buffer.alloc(0);
  /** Everything before it belongs to the frame under way and has been read. */
  #cursor = 0;
  /** Values still missing from the frame under way; 0 between frames. */
  #missing = 0;

  constructor(kind: FrameKind) {
    this.#kind = kind;
  }

  /** Bytes held that no frame handed out so far contains. */
  get heldBytes(): number {
    return this.#bytes.length;
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /**
   * The next whole frame, or `undefined` until more bytes arrive.
   * @throws GuardError `input` when the bytes are not RESP; the stream cannot be followed any further.
   */
  next(): Buffer | undefined {
    if (this.#bytes.length === 0) return undefined;
    if (this.#missing === 0) {
      if (this.#kind === 'requests' && this.#bytes[0] !== 0x2a) return this.#nextInline();
      this.#missing = 1;
    }
    while (this.#missing > 0) if (!this.#readValue()) return undefined;
    return this.#take(this.#cursor);
  }

  /** Hands out everything held, as it is, and forgets it: for a stream that stops being frames (replication, MONITOR). */
  takeRest(): Buffer {
    this.#missing = 0;
    return this.#take(this.#bytes.length);
  }

  #take(length: number): Buffer {
    const frame = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    this.#cursor = 0;
    return frame;
  }

  #nextInline(): Buffer | undefined {
    const end = this.#bytes.indexOf('\n');
    return end === -1 ? undefined : this.#take(end + 1);
  }

  /** Reads the head of one value and, of a blob, its body; false when bytes are missing, and then nothing has moved. */
  #readValue(): boolean {
    const lineEnd = this.#bytes.indexOf(LINE_END, this.#cursor);
    if (lineEnd === -1) return false;
    const type = String.fromCharCode(this.#bytes[this.#cursor] ?? 0);
    const head = this.#bytes.toString('latin1', this.#cursor + 1, lineEnd);
    const afterHead = lineEnd + LINE_END.length;
    switch (type) {
      case '+':
      case '-':
      case ':':
      case '_':
      case ',':
      case '#':
      case '(':
        return this.#advance(afterHead, -1);
      case '$':
      case '!':
      case '=':
        return this.#readBlob(readLength(type, head), afterHead);
      case '*':
      case '~':
      case '>':
        return this.#advance(afterHead, Math.max(readLength(type, head), 0) - 1);
      case '%':
        return this.#advance(afterHead, 2 * Math.max(readLength(type, head), 0) - 1);
      case '|':
        // An attribute stands before the value it speaks of and is none itself.
        return this.#advance(afterHead, 2 * Math.max(readLength(type, head), 0));
      default:
        throw notResp(type + head);
    }
  }

  #readBlob(length: number, bodyStart: number): boolean {
    const end = length === -1 ? bodyStart : bodyStart + length + LINE_END.length;
    return end > this.#bytes.length ? false : this.#advance(end, -1);
  }

  #advance(cursor: number, missingChange: number): boolean {
    this.#cursor = cursor;
    this.#missing += missingChange;
    return true;
  }
}

function readLength(type: string, head: string): number {
  const length = /^(?:-1|\d{1,9})$/.test(head) ? Number(head) : Number.NaN;
  if (!(length <= LENGTH_MAX)) throw notResp(type + head);
  return length;
}

/** Says only the shape of what was met: the bytes may be somebody's data. */
function notResp(head: string): GuardError {
  const shown = /^[\x21-\x7e]/.test(head) ? `'${head.charAt(0)}'` : 'a control byte';
  return new GuardError({
    code: 'input',
    message: `the stream is not RESP: a value begins with ${shown} and ${head.length - 1} more bytes that make no length`,
  });
}
