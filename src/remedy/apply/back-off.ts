/** Where waiting begins, and how long it gets, ms. */
const FIRST_MS = 500;
const MOST_MS = 30_000;

/** Ms to wait before the n-th try after the first: 500, 1,000, 2,000... up to 30,000. */
export function backOffMs(tries: number): number {
  return Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(tries, 20));
}
