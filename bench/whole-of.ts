/** The count an option states. @throws RangeError naming the option when it is not a whole number above 0, in digits. */
export function wholeOf(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && Number.isSafeInteger(value)) return value;
  throw new RangeError(`${option} ${text} is not a whole number above 0`);
}

/** Several of them, with a comma between. @throws RangeError as {@link wholeOf}. */
export function wholesOf(option: string, text: string): readonly number[] {
  return text.split(',').map((one) => wholeOf(option, one));
}
