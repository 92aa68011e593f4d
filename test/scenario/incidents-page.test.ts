import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES_OF_CLASS } from './incident-map.js';

const page = readFileSync(new URL('../../docs/incidents.md', import.meta.url), 'utf8');

describe('docs/incidents.md', () => {
  it.each([...RULES_OF_CLASS])('names class %s with the rules that answer for it', (name, rules) => {
    const row = page.split('\n').find((line) => line.includes(`(\`${name}\`)`)) ?? '';
    expect(rules.filter((id) => !row.includes(`\`${id}\``))).toEqual([]);
  });
});
