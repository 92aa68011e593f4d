/** The one slip of the hand that turns what was meant into what was typed. */
export type SingleEdit =
  | { readonly kind: 'lost'; readonly digit: string }
  | { readonly kind: 'added'; readonly digit: string }
  | { readonly kind: 'changed'; readonly meant: string; readonly typed: string }
  /** Two neighbours changed places; `first` came first in what was meant. */
  | { readonly kind: 'swapped'; readonly first: string; readonly second: string };

/**
 * The edit between two texts at a Damerau distance of exactly 1 (optimal string alignment: one character lost, added,
 * changed, or two neighbours swapped).
 *
 * @returns undefined when the texts are equal or further apart.
 */
export function singleEdit(meant: string, typed: string): SingleEdit | undefined {
  const difference = meant.length - typed.length;
  if (difference > 1 || difference < -1) return undefined;
  const at = firstMismatch(meant, typed);
  if (difference === 1) {
    return meant.slice(at + 1) === typed.slice(at) ? { kind: 'lost', digit: meant.charAt(at) } : undefined;
  }
  if (difference === -1) {
    return meant.slice(at) === typed.slice(at + 1) ? { kind: 'added', digit: typed.charAt(at) } : undefined;
  }
  return at === meant.length ? undefined : sameLengthEdit(meant, typed, at);
}

function sameLengthEdit(meant: string, typed: string, at: number): SingleEdit | undefined {
  const first = meant.charAt(at);
  const second = meant.charAt(at + 1);
  if (meant.slice(at + 1) === typed.slice(at + 1)) {
    return { kind: 'changed', meant: first, typed: typed.charAt(at) };
  }
  const isSwap = typed.charAt(at) === second && typed.charAt(at + 1) === first;
  return isSwap && meant.slice(at + 2) === typed.slice(at + 2)
    ? { kind: 'swapped', first, second }
    : undefined;
}

function firstMismatch(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}
