import { beforeAll, describe, expect, it } from 'vitest';
import { halfOf } from '../../src/calibrate/halves.js';
import { sharedData } from '../support/shared-data.js';
import { cliFolder, lines, reportOf } from './folder.js';
import { runHere, type InProcessRun } from './in-process.js';

const folder = cliFolder();
const HEADER = 'sku,category,price,list_price,currency';

/** Rows of a past catalogue: depths of shoes reach 80 %, those of audio 45 %. A few rows are wrong. */
const ROWS = [
  ...rowsOf('Shoes', 1500, 80),
  ...rowsOf('Audio > Wired', 1500, 45),
  ...rowsOf('Audio > Cables', 60, 45),
  ...Array.from({ length: 30 }, (_, at) => `lost-${String(at)},Shoes,10000,100000,KRW`),
];

function rowsOf(category: string, count: number, deepest: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const off = Math.floor((((at * 7919) % count) / count) * deepest * 1000);
    return `${category.slice(-5)}-${String(at)},${category},${String(99_990 - off)},100000,KRW`;
  });
}

function run(...argv: readonly string[]): Promise<InProcessRun> {
  return runHere(folder.path, ['calibrate', ...argv]);
}

/** Cells of the table row of a category. */
function rowOf(report: string, category: string): string[] {
  const line = report.split('\n').find((one) => one.startsWith(`${category}  `)) ?? '';
  return line.split(/ {2,}/);
}

beforeAll(() => {
  folder.write('past.csv', lines(HEADER, ...ROWS));
});

describe('saleguard calibrate', () => {
  it('writes a policy by which an audit of the other half rings as often as it says', async () => {
    const ran = await run('past.csv', '--target', '0.02', '--out', 'calibrated.yaml');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const judging = ROWS.filter((row) => halfOf(row.split(',')[0] ?? '', 0) === 'judge');
    folder.write('judging.csv', lines(HEADER, ...judging));
    const audit = await runHere(folder.path, [
      'audit',
      'judging.csv',
      '--policy',
      'calibrated.yaml',
      '--format',
      'json',
    ]);
    const stops = reportOf(audit.stdout).findings.filter(
      ({ severity }) => severity === 'block' || severity === 'hold',
    );
    const others = new Set(stops.filter(({ ruleId }) => ruleId !== 'deep-markdown').map(({ sku }) => sku));
    const mine = stops.filter(({ ruleId, sku }) => ruleId === 'deep-markdown' && !others.has(sku));
    expect(mine.length).toBeGreaterThan(10);
    for (const [category, start] of [
      ['Shoes', 'Shoes-'],
      ['Audio > Wired', 'Wired-'],
    ] as const) {
      const [, , , , judged, stopped] = rowOf(ran.stdout, category);
      expect(Number(stopped)).toBe(mine.filter(({ sku }) => sku?.startsWith(start)).length);
      expect(Number(judged?.replace(',', ''))).toBe(
        judging.filter((row) => row.startsWith(start) && !others.has(row)).length,
      );
    }
  });

  it('prints target, limits, rows of both halves and the measured rate with its interval', async () => {
    const { stdout } = await run('past.csv', '--target', '0.02');
    expect(stdout).toContain(
      'deep-markdown: markdown below the list price; target 2.00 % of the rows held or blocked',
    );
    expect(stdout).toMatch(
      /^Shoes +\d+ +7\d(?:\.\d+)? % +[\d.]+ %(?: \w+)? +\d+ +\d+ +[\d.]+ % \(95 %: [\d.]+ % to [\d.]+ %\)$/m,
    );
    expect(stdout).toMatch(
      /Limits of the parent Audio, because of fewer than 200 rows to learn from: Audio >\s+Cables \(\d+\)\./,
    );
    expect(stdout).toMatch(
      /Not learned from: \d+ rows that other rules stop, since a fault must not teach a limit\s+\(digit-shift\s+\d+/,
    );
    expect(stdout).toContain('price-jump: not calibrated. Give --history or --references to learn it.');
    expect(stdout).toContain('Nothing was written; --out');
  });

  it('puts the limits into a policy, whose settings stay', async () => {
    folder.write(
      'base.yaml',
      'version: 1\npricing:\n  rules:\n    deep-markdown:\n      historyBlockBps: 7000 # ours\n',
    );
    await run('past.csv', '--policy', 'base.yaml', '--out', 'merged.yaml');
    const rules = await runHere(folder.path, ['rules', 'deep-markdown', '--policy', 'merged.yaml']);
    expect(rules).toMatchObject({ exitCode: 0 });
    expect(folder.read('merged.yaml')).toContain('historyBlockBps: 7000');
    expect(folder.read('merged.yaml')).toMatch(/# Shoes: learned on \d+ rows/);
  });

  it('writes the policy alone to standard output, for a pipe', async () => {
    const { stdout, stderr } = await run('past.csv', '--out', '-');
    folder.write('piped.yaml', stdout);
    expect((await runHere(folder.path, ['rules', '--policy', 'piped.yaml'])).exitCode).toBe(0);
    expect(stderr).toContain('target 0.50 % of the rows');
  });

  it('reads the catalogue from standard input', () => {
    const piped = folder.shell('cat past.csv | saleguard calibrate - --target 0.02');
    expect(piped).toMatchObject({ exitCode: 0, stderr: '' });
    expect(piped.stdout).toMatch(/^Shoes {2}/m);
  });

  it('ends with 1 where nothing could be calibrated, and writes nothing', async () => {
    folder.write('small.csv', lines(HEADER, ...ROWS.slice(0, 300)));
    const ran = await run('small.csv', '--out', 'none.yaml');
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(
      /Even the whole catalogue has only 1\d\d rows in its learning half; 200\s+are needed, so about 400 in all/,
    );
    expect(ran.stdout).toContain('Nothing could be calibrated; nothing was written.');
    expect(folder.names()).not.toContain('none.yaml');
  });

  it.each([
    [['--target', '5'], '--target 5 is not a share above 0 and at most 0.2; write 0.005 for 0.5 %'],
    [['--target', '0'], '--target 0 is not a share'],
    [['--target-sku-days', '1e-4'], '--target-sku-days 1e-4 is not a share'],
    [['--out', 'past.csv'], 'it would be overwritten'],
    [['--history', 'a', '--references', 'b'], 'give --history or --references, not both'],
    [['--policy', 'missing.yaml'], 'cannot read missing.yaml'],
  ])('refuses %j', async (flags, said) => {
    const ran = await run('past.csv', ...flags);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(said);
  });
});

const history = sharedData('danawa-headphones/history.csv.gz');
const catalog = sharedData('danawa-headphones/catalog.csv');

describe.skipIf(history === undefined || catalog === undefined)('on the Danawa headphones', () => {
  it('price-jump is learned from the history, and rings about as often as asked', async () => {
    const files = [catalog ?? '', '--history', history ?? ''];
    const ran = await run(...files, '--target-sku-days', '0.001', '--out', 'danawa.yaml');
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toContain('deep-markdown: not calibrated. No row is judged by its list price');
    const [, , , , , judged, , rate] = rowOf(ran.stdout, 'headphone');
    expect(Number(judged?.replace(',', ''))).toBeGreaterThan(30_000);
    expect(parseFloat(rate ?? '')).toBeLessThan(0.2);
    const audit = await runHere(folder.path, [
      'audit',
      ...files,
      '--policy',
      'danawa.yaml',
      '--format',
      'json',
    ]);
    expect(reportOf(audit.stdout).policySource).toBe('danawa.yaml');
  });

  it('and from references, which know 91 days', async () => {
    await runHere(folder.path, ['references', history ?? '', '--out', 'references.csv.gz']);
    const ran = await run(catalog ?? '', '--references', 'references.csv.gz', '--target-sku-days', '0.001');
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/^headphone {2}/m);
  });
});
