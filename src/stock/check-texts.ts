import { countMessage, invalid, ownerMessage, scopeMessage, stockKeyMessage } from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';

/** Stock keys one `snapshot` or `availability` may name. */
const STOCK_KEYS_MAX = 2_000;

const OWNER_COUNT: NumberRange = { min: 1, max: STOCK_LIMITS.ownersMax };
const SCOPE_COUNT: NumberRange = { min: 0, max: STOCK_LIMITS.scopesMax };
const STOCK_KEY_COUNT: NumberRange = { min: 0, max: STOCK_KEYS_MAX };
const NONE: readonly string[] = Object.freeze([]);

/** Owners, copied: sorted by UTF-16 code units, each once. */
export function checkOwners(owners: unknown): readonly string[] | Invalid {
  return checkTextList(owners, { field: 'owners', count: OWNER_COUNT, messageOf: ownerMessage });
}

/** Scopes, copied: sorted by UTF-16 code units, each once; none when left out. */
export function checkScopes(scopes: unknown): readonly string[] | Invalid {
  if (scopes === undefined) return NONE;
  return checkTextList(scopes, { field: 'scopes', count: SCOPE_COUNT, messageOf: scopeMessage });
}

/** Stock keys to read, copied: sorted by UTF-16 code units, each once. */
export function checkKeyList(stockKeys: unknown): readonly string[] | Invalid {
  return checkTextList(stockKeys, { field: 'stockKeys', count: STOCK_KEY_COUNT, messageOf: stockKeyMessage });
}

/** What a list of texts may hold. */
export interface TextList {
  readonly field: string;
  readonly count: NumberRange;
  /** Says why one is not good. */
  readonly messageOf: (text: unknown) => string | undefined;
}

/** A list of texts, copied: sorted by UTF-16 code units, each once. */
export function checkTextList(
  texts: unknown,
  { field, count, messageOf }: TextList,
): readonly string[] | Invalid {
  const message = countMessage(texts, count);
  if (message !== undefined) return invalid(field, message);
  // countMessage has seen that this is an array; its items are known to be texts only once messageOf has passed them.
  const given = texts as readonly string[];
  const copies: string[] = [];
  let inOrder = true;
  let before = '';
  for (let index = 0; index < given.length; index++) {
    const text = given[index];
    const wrong = messageOf(text);
    if (text === undefined || wrong !== undefined)
      return invalid(`${field}[${index}]`, wrong ?? 'is missing');
    if (text <= before) inOrder = false;
    before = text;
    copies.push(text);
  }
  // The default order of sort() is by UTF-16 code units.
  return inOrder ? copies : [...new Set(copies)].sort();
}
