import { isUtf8 } from 'node:buffer';

/** Most characters of an offending text that a problem shows. */
const SHOWN_MAX = 80;
/** The longest UTF-8 character. */
const CHARACTER_BYTES_MAX = 4;

/** As many bytes of a row as its problem may depend on: all that is shown, and one character that says it was cut. */
export const SHOWN_BYTES: number = (SHOWN_MAX + 1) * CHARACTER_BYTES_MAX;

/** Hint of every row that holds bytes which are not text in the declared encoding. */
export const BAD_ENCODING =
  'the row holds bytes that are no text in the declared encoding; declare the right one (UTF-8 is the default, --encoding euc-kr reads Korean Excel), or save the file as UTF-8';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** An offending text for a problem: cut to 80 characters, whatever cannot be seen written as `\n` or `\u{202e}`. */
export function visibleText(text: string): string {
  const shown = text.slice(0, SHOWN_MAX * 2).replace(INVISIBLE, escapeOf);
  const cut = [...shown].slice(0, SHOWN_MAX).join('');
  return cut.length < shown.length || text.length > SHOWN_MAX * 2 ? `${cut}…` : cut;
}

/** As {@link visibleText} for bytes that may not be UTF-8: those that are not are written as `\xb0`. */
export function visibleBytes(bytes: Uint8Array): string {
  const head = bytes.subarray(0, SHOWN_BYTES);
  let text = '';
  for (let at = 0; at < head.length;) {
    const length = characterLength(head, at);
    text +=
      length === 0
        ? `\\x${(head[at] ?? 0).toString(16)}`
        : Buffer.from(head.subarray(at, at + length)).toString();
    at += Math.max(1, length);
  }
  return visibleText(text);
}

/** Bytes of the UTF-8 character that starts at `at`; 0 when none does. */
function characterLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= CHARACTER_BYTES_MAX && at + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}

function escapeOf(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
