/**
 * An amount with its digits moved: `shiftDigits(13_600, 1)` is 136,000, `shiftDigits(136_000, -1)` is 13,600.
 *
 * @param places whole number of digits, positive to the left (larger).
 * @returns undefined when the result is no whole number of minor units or no safe integer: then there is no amount a
 * person could have meant.
 */
export function shiftDigits(minor: number, places: number): number | undefined {
  const scale = 10 ** Math.abs(places);
  if (places < 0) return minor % scale === 0 ? minor / scale : undefined;
  const shifted = minor * scale;
  return Number.isSafeInteger(shifted) ? shifted : undefined;
}
