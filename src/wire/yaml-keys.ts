import { isMap, isPair, isScalar, isSeq } from 'yaml';

/** The name a key gives its value; empty for a key that is no scalar. */
export function memberName(key: unknown): string {
  if (!isScalar(key)) return '';
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

/**
 * The keys that stand a second time in their section, in no particular order. The YAML library could tell them, but
 * compares every key with every other: a section of 60,000 names would take it a quarter of a minute.
 */
export function repeatedKeys(root: unknown): readonly unknown[] {
  const repeated: unknown[] = [];
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const item of node.items) {
      if (!isPair(item)) continue;
      if (isScalar(item.key)) {
        if (seen.has(item.key.value)) repeated.push(item.key);
        seen.add(item.key.value);
      }
      open.push(item.key, item.value);
    }
  }
  return repeated;
}
