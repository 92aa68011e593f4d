import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from './markdown.js';

it('docs/rules.md is what the rule table says (npm run docs writes it)', () => {
  const run = spawnSync(process.execPath, ['scripts/generate-rules-doc.mjs', '--print'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(readFileSync(`${ROOT}docs/rules.md`, 'utf8')).toBe(run.stdout);
});
