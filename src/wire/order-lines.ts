import { GuardError } from '../core/errors.js';
import { ORDER_TEXT_MAX } from './order.js';

/**
 * Cuts bytes of UTF-8 into lines, LF or CRLF left out, in memory of one line.
 *
 * @param options.file name of the source, for messages.
 * @throws GuardError `input` for bytes that are not UTF-8 and for a line that no order is as long as, naming file and line.
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
  options: { readonly file: string },
): AsyncGenerator<string, void, undefined> {
  const { file } = options;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  // Pieces of the line that has not ended, put together once: pieces may be as small as a byte.
  let open: string[] = [];
  let openLength = 0;
  for await (const piece of pieces) {
    const parts = decode(decoder, piece, { file, line }).split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      const text = open.length === 0 ? part : open.join('') + part;
      refuseLong(text.length, { file, line });
      yield withoutReturn(text);
      line += 1;
      open = [];
      openLength = 0;
    }
    open.push(last);
    openLength += last.length;
    refuseLong(openLength, { file, line });
  }
  const rest = open.join('') + decode(decoder, undefined, { file, line });
  if (rest !== '') yield withoutReturn(rest);
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Without a piece: what is left at the end, which is nothing unless a character was cut off. */
function decode(
  decoder: InstanceType<typeof TextDecoder>,
  piece: Uint8Array | undefined,
  { file, line }: Place,
): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    const message = `${file}:${line} in this line or one after it are bytes that are not UTF-8; save the file as UTF-8`;
    throw new GuardError({ code: 'input', message, data: { file, line } });
  }
}

function refuseLong(length: number, { file, line }: Place): void {
  if (length <= ORDER_TEXT_MAX) return;
  const message = `${file}:${line} is longer than ${ORDER_TEXT_MAX} characters: no order is; is this an order file?`;
  throw new GuardError({ code: 'input', message, data: { file, line } });
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
