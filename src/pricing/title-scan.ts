/** Second letters that may follow the first letter of a Latin unit; `` stands for a unit of one letter. */
const LATIN_STARTS: ReadonlyMap<string, string> = new Map([
  ['k', 'g'],
  ['m', 'gl'],
  ['g', ' '],
  ['l', 'b '],
  ['c', 'lctoa'],
  ['d', 'l'],
  ['o', 'z'],
  ['j', 'i'],
  ['p', 'ica k'],
  ['e', 'a'],
  ['b', 'o'],
  ['s', 'eh'],
  ['t', 'a'],
  ['r', 'o'],
]);

/** For each ASCII code a set of second letters, so that the scan below looks nothing up by text. */
const STARTS: readonly (string | undefined)[] = Array.from({ length: 128 }, (_, code) =>
  LATIN_STARTS.get(String.fromCharCode(code).toLowerCase()),
);

/**
 * A quick look whether a title could state an amount at all. Most titles only carry model numbers; for them the patterns
 * of `readTitle` need not run. May say true for a title that states nothing, never false for one that states something.
 */
export function mayStateAmount(title: string): boolean {
  for (let i = 0; i < title.length; i++) {
    const code = title.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (amountFollows(title, i + 1)) return true;
      continue;
    }
    // Multipliers (`x 20`, `×20`, `*4`) and `pack of 12`; full-width, circled and squared forms are left to the patterns.
    if (code === 42 || (code >= 128 && !isPlainLetter(code))) return true;
    if ((code === 120 || code === 88) && digitFollows(title, i + 1)) return true;
    if (code === 102 && title.charCodeAt(i - 1) === 111 && digitFollows(title, i + 1)) return true;
    if (code === 70 && digitFollows(title, i + 1)) return true;
  }
  return false;
}

function amountFollows(title: string, start: number): boolean {
  let at = start;
  const next = title.charCodeAt(at);
  if (next === 32 || next === 45) at++;
  const code = title.charCodeAt(at);
  if (code >= 128) return true;
  const seconds = STARTS[code];
  if (seconds === undefined) return false;
  const second = title.charCodeAt(at + 1) | 32;
  const isLetter = second >= 97 && second <= 122;
  return seconds.includes(isLetter ? String.fromCharCode(second) : ' ');
}

/** Hangul, kana and Han letters, which no normalisation turns into a digit or a sign. */
function isPlainLetter(code: number): boolean {
  return (
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3041 && code <= 0x30fe)
  );
}

function digitFollows(title: string, at: number): boolean {
  const code = title.charCodeAt(at) === 32 ? title.charCodeAt(at + 1) : title.charCodeAt(at);
  return code >= 48 && code <= 57;
}
