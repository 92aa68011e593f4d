/** Named texts of a server's reply. */
export type Fields = ReadonlyMap<string, string>;

/** Reads `name:value` lines, the form of INFO and CLUSTER INFO. Anything else gives no fields. */
export function readLines(reply: unknown): Fields {
  const fields = new Map<string, string>();
  const text = textOf(reply) ?? '';
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && !line.startsWith('#')) fields.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return fields;
}

/** Reads the pairs of a CONFIG GET reply: a flat list in RESP2, an object or a map in RESP3. */
export function readPairs(reply: unknown): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of pairsOf(reply)) {
    const nameText = textOf(name);
    const valueText = textOf(value);
    if (nameText !== undefined && valueText !== undefined) fields.set(nameText, valueText);
  }
  return fields;
}

function pairsOf(reply: unknown): readonly (readonly [unknown, unknown])[] {
  if (Array.isArray(reply)) {
    const flat: readonly unknown[] = reply;
    return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]] as const] : []));
  }
  if (reply instanceof Map) return [...(reply as ReadonlyMap<unknown, unknown>)];
  return typeof reply === 'object' && reply !== null ? Object.entries(reply) : [];
}

/** The text of a simple reply; undefined for lists, objects and nothing. */
export function textOf(reply: unknown): string | undefined {
  if (typeof reply === 'string') return reply;
  if (typeof reply === 'number') return String(reply);
  return Buffer.isBuffer(reply) ? reply.toString('utf8') : undefined;
}

/** A field as an integer; undefined when it is absent or no integer. */
export function integerField(fields: Fields, name: string): number | undefined {
  return integerOf(fields.get(name));
}

/** A text as an integer; undefined when there is none or it is no integer. */
export function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
