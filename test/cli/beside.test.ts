import { describe, expect, it } from 'vitest';
import {
  auditJson,
  cliFolder,
  lines,
  reportOf,
  rulesFor,
  type SeenInput,
  type SeenReport,
} from './folder.js';

const folder = cliFolder();
const NOW = ['--now', '2026-08-01T00:00:00+09:00'];
const catalog = folder.write(
  'catalog.csv',
  lines('sku,price,currency', 'EP-100,13600,KRW', 'HP-200,189000,KRW'),
);
const HISTORY_HEADER = 'sku,price_list,observed_on,price,currency';
const june = folder.write('june.csv', history('06', ['EP-100', '136000'], ['HP-200', '190000']));
const july = folder.write('july.csv', history('07', ['EP-100', '135000'], ['HP-200', '189000']));

/** Thirty days of a month, each SKU at one price. */
function history(month: string, ...offers: readonly (readonly [sku: string, price: string])[]): string {
  const days = Array.from(
    { length: 30 },
    (_, index) => `2026-${month}-${String(index + 1).padStart(2, '0')}`,
  );
  const rows = days.flatMap((day) => offers.map(([sku, price]) => `${sku},,${day},${price},KRW`));
  return lines(HISTORY_HEADER, ...rows);
}

describe('--history', () => {
  it('gives the reference, from several files at once', async () => {
    const report = await auditJson(folder, [catalog, '--history', june, july, ...NOW]);
    expect(report.summary.batch.historyEndsOn).toBe('2026-07-30');
    expect(rulesFor(report, 'EP-100')).toEqual(expect.arrayContaining(['digit-shift', 'prior-price-floor']));
    expect(rulesFor(report, 'HP-200')).toEqual([]);
  });

  it('may be given several times, in any order', async () => {
    const one = await auditJson(folder, [catalog, '--history', june, july, ...NOW]);
    const other = await auditJson(folder, [catalog, '--history', july, '--history', june, ...NOW]);
    expect(other.findings).toEqual(one.findings);
  });

  it('with rows that cannot be used is a finding that names file and line', async () => {
    const bad = folder.write(
      'bad.csv',
      lines(HISTORY_HEADER, 'EP-100,,2026-07-01,136000,KRW', 'EP-100,,2026-02-30,1,KRW'),
    );
    const run = await folder.run(['audit', catalog, '--history', bad, ...NOW]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('bad.csv:3');
  });

  it('may come from a pipe, like the previous catalogue, and is stamped as a file is', async () => {
    const line = `saleguard audit ${catalog} --history <(cat ${june}) --previous <(cat ${catalog}) --format json`;
    const piped = reportOf(folder.shell(`${line} --now 2026-08-01T00:00:00+09:00`).stdout);
    const named = await auditJson(folder, [catalog, '--history', june, '--previous', catalog, ...NOW]);
    expect(piped.findings).toEqual(named.findings);
    const stamps = (report: SeenReport): string[] => report.summary.batch.inputs.map(({ sha256 }) => sha256);
    expect(stamps(piped)).toEqual(stamps(named));
  });

  it('says when the history holds two prices of one day, unless told to be quiet', async () => {
    const both = folder.write(
      'both.csv',
      lines(HISTORY_HEADER, 'HP-200,,2026-07-01,189000,KRW', 'HP-200,,2026-07-01,1,KRW'),
    );
    const run = await folder.run(['audit', catalog, '--history', both, ...NOW]);
    expect(run.stderr).toMatch(/^saleguard: 1 time a SKU had two prices on one day/);
    expect((await folder.run(['audit', catalog, '--history', both, '--quiet', ...NOW])).stderr).toBe('');
  });
});

describe('--references', () => {
  it('judge as the history they were built from does', async () => {
    const built = await folder.run(['references', june, july, '--out', 'references.csv.gz', ...NOW]);
    expect(built).toMatchObject({ exitCode: 0, stderr: '' });
    const byReferences = await auditJson(folder, [catalog, '--references', 'references.csv.gz', ...NOW]);
    const byHistory = await auditJson(folder, [catalog, '--history', june, july, ...NOW]);
    expect(byReferences.findings).toEqual(byHistory.findings);
    // Which files they were judged by is all that may differ.
    const { inputs: references, ...summary } = byReferences.summary.batch;
    const { inputs: histories, ...summaryByHistory } = byHistory.summary.batch;
    expect({ ...byReferences.summary, batch: summary }).toEqual({
      ...byHistory.summary,
      batch: summaryByHistory,
    });
    const seen = (inputs: readonly SeenInput[]): string[] =>
      inputs.map(({ role, file }) => `${role} ${file}`);
    expect(seen(references)).toEqual(['references references.csv.gz']);
    expect(seen(histories)).toEqual(['history june.csv', 'history july.csv']);
  });

  it('brought up to date are the bytes of those built at once', async () => {
    await folder.run(['references', june, july, '--out', 'at-once.csv', ...NOW]);
    await folder.run(['references', june, '--out', 'by-day.csv', ...NOW]);
    const run = await folder.run([
      'references',
      july,
      '--update',
      'by-day.csv',
      '--out',
      'by-day.csv',
      ...NOW,
    ]);
    expect(run.exitCode).toBe(0);
    expect(folder.read('by-day.csv')).toBe(folder.read('at-once.csv'));
  });

  it('and a history together are refused, with the command that joins them', async () => {
    const run = await folder.run(['audit', catalog, '--references', 'references.csv.gz', '--history', july]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toBe(
      'saleguard: give --history or --references, not both; bring the references up to date first: ' +
        'saleguard references july.csv --update references.csv.gz --out references.csv.gz\n',
    );
  });
});

describe('--previous', () => {
  const today = folder.write(
    'today.csv',
    lines('sku,price,currency', 'EP-100,136000,KRW', 'HP-200,189000,KRW', 'HP-300,99000,KRW'),
  );

  it('tells how many rows were on sale and what they cost', async () => {
    const report = await auditJson(folder, [catalog, '--previous', today, ...NOW]);
    expect(report.summary.batch.previousRows).toBe(3);
    const other = await auditJson(folder, [catalog, ...NOW]);
    expect(other.summary.batch.previousRows).toBeUndefined();
  });

  it('shows a feed that was cut off', async () => {
    const many = Array.from(
      { length: 10 },
      (_, index) => `SKU-${String(index)},${String(50_000 + index)},KRW`,
    );
    const whole = folder.write('whole.csv', lines('sku,price,currency', ...many));
    const cut = folder.write('cut.csv', lines('sku,price,currency', ...many.slice(0, 6)));
    const report = await auditJson(folder, [cut, '--previous', whole, ...NOW]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ ruleId: 'feed-shape', severity: 'hold', subject: 'batch' }),
    );
  });
});

describe('--baseline', () => {
  const flags = ['--history', june, july, ...NOW];

  it('lets known findings pass and a new fault fail', async () => {
    const first = await folder.run(['audit', catalog, ...flags, '--format', 'json', '--out', 'first.json']);
    expect(first.exitCode).toBe(1);
    const second = await folder.run([
      'audit',
      catalog,
      ...flags,
      '--baseline',
      'first.json',
      '--format',
      'json',
    ]);
    expect(second.exitCode).toBe(0);

    const worse = folder.write(
      'worse.csv',
      lines('sku,price,currency', 'EP-100,13600,KRW', 'HP-200,18900,KRW'),
    );
    const report = await auditJson(folder, [worse, ...flags, '--baseline', 'first.json']);
    const blocks = report.findings.filter(({ severity }) => severity === 'block');
    expect(new Set(blocks.filter(({ isNew }) => isNew).map(({ sku }) => sku))).toEqual(new Set(['HP-200']));
    expect(report.summary.batch.known).toBeGreaterThan(0);
    expect((await folder.run(['audit', worse, ...flags, '--baseline', 'first.json'])).exitCode).toBe(1);
  });

  it('forgives one price, not the SKU: another wrong price of it is new', async () => {
    const other = folder.write(
      'other.csv',
      lines('sku,price,currency', 'EP-100,1360,KRW', 'HP-200,189000,KRW'),
    );
    expect((await folder.run(['audit', other, ...flags, '--baseline', 'first.json'])).exitCode).toBe(1);
  });

  it('holds for rows that have moved, since ids do not know lines', async () => {
    const moved = folder.write(
      'moved.csv',
      lines('sku,price,currency', 'HP-200,189000,KRW', 'EP-100,13600,KRW'),
    );
    expect((await folder.run(['audit', moved, ...flags, '--baseline', 'first.json'])).exitCode).toBe(0);
  });

  it('says when it was judged by another policy', async () => {
    const policy = folder.write(
      'policy.yaml',
      lines('version: 1', 'pricing:', '  rules:', '    deep-markdown:', '      historyWarnBps: 3000'),
    );
    const run = await folder.run([
      'audit',
      catalog,
      ...flags,
      '--policy',
      policy,
      '--baseline',
      'first.json',
    ]);
    expect(run.stderr).toBe(
      'saleguard: first.json was judged by another policy: what only the changed limits found counts as new\n',
    );
  });
});

describe('--now', () => {
  const sale = folder.write(
    'sale.csv',
    lines(
      'sku,price,currency,sale_starts_at,sale_ends_at',
      'EP-100,129000,KRW,2026-08-01T00:00:00+09:00,2026-08-02T00:00:00+09:00',
    ),
  );

  it('is the instant the catalogue is judged for, in any offset', async () => {
    const seoul = await auditJson(folder, [sale, '--now', '2026-08-01T12:00:00+09:00']);
    const london = await auditJson(folder, [sale, '--now', '2026-08-01T03:00:00Z']);
    expect(seoul.now).toBe('2026-08-01T03:00:00.000Z');
    expect(london).toEqual(seoul);
    expect(rulesFor(seoul, 'EP-100')).not.toContain('sale-window');
    const late = await auditJson(folder, [sale, '--now', '2026-08-03T00:00:00+09:00']);
    expect(rulesFor(late, 'EP-100')).toContain('sale-window');
  });
});
