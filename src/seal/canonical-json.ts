/**
 * seal: canonical JSON and digests.
 * May import core and node:crypto. Invariant: knows no word of the trade; one value has one text and one digest.
 */
import { GuardError } from '../core/errors.js';

/** Deepest nesting accepted: what we seal is a few levels deep, and a cycle must end somewhere. */
const DEPTH_MAX = 64;

/** In `u` mode a surrogate that is half of a pair is not matched, so this finds only lone ones. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Canonical text of a JSON value by RFC 8785 (JCS): no blanks, object keys in order of their UTF-16 code units, numbers
 * and strings as ECMAScript prints them. Equal values give equal texts, whatever the order they were built in, so the
 * text can be hashed and signed.
 *
 * Accepts null, booleans, finite numbers, well-formed strings, arrays without holes and plain objects, at most 64 levels
 * deep. Nothing else is coerced or left out: `toJSON` is not called, and a key that is `undefined` is an error.
 *
 * @example
 * ```ts
 * canonicalJson({ b: 1e3, a: '€' }); // '{"a":"€","b":1000}'
 * ```
 * @throws GuardError `invalid-argument` with the path of the first value that has no canonical JSON.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0);
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > DEPTH_MAX) throw refuse(path, `nested more than ${DEPTH_MAX} levels deep`);
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw refuse(path, `the number ${value}`);
      // ECMAScript's own number printing is what RFC 8785 prescribes; -0 prints as 0.
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value, path, depth) : writeObject(value, path, depth);
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      throw refuse(path, `a value of type ${typeof value}`);
  }
}

function writeString(text: string, path: string): string {
  if (LONE_SURROGATE.test(text)) throw refuse(path, 'a string with half of a surrogate pair');
  return JSON.stringify(text);
}

function writeArray(values: readonly unknown[], path: string, depth: number): string {
  // A hole reads as undefined and is refused like one.
  return `[${Array.from(values, (value, index) => write(value, `${path}[${index}]`, depth + 1)).join(',')}]`;
}

function writeObject(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refuse(path, `an object that is not plain (${Object.prototype.toString.call(value).slice(8, -1)})`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw refuse(path, 'an object with a symbol as key');
  const members = new Map<string, unknown>(Object.entries(value));
  // The default order of sort() is by UTF-16 code units, which is the order RFC 8785 asks for.
  const keys = [...members.keys()].sort();
  return `{${keys.map((key) => writeMember(key, members.get(key), path, depth)).join(',')}}`;
}

function writeMember(key: string, value: unknown, path: string, depth: number): string {
  const at = `${path}.${key}`;
  return `${writeString(key, at)}:${write(value, at, depth + 1)}`;
}

function refuse(path: string, what: string): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `${path.slice(0, 200)} has no canonical JSON: ${what}`,
    data: { path },
  });
}
