import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMAT_IDS } from '../../src/report/format.js';
import { cliFolder, lines, reportOf } from './folder.js';
import { runHere } from './in-process.js';

const folder = cliFolder();
const catalog = folder.write(
  'catalog.csv',
  lines('sku,price,currency,list_price', 'EP-100,13600,KRW,136000'),
);
const before = folder.read(catalog);

const audit = (...args: readonly string[]) => runHere(folder.path, ['audit', ...args]);

describe('where reports go', () => {
  it('text on standard output, unless told otherwise', async () => {
    const run = await folder.run(['audit', catalog]);
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    expect(run.stdout).toMatch(/^Read 1 row from catalog\.csv/);
  });

  it('the n-th --out belongs to the n-th --format, - is standard output', async () => {
    const run = await folder.run([
      ...['audit', catalog, '--format', 'json', '--out', 'report.json', '--format', 'text', '--out', '-'],
      ...['--format', 'html', '--out', 'report.html', '--format', 'jsonl', '--out', 'report.jsonl'],
    ]);
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    expect(run.stdout).toMatch(/^Read 1 row/);
    const report = reportOf(folder.read('report.json'));
    expect(report.schemaVersion).toBe(1);
    expect(folder.read('report.html')).toMatch(/^<!doctype html>/i);
    const jsonl = folder.read('report.jsonl').trimEnd().split('\n');
    expect(jsonl).toHaveLength(report.findings.length + 1);
  });

  it('every format at once is each as it is alone, in both languages', async () => {
    const now = ['--now', '2026-08-01T00:00:00Z'];
    const byLang = new Map<string, readonly string[]>();
    for (const lang of ['en', 'ko']) {
      const flags = REPORT_FORMAT_IDS.flatMap((id) => ['--format', id, '--out', `${lang}-${id}`]);
      const run = await audit(catalog, ...now, '--lang', lang, ...flags);
      expect(run).toEqual({ exitCode: 1, stdout: '', stderr: '' });
      const written = REPORT_FORMAT_IDS.map((id) => folder.read(`${lang}-${id}`));
      for (const [at, id] of REPORT_FORMAT_IDS.entries()) {
        const alone = await audit(catalog, ...now, '--lang', lang, '--format', id);
        expect({ id, exitCode: alone.exitCode, report: alone.stdout }).toEqual({
          id,
          exitCode: 1,
          report: written[at],
        });
      }
      byLang.set(lang, written);
    }
    for (const [at, id] of REPORT_FORMAT_IDS.entries()) {
      expect([id, byLang.get('ko')?.[at]]).not.toEqual([id, byLang.get('en')?.[at]]);
      expect([id, byLang.get('ko')?.[at]]).toEqual([id, expect.stringMatching(/[가-힣]/)]);
    }
  });

  it('a format without an --out goes to standard output', async () => {
    const run = await audit(catalog, '--format', 'json', '--out', 'again.json', '--format', 'text');
    expect(run.stdout).toMatch(/^Read 1 row/);
    expect(reportOf(folder.read('again.json')).findings.length).toBeGreaterThan(0);
  });

  it('the options may stand before the catalogue', async () => {
    const run = await audit('--format', 'json', '--out', 'first.json', catalog);
    expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: '' });
  });

  it('a pipe or a device is written to and stays what it is', async () => {
    const run = await audit(
      catalog,
      '--format',
      'html',
      '--out',
      '/dev/null',
      '--format',
      'json',
      '--out',
      '/dev/null',
    );
    expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: '' });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    const shell = folder.shell('saleguard audit catalog.csv --format json --out >(cat >&2); wait; sleep 0.2');
    expect(reportOf(shell.stderr).findings.length).toBeGreaterThan(0);
  });

  it('a link stays a link, and what it names is replaced', async () => {
    folder.write('real.json', 'old');
    symlinkSync('real.json', join(folder.path, 'link.json'));
    await audit(catalog, '--format', 'json', '--out', 'link.json');
    expect(reportOf(folder.read('real.json')).schemaVersion).toBe(1);
    expect(readFileSync(join(folder.path, 'link.json'), 'utf8')).toBe(folder.read('real.json'));
  });

  it('--lang ko is for every format', async () => {
    const run = await folder.run([
      'audit',
      catalog,
      '--lang',
      'ko',
      '--format',
      'text',
      '--format',
      'json',
      '--out',
      '-',
      '--out',
      'ko.json',
    ]);
    expect(run.stdout).toContain('판매하면 안 되는');
    expect(
      reportOf(folder.read('ko.json')).findings.some(({ message }) => message.includes('136,000원')),
    ).toBe(true);
  });

  it('--max bounds the offers of the text alone', async () => {
    const many = folder.write(
      'many.csv',
      lines(
        'sku,price,currency,list_price',
        ...Array.from(
          { length: 30 },
          (_, i) => `S${String(i)},1${String(3000 + i)},KRW,1${String(3000 + i)}0`,
        ),
      ),
    );
    const shown = async (...flags: readonly string[]): Promise<number> =>
      (await audit(many, ...flags)).stdout.match(/^BLOCK {2}/gm)?.length ?? 0;
    expect(await shown()).toBe(25);
    expect(await shown('--max', '3')).toBe(3);
    const json = await audit(many, '--max', '3', '--format', 'json');
    expect(new Set(reportOf(json.stdout).findings.flatMap(({ sku }) => sku ?? [])).size).toBe(30);
  });
});

describe('a report appears whole or not at all', () => {
  it('a run that fails leaves the old report and nothing beside it', async () => {
    folder.write('kept.json', 'the old report');
    const run = await folder.run(['audit', 'no-such.csv', '--format', 'json', '--out', 'kept.json']);
    expect(run.exitCode).toBe(2);
    expect(folder.read('kept.json')).toBe('the old report');
    expect(folder.names().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('a file that cannot be taken for the report is named before anything is read', async () => {
    mkdirSync(join(folder.path, 'a-folder'), { recursive: true });
    const outs = [
      ['a-folder', 'cannot write a-folder: it is a folder; name a file in it'],
      ['nowhere/report.txt', 'cannot write nowhere/report.txt: there is no folder nowhere; make it first'],
      ['catalog.csv/report.txt', 'cannot write catalog.csv/report.txt: catalog.csv is not a folder'],
      ['', '--out is given without a name; name a file, or - for standard output'],
    ] as const;
    for (const [out, said] of outs) {
      expect(await audit('no-such.csv', '--out', out)).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `saleguard: ${said}\n`,
      });
    }
  });

  it('a folder nobody may write in is named', () => {
    mkdirSync(join(folder.path, 'closed'));
    chmodSync(join(folder.path, 'closed'), 0o555);
    const run = folder.runOrdinary(['audit', catalog, '--out', 'closed/report.txt']);
    expect(run).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'saleguard: cannot write closed/report.txt: nothing can be written in the folder closed: this user has no permission\n',
    });
  });

  it('standard output that takes nothing is exit code 2, in words', () => {
    const run = folder.shell('saleguard audit catalog.csv > /dev/full');
    expect(run).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'saleguard: cannot write to standard output: the disk is full\n',
    });
  });
});

describe('a report never replaces a file the run reads', () => {
  const policy = folder.write('policy.yaml', 'version: 1\n');
  const history = folder.write(
    'history.csv',
    lines('sku,price_list,observed_on,price,currency', 'EP-100,,2026-07-01,136000,KRW'),
  );
  const today = folder.write('today.csv', lines('sku,price,currency', 'EP-100,136000,KRW'));

  it.each([
    ['the catalogue itself', [catalog], catalog],
    ['the --policy', [catalog, '--policy', policy], policy],
    ['a --history', [catalog, '--history', today, history], history],
    ['the --previous catalogue', [catalog, '--previous', today], today],
    ['the --references', [catalog, '--references', history], history],
    ['the --baseline', [catalog, '--baseline', policy], policy],
  ] as const)('not %s', async (role, args, out) => {
    const content = folder.read(out);
    const run = await audit(...args, '--out', out);
    expect(run).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `saleguard: --out ${out} is ${role}: it would be overwritten; name another file\n`,
    });
    expect(folder.read(out)).toBe(content);
  });

  it('nor under another name of it', async () => {
    symlinkSync('catalog.csv', join(folder.path, 'soft.csv'));
    linkSync(join(folder.path, 'catalog.csv'), join(folder.path, 'hard.csv'));
    for (const out of ['./catalog.csv', join(folder.path, 'catalog.csv'), 'soft.csv', 'hard.csv']) {
      const run = await audit(catalog, '--out', out);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toContain('is the catalogue itself (catalog.csv): it would be overwritten');
    }
    expect(folder.read(catalog)).toBe(before);
  });

  it('the references of an update may, those of a history or a folder may not', async () => {
    const references = (...args: readonly string[]) => runHere(folder.path, ['references', history, ...args]);
    expect(await references('--out', 'references.csv')).toMatchObject({ exitCode: 0 });
    expect(await references('--update', 'references.csv', '--out', 'references.csv')).toMatchObject({
      exitCode: 0,
    });
    expect((await references('--out', history)).stderr).toContain('is a history: it would be overwritten');
    expect((await references('--out', '/dev/null')).stderr).toContain('references are written to a file');
    expect((await references('--out', 'a-folder')).stderr).toContain('it is a folder; name a file in it');
  });
});
