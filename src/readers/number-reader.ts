import type { FieldProblem } from '../catalog/row.js';
import { readAmount, type AmountReading, type NumberFormat } from '../money/decimal-text.js';
import type { FieldIssues } from './field-issues.js';
import type { RowFields } from './row-fields.js';

/** Fraction digits a content such as `0.75` l may have. */
const CONTENT_DIGITS = 6;
/** Basis points are hundredths of a percent. */
const PERCENT_DIGITS = 2;
const WHOLE_BPS = 10_000;
const PERCENT_SIGN = /[ ]?%$/;
/** Letters behind a digit. Digits behind an `e` make it exponent notation, not a unit. */
const UNIT_BEHIND = /[0-9] ?(\p{L}{1,16})$/u;

/** Content of one piece. */
export interface Content {
  readonly value: number;
  /** As written behind the number; undefined when the number stands alone. */
  readonly unit: string | undefined;
}

/**
 * Reads numbers from the fields of a row by slot. An empty field is undefined. A field that cannot be read is undefined,
 * too, and leaves an issue; nothing is coerced, clamped or guessed.
 */
export class NumberReader<C extends string> {
  readonly #fields: RowFields;
  readonly #issues: FieldIssues<C>;
  readonly #numbers: NumberFormat;
  /** Numbers that are not money never carry a currency sign. */
  readonly #bareNumbers: NumberFormat;
  /** True when the plain form reads the same under the declared format. */
  readonly #isPlainFormat: boolean;

  constructor(fields: RowFields, issues: FieldIssues<C>, numbers: NumberFormat) {
    this.#fields = fields;
    this.#issues = issues;
    this.#numbers = numbers;
    this.#bareNumbers = { ...numbers, currencySigns: [] };
    this.#isPlainFormat = numbers.decimalSeparator === '.';
  }

  /** Minor units of a currency with `exponent` decimal places. */
  amount(slot: number, exponent: number): number | undefined {
    if (this.#isPlainFormat) {
      const minor = this.#fields.minor(slot, exponent);
      if (!Number.isNaN(minor)) return minor;
    }
    return this.#slowAmount(slot, exponent);
  }

  /** A whole number, `minimum` or more. */
  whole(slot: number, minimum: number): number | undefined {
    let value: number | undefined = this.#isPlainFormat ? this.#fields.minor(slot, 0) : NaN;
    if (Number.isNaN(value)) value = this.#bareNumber(slot, 0, this.#fields.text(slot));
    if (value === undefined || value >= minimum) return value;
    this.#issues.add(
      slot,
      'out-of-range',
      this.#fields.text(slot),
      `write a whole number, ${minimum} or more`,
    );
    return undefined;
  }

  /** A number above 0 with at most six decimal places, alone or with its unit behind it: `0.75`, `500ml`. */
  content(slot: number): Content | undefined {
    // Nearly always a bare number: then neither its text nor a pattern is needed.
    const bare = this.#plain(slot, CONTENT_DIGITS);
    if (bare > 0) return { value: bare / 10 ** CONTENT_DIGITS, unit: undefined };
    const text = this.#fields.sharedText(slot);
    const unit = UNIT_BEHIND.exec(text)?.[1];
    const number = unit === undefined ? text : text.slice(0, -unit.length).trimEnd();
    const millionths = this.#bareNumber(slot, CONTENT_DIGITS, number);
    if (millionths === undefined) return undefined;
    if (millionths > 0) return { value: millionths / 10 ** CONTENT_DIGITS, unit };
    this.#issues.add(slot, 'out-of-range', text, 'write a number above 0');
    return undefined;
  }

  /** `30`, `30%` or `12.5 %` as basis points, 0 to 10,000. */
  percent(slot: number): number | undefined {
    const bare = this.#plain(slot, PERCENT_DIGITS);
    if (bare >= 0 && bare <= WHOLE_BPS) return bare;
    const text = this.#fields.text(slot);
    const bps = this.#bareNumber(slot, PERCENT_DIGITS, text.replace(PERCENT_SIGN, ''));
    if (bps === undefined || (bps >= 0 && bps <= WHOLE_BPS)) return bps;
    this.#issues.add(slot, 'out-of-range', text, 'write a percentage from 0 to 100');
    return undefined;
  }

  /** A number in its plain form, in units of 10^-digits; NaN for anything that needs a closer look. */
  #plain(slot: number, digits: number): number {
    return this.#isPlainFormat ? this.#fields.minor(slot, digits) : NaN;
  }

  #slowAmount(slot: number, exponent: number): number | undefined {
    const text = this.#fields.text(slot);
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    const reading = readAmount(text, exponent, this.#numbers);
    if (reading.kind === 'problem') {
      this.#issues.add(slot, fieldProblem(reading.problem), text);
      return undefined;
    }
    if (reading.zeroFraction) this.#issues.addZeroFraction(slot);
    return reading.minor;
  }

  /** A number that is not money, times 10 to the power of `fractionDigits`. */
  #bareNumber(slot: number, fractionDigits: number, text: string): number | undefined {
    if (text === '') {
      reportMisfit(this.#fields, this.#issues, slot);
      return undefined;
    }
    const reading = readAmount(text, fractionDigits, this.#bareNumbers);
    if (hasSurplusFraction(reading)) {
      const hint =
        fractionDigits === 0 ? 'write a whole number' : `write at most ${fractionDigits} decimal places`;
      this.#issues.add(slot, 'out-of-range', text, hint);
      return undefined;
    }
    if (reading.kind === 'amount') return reading.minor;
    this.#issues.add(slot, fieldProblem(reading.problem), text);
    return undefined;
  }
}

/**
 * A surplus fraction, `5.0` pieces too, is a sign that a column was meant for something else. It is no matter of the
 * currency, so it is not called `fraction-digits`.
 */
function hasSurplusFraction(reading: AmountReading): boolean {
  return reading.kind === 'amount' ? reading.zeroFraction : reading.problem === 'fraction-digits';
}

/** Leaves an issue when a field without text is not empty but holds something that has no text. */
export function reportMisfit<C extends string>(
  fields: RowFields,
  issues: FieldIssues<C>,
  slot: number,
): void {
  if (fields.isPlain) return;
  const misfit = fields.misfit(slot);
  if (misfit !== undefined) issues.add(slot, 'unknown-value', misfit, 'write a text or a number here');
}

function fieldProblem(problem: FieldProblem | 'empty'): FieldProblem {
  return problem === 'empty' ? 'missing' : problem;
}
