import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keyIdOf, newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import { loadPolicyText } from '../../src/wire/policy.js';
import { MAIN } from './folder.js';
import { runHere } from './in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-keys-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function modeOf(name: string): string {
  return (statSync(join(folder, name)).mode & 0o777).toString(8);
}

function textOf(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

describe('saleguard keys new', () => {
  it('writes a private key for its owner alone and the public half beside it', async () => {
    const run = await runHere(folder, ['keys', 'new', '--out', 'me.key']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(modeOf('me.key')).toBe('600');
    const key = signingKeyFromPem(textOf('me.key'));
    expect(textOf('me.key.pub')).toBe(`ed25519:${key.publicKey}\n`);
    expect(run.stdout).toContain(`ed25519:${key.publicKey}\n`);
    expect(run.stdout).toContain(`key id ${keyIdOf(key.publicKey)}\n`);
    expect(run.stdout).not.toContain(textOf('me.key').split('\n')[1]);
  });

  it('prints lines that a policy takes', async () => {
    const { stdout } = await runHere(folder, ['keys', 'new', '--out', 'policy.key']);
    const lines = stdout
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .map((line) => line.slice(2).replace('YOUR-ID', 'p-1').replace('YOUR-ROLE', 'lead'));
    const roles = '  roles:\n    lead: { mayApprove: all }\n';
    const policy = loadPolicyText(`version: 1\n${lines.join('\n')}\n${roles}`, { file: 'policy.yaml' });
    const { keyId } = signingKeyFromPem(textOf('policy.key'));
    expect(policy.approvals?.people).toMatchObject([{ id: 'p-1', keyId }]);
  });

  it('never overwrites a key, nor a public half', async () => {
    const before = textOf('me.key');
    const again = await runHere(folder, ['keys', 'new', '--out', 'me.key']);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('me.key exists already and is never overwritten');
    expect(textOf('me.key')).toBe(before);
    writeFileSync(join(folder, 'half.key.pub'), 'of somebody else\n');
    const half = await runHere(folder, ['keys', 'new', '--out', 'half.key']);
    expect(half.exitCode).toBe(2);
    expect(half.stderr).toContain('half.key.pub exists already');
    expect(statSync(join(folder, 'half.key'), { throwIfNoEntry: false })).toBeUndefined();
    expect(textOf('half.key.pub')).toBe('of somebody else\n');
  });

  it('does not follow a link that waits at its name', async () => {
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link.key'));
    const run = await runHere(folder, ['keys', 'new', '--out', 'link.key']);
    expect(run.exitCode).toBe(2);
    expect(statSync(join(folder, 'elsewhere'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it.each([
    [['keys', 'new'], "required option '--out <file>' not specified"],
    [['keys', 'new', '--out', '-'], 'a private key is not printed'],
    [['keys', 'new', '--out', 'nowhere/me.key'], 'there is no folder nowhere'],
    [['keys', 'new', '--out', '.'], 'it is a folder'],
    [['keys', 'new', '--out', 'a.key', '--out', 'b.key'], 'is given twice'],
    [['keys', 'mew'], 'there is no command keys mew'],
  ])('ends with 2 for %j', async (argv, text) => {
    const run = await runHere(folder, argv);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(text);
  });
});

describe('saleguard keys show', () => {
  it('prints the public half and the key id, and nothing of the private one', async () => {
    const run = await runHere(folder, ['keys', 'show', 'me.key']);
    const key = signingKeyFromPem(textOf('me.key'));
    expect(run).toEqual({
      exitCode: 0,
      stdout: `ed25519:${key.publicKey}\nkey id ${key.keyId}\n`,
      stderr: '',
    });
  });

  it('refuses a key that others may read, with the line that mends it', async () => {
    for (const mode of [0o640, 0o604, 0o644, 0o620, 0o610, 0o666]) {
      writeFileSync(join(folder, "a key's file"), newPrivateKeyPem());
      chmodSync(join(folder, "a key's file"), mode);
      const run = await runHere(folder, ['keys', 'show', "a key's file"]);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain(`(mode 0${mode.toString(8)})`);
      expect(run.stderr).toContain("chmod 600 'a key'\\''s file'");
    }
    chmodSync(join(folder, "a key's file"), 0o400);
    expect((await runHere(folder, ['keys', 'show', "a key's file"])).exitCode).toBe(0);
  });

  it('reads a key from a pipe, as a secret store hands it over', () => {
    const line = `'${process.execPath}' '${MAIN}' keys show <(cat '${join(folder, 'me.key')}')`;
    const run = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
    expect(run.stdout).toContain(signingKeyFromPem(textOf('me.key')).publicKey);
  });

  it.each([
    ['no file', 'absent.key', undefined, 'cannot read absent.key: there is no such file'],
    ['an empty file', 'empty.key', '', 'empty.key: this is no private key in PEM form'],
    ['a public half', 'public.key', 'ed25519:AAAA\n', 'public.key: this is no private key in PEM form'],
    [
      'a file of a megabyte',
      'large.key',
      'x'.repeat(1_000_000),
      'large.key is too large to be a private key',
    ],
  ])('ends with 2 for %s', async (_what, name, content, text) => {
    if (content !== undefined) writeFileSync(join(folder, name), content, { mode: 0o600 });
    const run = await runHere(folder, ['keys', 'show', name]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(text);
  });

  it('quotes nothing of a key that is damaged, or that stands on the command line', async () => {
    const pem = newPrivateKeyPem();
    const body = pem.split('\n')[1] ?? '';
    writeFileSync(join(folder, 'damaged.key'), pem.replace('-----END', '----END'), { mode: 0o600 });
    for (const argument of ['damaged.key', pem]) {
      const run = await runHere(folder, ['keys', 'show', '--', argument]);
      expect(run.exitCode).toBe(2);
      expect(run.stdout + run.stderr).not.toContain(body.slice(0, 16));
      expect(run.stdout + run.stderr).not.toContain(body.slice(-16));
    }
  });
});
