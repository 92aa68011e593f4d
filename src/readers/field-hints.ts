import type { FieldProblem } from '../catalog/row.js';

/** What to do about each kind of field problem, one sentence each. */
export const FIELD_HINTS: Readonly<Record<FieldProblem, string>> = {
  missing: 'every row needs this value',
  'too-long': 'the value is longer than this column allows',
  'not-a-number': 'write plain digits with at most one decimal point, such as 129000 or 12.90',
  'exponent-notation':
    'a spreadsheet shortened the number and lost its digits; format the column as a number and save again',
  'full-width-digits': 'the digits are full-width; write them as plain 0-9',
  'group-separator':
    'separators of thousands must be declared for the file: catalog.numbers.groupSeparator in the policy, or --group-separator; or leave them out',
  'locale-comma':
    'a decimal comma must be declared for the file: catalog.numbers.decimalSeparator in the policy, or --decimal-separator; or write a decimal point',
  'currency-sign':
    'currency signs must be declared for the file: catalog.numbers.currencySigns in the policy, or --currency-sign; or leave them out',
  'leading-zeros': 'a number does not start with 0; is this the right column?',
  'fraction-digits': 'the number has more decimal places than the value can have',
  'out-of-range': 'the number is outside the range of this column',
  'unknown-currency': 'write an active ISO 4217 code in capitals, such as KRW',
  'unknown-value': 'the value is none of those this column knows',
  'time-without-offset':
    'add the offset, such as 2026-08-01T00:00:00+09:00, or declare the zone of the whole file: catalog.timeZone in the policy, or --time-zone',
  'skipped-time': 'the clocks are put forward over this time; write an instant with its offset',
  'repeated-time': 'the clocks show this time twice; write it with its offset',
  'not-a-time': 'write an instant that exists, such as 2026-08-01T00:00:00+09:00',
  'control-character': 'the value holds characters that cannot be seen; take them out',
  'bad-encoding': 'the value holds half of a character; write it whole',
};
