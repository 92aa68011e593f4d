/** By code units, the same on every machine. */
export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Shorter lists first, equally long ones by their texts. */
export function compareLists(left: readonly string[], right: readonly string[]): number {
  if (left.length !== right.length) return left.length - right.length;
  for (const [index, text] of left.entries()) {
    const order = compareTexts(text, right[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
