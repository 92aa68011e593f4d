import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initCommand } from '../../../src/cli/commands/init.js';
import { starterPolicy } from '../../../src/wire/starter-policy.js';
import { fakeIo } from './fake-io.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-init-'));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<string> {
  const world = fakeIo();
  await initCommand(world.io).parseAsync([...args], { from: 'user' });
  return world.stdout();
}

describe('saleguard init', () => {
  it('writes the starter policy and says what comes next', async () => {
    const out = join(folder, 'saleguard.policy.yaml');
    expect(await run('--out', out)).toBe(
      `Wrote ${out}: every rule at its default.\nNext: saleguard audit tomorrow.csv --policy ${out}\n`,
    );
    expect(readFileSync(out, 'utf8')).toBe(starterPolicy('en'));
    expect(readdirSync(folder)).toEqual(['saleguard.policy.yaml']);
  });

  it('writes Korean comments', async () => {
    const out = join(folder, 'p.yaml');
    expect(await run('--out', out, '--lang', 'ko')).toContain('파일을 만들었습니다');
    expect(readFileSync(out, 'utf8')).toBe(starterPolicy('ko'));
  });

  it('never overwrites without --force', async () => {
    const out = join(folder, 'p.yaml');
    writeFileSync(out, 'mine');
    await expect(run('--out', out)).rejects.toMatchObject({
      code: 'file',
      message: `${out} exists already; give --force to overwrite it, or another name with --out`,
    });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    await run('--out', out, '--force');
    expect(readFileSync(out, 'utf8')).toBe(starterPolicy('en'));
  });

  it('leaves nothing behind where it cannot write', async () => {
    await expect(run('--out', join(folder, 'missing', 'p.yaml'))).rejects.toMatchObject({ code: 'file' });
    mkdirSync(join(folder, 'taken'));
    await expect(run('--out', join(folder, 'taken'), '--force')).rejects.toMatchObject({ code: 'file' });
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
