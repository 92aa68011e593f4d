import { parseCurrency } from './currency.js';
import type { NumberFormat } from './number-format.js';

/** Why a text was not read as an amount. */
export type AmountProblem =
  /** Nothing there. */
  | 'empty'
  /** More than 40 characters: no amount needs them, so nothing further is tried. */
  | 'too-long'
  /** None of the shapes below; also blanks, `+5`, `5-`, `.5`, `5.`, `0x10`, `1_000`, `NaN`, Arabic digits. */
  | 'not-a-number'
  /** `1.29E+05`, as spreadsheets write long numbers. The digits they dropped are gone, so it is never read. */
  | 'exponent-notation'
  /** `１２９０`: digits of the full-width block. */
  | 'full-width-digits'
  /** Separators that group digits, not declared or in the wrong place; also `129.000` where it may mean 129 thousand. */
  | 'group-separator'
  /** A comma where the decimal point belongs, `12,90` or `1.290,00`. */
  | 'locale-comma'
  /** A number with a currency sign or code that was not declared. */
  | 'currency-sign'
  /** `007`, `0100`: rather an article number in the wrong column, or a lost digit, than a price. */
  | 'leading-zeros'
  /** A fraction the currency does not have: `12.345` USD, `1290.5` KRW. */
  | 'fraction-digits'
  /** Not a safe integer in minor units, or outside the range the caller set. */
  | 'out-of-range';

const FULL_WIDTH_DIGIT = /[\uff10-\uff19]/;
const EXPONENT_NOTATION = /^[-+]?[0-9.,]+[eE][-+]?[0-9]+$/;
const CURRENCY_MARK = /\p{Sc}|[원円元圓]|[A-Z]{3}/gu;
const NUMBER_CHARACTERS = /^[-0-9.,'’ \u00a0\u202f]*[0-9][-0-9.,'’ \u00a0\u202f]*$/;
const DIGITS_AND_SEPARATORS = /^-?[0-9][0-9.,'’]*$/;
const DIGITS_SEPARATORS_BLANKS = /^-?[0-9][0-9.,'’ \u00a0\u202f]*$/;
const SEPARATOR = /[^0-9]/;

/**
 * Names the mistake in a text that is not a number in `format`, so a person can mend the file. Only ever a diagnosis:
 * every text given here is refused. The text is short (see `readAmount`) and no pattern nests quantifiers.
 */
export function diagnoseRefusal(text: string, format: NumberFormat): AmountProblem {
  if (FULL_WIDTH_DIGIT.test(text)) return 'full-width-digits';
  if (EXPONENT_NOTATION.test(text)) return 'exponent-notation';
  if (hasCurrencyMark(text)) return 'currency-sign';
  const shape = format.groupSeparator === ' ' ? DIGITS_SEPARATORS_BLANKS : DIGITS_AND_SEPARATORS;
  return shape.test(text) ? diagnoseSeparators(text.replace('-', ''), format) : 'not-a-number';
}

/** True when taking the currency signs and codes away leaves a number. */
function hasCurrencyMark(text: string): boolean {
  const rest = text.replace(CURRENCY_MARK, (mark) =>
    mark.length === 3 && parseCurrency(mark) === undefined ? mark : '',
  );
  return rest !== text && NUMBER_CHARACTERS.test(rest);
}

function diagnoseSeparators(text: string, format: NumberFormat): AmountProblem {
  const [head = '', ...tails] = text.split(SEPARATOR);
  const last = tails.at(-1);
  if (last === undefined || tails.includes('')) return 'not-a-number';
  const commaAt = text.indexOf(',');
  const onlyCommaIsLast = commaAt !== -1 && commaAt === text.length - last.length - 1;
  const isGroup = last.length === 3 && head.length <= 3 && tails.length === 1;
  return format.decimalSeparator === '.' && onlyCommaIsLast && !isGroup ? 'locale-comma' : 'group-separator';
}
