import { ENCODING_CASES } from './encoding-cases.js';
import { FILE_CASES } from './file-cases.js';
import type { HostileCase } from './hostile-case.js';
import { JSON_CASES } from './json-cases.js';
import { HEADER_CASES, QUOTE_CASES, STRUCTURE_CASES } from './structure-cases.js';
import { AMOUNT_CASES, TEXT_CASES, VALUE_CASES } from './value-cases.js';

/** Every hostile input, each with its expected outcome. */
export const HOSTILE_CASES: readonly HostileCase[] = [
  ...ENCODING_CASES,
  ...QUOTE_CASES,
  ...STRUCTURE_CASES,
  ...HEADER_CASES,
  ...AMOUNT_CASES,
  ...TEXT_CASES,
  ...VALUE_CASES,
  ...JSON_CASES,
  ...FILE_CASES,
];
