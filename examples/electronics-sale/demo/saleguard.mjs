// Runs the built command from the root of the repository, as a shop would.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = new URL('../../../', import.meta.url);

/** What one command printed, and its exit code; null when it was killed. */
export function saleguard(words, env = {}) {
  const run = spawnSync(process.execPath, ['dist/cli/main.js', ...words], {
    cwd: fileURLToPath(ROOT),
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { exitCode: run.status, text: run.stdout, complaint: run.stderr };
}
