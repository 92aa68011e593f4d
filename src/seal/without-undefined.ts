/**
 * Plain data without the members that are `undefined`: JSON has no such value, and a field without a value is left out
 * of what is sealed. Arrays keep every item. The data given is not changed.
 */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutUndefined(member)]));
}
