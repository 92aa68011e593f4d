import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the lockfile names no registry host: each installs from its own (.npmrc keeps it so)', () => {
  const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(text).not.toContain('"resolved"');
  expect(text).toContain('"integrity"');
});
