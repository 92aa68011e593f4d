/** Digits of the largest safe integer. */
const NUMBER_LENGTH = 16;

/** A whole number, 0 or more, as a text that sorts as the number does. */
export function sortableNumber(value: number): string {
  return String(value).padStart(NUMBER_LENGTH, '0');
}

/** Behind every {@link sortableNumber}. */
export const AFTER_NUMBERS: string = '~'.repeat(NUMBER_LENGTH);

/** Two opaque ids as one text that sorts by the first, then by the second: neither holds a blank, and nothing in them sorts before it. */
export function pairKey(first: string, { then }: { readonly then: string }): string {
  return `${first} ${then}`;
}

/** The two ids of a {@link pairKey}. */
export function pairOf(key: string): readonly [first: string, second: string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}
