/** Limits are learned on the rows of one half and judged on those of the other. */
export type Half = 'learn' | 'judge';

/**
 * The half a SKU belongs to, with all its price lists and days: what was learned of a SKU never judges it. The same on
 * every machine and in every run, so that a figure can be checked.
 *
 * @param split any whole number; each cuts the SKUs anew.
 */
export function halfOf(sku: string, split: number): Half {
  return (hashText(`half ${String(split)} ${sku}`) & 1) === 0 ? 'learn' : 'judge';
}

/** FNV-1a over UTF-16 code units, finished so that near texts land far apart. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
