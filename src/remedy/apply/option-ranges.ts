import { GuardError } from '../../core/errors.js';

/** @throws GuardError `invalid-argument` for a rate that is none. */
export function checkRate(name: string, rate: number | undefined): void {
  if (rate === undefined || (Number.isFinite(rate) && rate > 0 && rate <= 100_000)) return;
  throw outOfRange(name, rate, 'more than 0 and at most 100,000');
}

/** @throws GuardError `invalid-argument` for anything but a whole number in a range. */
export function inRange(
  name: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw outOfRange(name, value, `a whole number from ${min} to ${max}`);
}

function outOfRange(name: string, value: number, expected: string): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `${name} is ${String(value)}, expected ${expected}`,
  });
}
