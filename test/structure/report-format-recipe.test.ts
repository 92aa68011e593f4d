import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMAT_IDS } from '../../src/report/format.js';
import { REPORT_FORMATS } from '../../src/report/formats.js';

// Holds the recipe "a report format" of CONTRIBUTING.md, step by step.
describe('the recipe of a report format', () => {
  const readme = read('README.md');

  it.each([...REPORT_FORMAT_IDS])(
    '%s is listed, written in the file of its name, tested and documented',
    (id) => {
      expect(REPORT_FORMATS[id].id).toBe(id);
      expect(existsSync(new URL(`../../src/report/${id}.ts`, import.meta.url)), `src/report/${id}.ts`).toBe(
        true,
      );
      expect(
        existsSync(new URL(`../unit/report/${id}.test.ts`, import.meta.url)),
        `test/unit/report/${id}.test.ts`,
      ).toBe(true);
      expect(readme).toContain(`\`${id}\``);
    },
  );
});

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
