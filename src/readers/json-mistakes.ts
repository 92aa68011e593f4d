import type { RowProblem } from '../catalog/row.js';
import { visibleText } from './shown-text.js';

/** Why a line is no row. */
export interface JsonMistake {
  readonly kind: RowProblem;
  readonly hint: string;
}

export const NOT_JSON: JsonMistake = {
  kind: 'not-json',
  hint: 'the line must be one JSON object, complete and on one line',
};

export const NOT_AN_OBJECT: JsonMistake = {
  kind: 'not-an-object',
  hint: 'write one JSON object a line, not a list',
};

export function tooManyKeys(max: number): JsonMistake {
  return { kind: 'too-many-fields', hint: `the object has more than ${max} keys, the limit of the format` };
}

export function repeatedKey(name: string): JsonMistake {
  const hint = `the key "${visibleText(name)}" stands twice in the object; which value is meant?`;
  return { kind: 'not-json', hint };
}

export function sameColumn(one: string, other: string): JsonMistake {
  const hint = `the keys "${visibleText(one)}" and "${visibleText(other)}" both mean one column; which value is meant?`;
  return { kind: 'not-json', hint };
}
