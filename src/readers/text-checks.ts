/** Longest identifier (SKU, price list, channel, tier, promotion) in UTF-8 bytes. */
export const IDENTIFIER_BYTES_MAX = 128;

/** A UTF-16 unit takes at most three bytes of UTF-8, so texts up to this length need no counting. */
const UNCOUNTED_LENGTH = Math.floor(IDENTIFIER_BYTES_MAX / 3);

/** What would make two identifiers look the same and differ: controls, direction marks, zero-width marks, line ends. */
const HIDDEN_IN_IDENTIFIER =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Controls that no text of a shop needs. Tabs and line ends stand in honest names. */
const HIDDEN_IN_NAME = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** True when a text is short enough for an identifier. */
export function isShortEnough(text: string): boolean {
  return text.length <= UNCOUNTED_LENGTH || Buffer.byteLength(text) <= IDENTIFIER_BYTES_MAX;
}

const HALF_CHARACTER = /\p{Cs}/u;

export type TextProblem = 'control-character' | 'bad-encoding';

/** Why a text cannot be an identifier, its length aside. */
export function identifierProblem(text: string): TextProblem | undefined {
  if (HIDDEN_IN_IDENTIFIER.test(text)) return 'control-character';
  return HALF_CHARACTER.test(text) ? 'bad-encoding' : undefined;
}

/** Why a text cannot be a name. Direction marks may stand: whoever shows a name takes them out. */
export function nameProblem(text: string): TextProblem | undefined {
  if (HIDDEN_IN_NAME.test(text)) return 'control-character';
  return HALF_CHARACTER.test(text) ? 'bad-encoding' : undefined;
}
