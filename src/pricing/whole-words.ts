import { GuardError } from '../core/errors.js';

/** Patterns already made, by the list of the policy that holds the words: rules ask once a row. */
const made = new WeakMap<readonly string[], RegExp>();

const NOTHING = /(?!)/;

/**
 * The first of `words` that stands in `text` as a whole word: nothing but digits may follow it before the next character
 * that is neither letter nor digit, and no letter or digit may precede it. Upper and lower case are alike.
 *
 * @param words letters and digits only. The same list is read once and must not change afterwards.
 * @param ruleId rule to name in the error.
 * @returns the word as `text` writes it, without the digits after it.
 * @throws GuardError `policy` for a word that is empty or holds anything but letters and digits.
 */
export function findWord(text: string, words: readonly string[], ruleId: string): string | undefined {
  let pattern = made.get(words);
  if (pattern === undefined) made.set(words, (pattern = patternOf(words, ruleId)));
  return pattern.exec(text)?.[1];
}

function patternOf(words: readonly string[], ruleId: string): RegExp {
  if (words.length === 0) return NOTHING;
  for (const word of words) {
    if (/^[\p{L}\p{N}]+$/u.test(word)) continue;
    throw new GuardError({
      code: 'policy',
      message: `rule ${ruleId}: ${JSON.stringify(word)} is no word: write letters and digits only`,
      data: { ruleId, word },
    });
  }
  // Letters and digits mean themselves in a pattern, so a word of the policy cannot become one.
  return new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})[0-9]*(?![\\p{L}\\p{N}])`, 'iu');
}
