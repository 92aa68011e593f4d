import { wilson } from '../../src/calibrate/wilson.js';
import type { Count } from './recall.js';

/** Where a column that a detector needs is missing. */
export const NOT_APPLICABLE = 'n/a';

/** A table in Markdown: the first column to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A share in percent: `97.8`. 100 and 0 are said only when nothing was missed or found, else `> 99.9` and `< 0.1`. */
export function percent(share: number, digits = 1): string {
  if (share === 0 || share === 1) return String(share * 100);
  const least = 10 ** -digits;
  if (share * 100 < least) return `< ${least.toFixed(digits)}`;
  if (share * 100 > 100 - least) return `> ${(100 - least).toFixed(digits)}`;
  return (share * 100).toFixed(digits);
}

/** Hits among cases: `97.8`, or n/a where there was no case. */
export function shareOf({ hits, count }: Count, digits = 1): string {
  return count === 0 ? NOT_APPLICABLE : percent(hits / count, digits);
}

/** Hits among cases with the Wilson interval, its bounds rounded outwards: `97.8 (97.6-98.0)`. */
export function interval({ hits, count }: Count): string {
  const found = wilson(hits, count);
  if (found === undefined) return NOT_APPLICABLE;
  const low = (Math.floor(found.low * 1000) / 10).toFixed(1);
  const high = (Math.ceil(found.high * 1000) / 10).toFixed(1);
  return `${percent(found.share)} (${low}-${high})`;
}

/** A whole number with thousands separators. */
export function whole(count: number): string {
  return count.toLocaleString('en-US');
}
