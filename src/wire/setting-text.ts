import type { ParameterValue } from '../pricing/parameters.js';

/** Amounts shown on one line; more get a line each. */
const AMOUNTS_ON_A_LINE = 4;

/**
 * A setting as YAML lines, without indentation of their own: `historyBlockBps: 6000`. Lines below the first start with
 * two blanks.
 */
export function settingLines(name: string, value: ParameterValue): readonly string[] {
  if (typeof value !== 'object') return [`${name}: ${String(value)}`];
  if (isList(value)) return [`${name}: [${value.map(itemText).join(', ')}]`];
  const amounts = Object.entries(value).map(([currency, amount]) => `${currency}: ${itemText(amount)}`);
  if (amounts.length === 0) return [`${name}: {}`];
  if (amounts.length <= AMOUNTS_ON_A_LINE) return [`${name}: { ${amounts.join(', ')} }`];
  return [`${name}:`, ...amounts.map((line) => `  ${line}`)];
}

/** A value on one line, as `saleguard rules` shows it. */
export function settingText(value: ParameterValue): string {
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(itemText).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([currency, amount]) => `${currency}: ${itemText(amount)}`)
    .join(', ')} }`;
}

function isList(value: object): value is readonly (number | string)[] {
  return Array.isArray(value);
}

function itemText(item: number | string): string {
  return typeof item === 'number' ? String(item) : `'${item.replaceAll("'", "''")}'`;
}
