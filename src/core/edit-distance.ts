/**
 * Damerau-Levenshtein distance in its optimal-string-alignment form: the fewest insertions, deletions, substitutions and
 * swaps of neighbours that turn `left` into `right`, no part edited twice. Both are short: cost grows with their product.
 */
export function editDistance(left: string, right: string): number {
  const width = right.length + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j < width; j++) {
      const same = left[i - 1] === right[j - 1];
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? left.length;
}

/** Longest name a suggestion is looked for: anything longer is not a typing slip. */
const NAME_MAX = 64;

/**
 * The known name a mistyped one most likely meant: at most a third of its letters away, compared without case, `-` or
 * `_`. Undefined when none is near.
 */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  if (typed.length > NAME_MAX) return undefined;
  const plain = plainName(typed);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(plain, plainName(name));
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}
