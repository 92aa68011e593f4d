import type { CST } from 'yaml';

/** True when any value of a YAML text is nested deeper than `depthMax`. Works without recursion, on any text. */
export function exceedsDepth(tokens: readonly CST.Token[], depthMax: number): boolean {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const depth = entry.depth + 1;
    // The document itself is one level.
    if (depth > depthMax + 1) return true;
    for (const token of childrenOf(entry.token)) open.push({ token, depth });
  }
  return false;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((child) => child !== undefined && child !== null),
  );
}
