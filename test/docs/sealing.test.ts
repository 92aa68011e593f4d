import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SEAL_REFUSALS } from '../../src/sealing/seal-refusal.js';
import { ROOT } from './markdown.js';
import { codesIn, pageAt, tableRows } from './tables.js';

const page = pageAt('docs/sealing.md');

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}

const schema = JSON.parse(readFileSync(`${ROOT}sale.schema.json`, 'utf8')) as Schema;

describe('docs/sealing.md', () => {
  it('explains every reason not to seal', () => {
    const shown = tableRows(page, ['reason', 'what happened', 'what to do']);
    expect(shown.map(([reason = '']) => codesIn(reason)[0])).toEqual([...SEAL_REFUSALS]);
  });

  it('lists every key of the sale file, and which are required', () => {
    const shown = tableRows(page, ['key', 'what it says', 'without it']);
    const keys = Object.keys(schema.properties).filter((key) => key !== '$schema' && key !== 'version');
    expect(shown.map(([key = '']) => codesIn(key)[0])).toEqual(keys);
    const required = shown.filter(([, , without = '']) => without.includes('required'));
    expect(required.map(([key = '']) => codesIn(key)[0])).toEqual(
      schema.required.filter((key) => key !== 'version'),
    );
  });
});
