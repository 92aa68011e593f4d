import type { StockVerdict } from '../command.js';

/** @throws Error with both values when they are not the same; fields that are undefined count as left out. */
export function expectSame(what: string, got: unknown, expected: unknown): void {
  if (text(got) !== text(expected)) throw new Error(`${what}: got ${text(got)}, expected ${text(expected)}`);
}

/** @throws Error with this sentence unless the condition holds. */
export function expectThat(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}

/** The verdict, of the kind expected. @throws Error when it is of another kind. */
export function ofKind<V extends StockVerdict, K extends V['kind']>(
  verdict: V,
  kind: K,
): Extract<V, { readonly kind: K }> {
  if (verdict.kind !== kind) throw new Error(`got ${text(verdict)}, expected ${kind}`);
  // The kind was compared above.
  return verdict as Extract<V, { readonly kind: K }>;
}

/** Reasons a verdict may give. */
type ReasonOf<V> = V extends { readonly kind: 'refused'; readonly reason: infer R } ? R : never;

/** The refusal, for the reason expected. @throws Error when it is none, or has another reason. */
export function refusedFor<V extends StockVerdict, R extends ReasonOf<V> & string>(
  verdict: V,
  reason: R,
): Extract<V, { readonly kind: 'refused'; readonly reason: R }> {
  if (verdict.kind !== 'refused' || verdict.reason !== reason)
    throw new Error(`got ${text(verdict)}, expected refused for ${reason}`);
  // The kind and the reason were compared above.
  return verdict as Extract<V, { readonly kind: 'refused'; readonly reason: R }>;
}

/** JSON with sorted fields, so that the same content is the same text; nothing is told by nothing. */
function text(value: unknown): string {
  if (value === undefined) return 'undefined';
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
