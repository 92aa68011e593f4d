import { GuardError } from '../core/errors.js';

/** The first line holds a policy and what was wrong: as much as an incident file may. In bytes. */
const FIRST_LINE_MAX = 8_388_608;
/** An order of 200 lines and a notice of 1,000 orders take some 150 KB. In bytes. */
const LINE_MAX = 524_288;
const LF = 0x0a;

/** One line of a plan file. */
export interface PlanFileLine {
  /** From 1. */
  readonly line: number;
  /** Its bytes with the line feed: what the digest is over. */
  readonly bytes: Uint8Array;
  /** Without the line feed. */
  readonly text: string;
}

/**
 * Cuts the bytes of a plan into lines, in memory of one line. Strict: every line ends with one line feed, the last one, too; no
 * byte-order mark, no carriage return is taken off, nothing empty is passed over.
 *
 * @throws GuardError `input` naming file and line.
 */
export async function* planLines(
  pieces: AsyncIterable<Uint8Array>,
  { file }: { readonly file: string },
): AsyncGenerator<PlanFileLine, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  let open: Uint8Array[] = [];
  let openLength = 0;
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, start)) {
      const rest = piece.subarray(start, end + 1);
      refuseLong(openLength + rest.length, { file, line });
      const bytes = open.length === 0 ? rest : joined([...open, rest]);
      yield { line, bytes, text: decoded(decoder, bytes, { file, line }) };
      line += 1;
      open = [];
      openLength = 0;
      start = end + 1;
    }
    if (start < piece.length) {
      // The piece belongs to whoever reads: it may be used again.
      open.push(piece.slice(start));
      openLength += piece.length - start;
      refuseLong(openLength, { file, line });
    }
  }
  if (openLength > 0) throw planFault({ file, line }, 'is cut off: it has no line end');
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** A plan that is not as it was written. */
export function planFault({ file, line }: Place, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${file}:${line} ${what}`, data: { file, line } });
}

function refuseLong(length: number, place: Place): void {
  const maximum = place.line === 1 ? FIRST_LINE_MAX : LINE_MAX;
  if (length > maximum) throw planFault(place, `is longer than ${maximum} bytes, which no line of a plan is`);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, place: Place): string {
  try {
    return decoder.decode(bytes.subarray(0, -1));
  } catch {
    throw planFault(place, 'holds bytes that are not UTF-8');
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
