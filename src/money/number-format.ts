import { GuardError } from '../core/errors.js';

/** How a file writes its numbers. Declared once per file, never guessed from a row: `1,290` may be 1290 or 1.29. */
export interface NumberFormat {
  /**
   * Between groups of three digits; `undefined` when numbers are not grouped. A blank also stands for the no-break
   * blanks U+00A0 and U+202F, an apostrophe also for U+2019: programs write them where people type the plain ones.
   */
  readonly groupSeparator: ',' | '.' | ' ' | "'" | undefined;
  readonly decimalSeparator: '.' | ',';
  /** Texts such as `₩`, `원` or `KRW` that may stand before or after the digits, once, with at most one blank between. */
  readonly currencySigns: readonly string[];
}

/** The default of every file: digits, at most one `.`, a leading `-` for negatives, and nothing else. */
export const PLAIN_NUMBERS: NumberFormat = Object.freeze({
  groupSeparator: undefined,
  decimalSeparator: '.',
  currencySigns: Object.freeze([]),
});

/** A sign made of these could turn `5-` or `15` into another number. */
const PART_OF_A_NUMBER = /[\p{Nd}\s+\-−,'’]|^\.|^$/u;

/**
 * A checked and frozen copy of a declared format.
 *
 * @throws GuardError `invalid-argument` when both separators are one character, or a currency sign is empty or holds
 * a digit, a blank, a plus, a minus, a comma or an apostrophe, or starts with `.`.
 */
export function defineNumberFormat(format: NumberFormat): NumberFormat {
  requireDistinctSeparators(format);
  for (const sign of format.currencySigns) {
    if (PART_OF_A_NUMBER.test(sign)) {
      throw new GuardError({
        code: 'invalid-argument',
        message: `currency sign ${JSON.stringify(sign)} could be read as part of a number`,
        data: { sign },
      });
    }
  }
  return Object.freeze({ ...format, currencySigns: Object.freeze([...format.currencySigns]) });
}

/**
 * The one mistake in a format that would make every number ambiguous.
 *
 * @throws GuardError `invalid-argument` when group and decimal separator are the same character.
 */
export function requireDistinctSeparators(format: NumberFormat): void {
  if (format.groupSeparator === format.decimalSeparator) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `group and decimal separator are both ${JSON.stringify(format.decimalSeparator)}`,
    });
  }
}
