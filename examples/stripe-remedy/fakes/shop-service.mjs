// The shop's own service: every effect once, under the key of its step.

const PATH = /^\/shop\/effects\/([0-9a-f]{64})$/;

/** @returns undefined for a page of somebody else. */
export function shopService(books, { method, path, text }) {
  const [, key] = PATH.exec(path) ?? [];
  if (key === undefined) return undefined;
  if (method === 'PUT') {
    const effect = JSON.parse(text);
    if (!books.effects.has(key)) books.effects.set(key, effect);
    return { status: 200, body: {} };
  }
  const found = books.effects.get(key);
  return found === undefined ? { status: 404, body: {} } : { status: 200, body: found };
}
