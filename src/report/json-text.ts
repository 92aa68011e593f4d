/**
 * Characters that are harmless in JSON but not where a report may end up: C1 controls and direction marks on a terminal,
 * line separators in a script.
 */
const UNSAFE = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** JSON text of a value on one line, pure ASCII where a character could act on a terminal. Reads back to the same value. */
export function jsonText(value: JsonValue): string {
  return JSON.stringify(value).replace(UNSAFE, escaped);
}

/** As {@link jsonText}, fit to stand inside a `<script>` element: no tag can be closed or opened from within. */
export function scriptJsonText(value: JsonValue): string {
  return jsonText(value).replace(/</g, escaped);
}

/** What JSON can hold. Members that are undefined are left out. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
