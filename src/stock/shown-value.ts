/** Most characters of a foreign value that a message repeats. */
const SHOWN_MAX = 40;

/** Controls, direction and zero-width marks, line ends, halves of surrogate pairs: whatever a reader of a log cannot see. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A value of any kind for a message: at most 40 characters of it, and everything that cannot be seen written as `\u202e`.
 * Only texts and numbers are repeated; of anything else its kind is told.
 */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `"${shownText(value)}"`;
    case 'number':
      // String(-0) is "0", which would be told as a good number refused.
      return Object.is(value, -0) ? '-0' : String(value);
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
    case 'bigint':
    case 'symbol':
    case 'function':
      return `a ${typeof value}`;
  }
}

/** As {@link shownValue} for a text, without the quotes: for names that stand in a path. */
export function shownText(text: string): string {
  const head = text.slice(0, SHOWN_MAX * 2).replace(INVISIBLE, escapeOf);
  const characters = [...head];
  if (characters.length <= SHOWN_MAX && text.length <= SHOWN_MAX * 2) return head;
  return `${characters.slice(0, SHOWN_MAX - 1).join('')}…`;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
