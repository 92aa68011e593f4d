import type { Scalar } from 'yaml';
import { quoted } from './problem.js';

/** A number every YAML and JSON reader reads alike. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** Booleans of YAML 1.1, texts of YAML 1.2. */
const OLD_BOOLEAN = /^(?:y|yes|n|no|on|off)$/i;
const OLD_TRUE = /^(?:y|yes|on)$/i;
/** A number of YAML 1.1 with its digits grouped, a text of YAML 1.2. */
const UNDERSCORED = /^[-+]?\d[\d_]*(?:\.[\d_]*)?$/;

/** What is treacherous about a value as it is written; undefined for one that has a single meaning. */
export function scalarTrap(scalar: Scalar): string | undefined {
  if (scalar.type !== 'PLAIN') return undefined;
  const source = scalar.source ?? '';
  if (typeof scalar.value === 'number') return numberTrap(source, scalar.value);
  if (typeof scalar.value !== 'string') return undefined;
  if (OLD_BOOLEAN.test(source)) {
    return `${source} is ${String(OLD_TRUE.test(source))} to some YAML readers and a text to others; write ${String(OLD_TRUE.test(source))}, or ${quoted(source)} in quotes`;
  }
  if (source.includes('_') && UNDERSCORED.test(source)) {
    return `${source} is a number to some YAML readers and a text to others; write ${source.replaceAll('_', '')}`;
  }
  return undefined;
}

/** The same for a key. Keys are names; what looks like another kind of value needs quotes. */
export function keyTrap(key: Scalar): string | undefined {
  if (key.value === '__proto__') return '__proto__ cannot be used as a name';
  if (typeof key.value === 'string') {
    const isOldBoolean = key.type === 'PLAIN' && OLD_BOOLEAN.test(key.value);
    return isOldBoolean
      ? `${key.value} is a boolean to some YAML readers; put the name in quotes`
      : undefined;
  }
  const source = key.source ?? '';
  return source === ''
    ? 'a key without a name'
    : `${source} is not a text; put the name in quotes: ${quoted(source)}`;
}

function numberTrap(source: string, value: number): string | undefined {
  if (!Number.isFinite(value)) return `${source} is not a finite number`;
  if (!JSON_NUMBER.test(source)) {
    return `${source} reads as ${value} here and otherwise elsewhere; write ${value}, or ${quoted(source)} in quotes if it is a text`;
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return `${source} is beyond 2^53 - 1 and would be rounded`;
  return undefined;
}
