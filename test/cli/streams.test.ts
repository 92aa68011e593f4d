import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cliFolder, lines, MAIN } from './folder.js';

const folder = cliFolder();
const flagged = Array.from({ length: 3000 }, (_, i) => `S${String(i)},1${String(3000 + i)},KRW,130000`);
const many = folder.write('many.csv', lines('sku,price,currency,list_price', ...flagged));

describe('output that nobody reads to its end', () => {
  it.each(['json', 'jsonl', 'html', 'text --max 3000'])('%s | head ends in silence', (format) => {
    const run = folder.shell(
      `saleguard audit ${many} --format ${format} | head -n 1 > first.txt; exit "\${PIPESTATUS[0]}"`,
    );
    // The verdict stands, whoever stopped listening.
    expect(run).toEqual({ exitCode: 1, stdout: '', stderr: '' });
    expect(folder.read('first.txt')).not.toBe('');
  });
});

describe('standard error', () => {
  it('holds nothing when it is no terminal and nothing is to be said', async () => {
    const run = await folder.run(['audit', many, '--format', 'json']);
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
  });
});

describe('a run that is interrupted', () => {
  const temporary = join(folder.path, 'tmp');
  mkdirSync(temporary);

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s leaves nothing of the catalogue behind',
    async (signal) => {
      const child = spawn(process.execPath, [MAIN, 'audit', '-'], {
        cwd: folder.path,
        env: { ...process.env, TMPDIR: temporary },
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      const ended = new Promise<NodeJS.Signals | null>((resolve) => {
        child.on('close', (_, by) => {
          resolve(by);
        });
      });
      child.stdin.on('error', () => undefined);
      child.stdin.write(lines('sku,price,currency', 'EP-100,129000,KRW'));
      while (keptFiles().length === 0) await wait(10);
      expect(keptFiles()).toEqual([expect.stringMatching(/^saleguard-\w+\/input$/)]);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it('or that fails, or is done, leaves nothing either', async () => {
    const env = { TMPDIR: temporary };
    await folder.run(['audit', '-'], { env, stdin: lines('sku,price,currency', 'EP-100,129000,KRW') });
    await folder.run(['audit', '-'], { env, stdin: 'no header at all' });
    folder.shell(`TMPDIR='${temporary}' saleguard audit - --format json < ${many} | head -c 1`);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('and a folder that cannot keep standard input is named', async () => {
    const run = await folder.run(['audit', '-'], {
      env: { TMPDIR: join(folder.path, 'nowhere') },
      stdin: 'sku\n',
    });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('name a file instead');
    expect(run.stderr).not.toContain('bug');
  });

  function keptFiles(): readonly string[] {
    return readdirSync(temporary, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('input'),
    );
  }
});
