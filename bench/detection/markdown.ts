import type { Count } from './recall.js';
import { wilson } from './wilson.js';

/** Where a column that a detector needs is missing. */
export const NOT_APPLICABLE = 'n/a';

/** A table in Markdown: the first column to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A share in percent: `97.8`. 100 and 0 are said only when nothing was missed or found. */
export function percent(share: number, digits = 1): string {
  const text = (share * 100).toFixed(digits);
  if (share < 1 && Number(text) === 100) return (100 - 10 ** -digits).toFixed(digits);
  if (share > 0 && Number(text) === 0) return `< ${(10 ** -digits).toFixed(digits)}`;
  return Number(text) === 100 || Number(text) === 0 ? String(Number(text)) : text;
}

/** Hits among cases: `97.8`, or n/a where there was no case. */
export function shareOf({ hits, count }: Count, digits = 1): string {
  return count === 0 ? NOT_APPLICABLE : percent(hits / count, digits);
}

/** Hits among cases with the Wilson interval: `97.8 (97.6-98.0)`. */
export function interval({ hits, count }: Count): string {
  const found = wilson(hits, count);
  if (found === undefined) return NOT_APPLICABLE;
  return `${percent(found.share)} (${(found.low * 100).toFixed(1)}-${(found.high * 100).toFixed(1)})`;
}

/** A whole number with thousands separators. */
export function whole(count: number): string {
  return count.toLocaleString('en-US');
}
