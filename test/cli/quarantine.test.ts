import { beforeAll, describe, expect, it } from 'vitest';
import { cliFolder, lines, reportOf, rulesFor } from './folder.js';
import { runHere, type InProcessRun } from './in-process.js';

const folder = cliFolder();
const HISTORY = lines(
  'sku,price_list,observed_on,price,currency',
  ...Array.from({ length: 20 }, (_, at) => `EP-100,,2026-07-${String(at + 1).padStart(2, '0')},136000,KRW`),
  'EP-100,,2026-07-21,13600,KRW',
  'EP-100,,2026-07-22,13600,KRW',
  'EP-200,members,2026-07-01,12.90,USD',
  'EP-200,members,2026-07-02,1.29,USD',
);

function run(...argv: readonly string[]): Promise<InProcessRun> {
  return runHere(folder.path, ['quarantine', ...argv]);
}

function accept(...argv: readonly string[]): Promise<InProcessRun> {
  return run('accept', 'references.csv', ...argv, '--out', 'after.csv');
}

beforeAll(async () => {
  folder.write('history.csv', HISTORY);
  const built = await runHere(folder.path, ['references', 'history.csv', '--out', 'references.csv']);
  expect(built.exitCode).toBe(0);
});

describe('saleguard quarantine list', () => {
  it('shows every price left out, longest first, and what it was compared with', async () => {
    const { exitCode, stdout, stderr } = await run('list', 'references.csv');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('references.csv: 3 days of 2 price keys in quarantine, up to 2026-07-22\n');
    const rows = stdout.split('\n').filter((line) => /^ *\d+ {2}/.test(line));
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['2', '2026-07-21', '2026-07-22', '13600', '136000', 'KRW', 'default', 'EP-100'],
      ['1', '2026-07-02', '2026-07-02', '1.29', '12.90', 'USD', 'members', 'EP-200'],
    ]);
  });

  it('as JSON for programs', async () => {
    const { stdout } = await run('list', 'references.csv', '--format', 'json', '--sku', 'EP-200');
    expect(JSON.parse(stdout)).toEqual({
      endsOn: '2026-07-22',
      runCount: 1,
      dayCount: 1,
      keyCount: 1,
      runs: [
        {
          sku: 'EP-200',
          priceList: 'members',
          currency: 'USD',
          price: '1.29',
          comparedWith: '12.90',
          dayCount: 1,
          firstOn: '2026-07-02',
          lastOn: '2026-07-02',
        },
      ],
    });
  });

  it('says how many more there are than it shows', async () => {
    const { stdout } = await run('list', 'references.csv', '--max', '1');
    expect(stdout).toContain('… and 1 more; --max shows more of them');
    expect(stdout).not.toContain('EP-200');
  });

  it('says so when nothing is in quarantine', async () => {
    folder.write('clean.csv', lines('sku,observed_on,price,currency', 'A,2026-07-01,100,KRW'));
    await runHere(folder.path, ['references', 'clean.csv', '--out', 'clean-references.csv']);
    expect(await run('list', 'clean-references.csv')).toMatchObject({
      exitCode: 0,
      stdout: 'clean-references.csv: nothing is in quarantine\n',
    });
  });

  it('names a SKU that the file does not know', async () => {
    expect(await run('list', 'references.csv', '--sku', 'EP-1OO')).toMatchObject({
      exitCode: 2,
      stderr: 'saleguard: references.csv knows no SKU EP-1OO\n',
    });
  });
});

describe('saleguard quarantine accept', () => {
  it('makes the price count: it is no news to the rules that look at what was seen lately', async () => {
    const ran = await accept('--sku', 'EP-100', '--currency', 'KRW', '--price', '13600');
    expect(ran).toMatchObject({
      exitCode: 0,
      stdout: 'after.csv: accepted 1 price, whose 2 days count from now on\n',
      stderr: '',
    });
    expect((await run('list', 'after.csv', '--format', 'json')).stdout).not.toContain('EP-100');
    folder.write('tomorrow.csv', lines('sku,price,currency', 'EP-100,13600,KRW'));
    const rulesWith = async (references: string): Promise<readonly string[]> => {
      const flags = ['--references', references, '--format', 'json'];
      const audit = await runHere(folder.path, ['audit', 'tomorrow.csv', ...flags]);
      return rulesFor(reportOf(audit.stdout), 'EP-100');
    };
    expect(await rulesWith('references.csv')).toEqual(
      expect.arrayContaining(['price-jump', 'prior-price-floor']),
    );
    const after = await rulesWith('after.csv');
    expect(after).not.toContain('price-jump');
    expect(after).not.toContain('prior-price-floor');
    // An acceptance is no permission: far below its median the price is still a deep markdown.
    expect(after).toContain('deep-markdown');
  });

  it('takes many prices from a file, CSV or JSONL, and knows those it has accepted', async () => {
    folder.write(
      'accepted.csv',
      lines('sku,price_list,currency,price', 'EP-100,,KRW,13600', 'EP-200,members,USD,1.29'),
    );
    expect(await accept('--from', 'accepted.csv')).toMatchObject({
      exitCode: 0,
      stdout: 'after.csv: accepted 2 prices, whose 3 days count from now on\n',
    });
    folder.write('accepted.jsonl', lines('{"sku":"EP-100","currency":"KRW","price":"13600"}'));
    const again = await run('accept', 'after.csv', '--from', 'accepted.jsonl', '--out', 'after.csv');
    expect(again.stdout).toBe(
      'after.csv: accepted 0 prices, whose 0 days count from now on; 1 price had been accepted before\n',
    );
  });

  it('accepts all prices of a file or none, naming file and line', async () => {
    folder.write('some.csv', lines('sku,price,currency', 'EP-100,13600,KRW', 'EP-100,13601,KRW'));
    const ran = await run('accept', 'references.csv', '--from', 'some.csv', '--out', 'none.csv');
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(
      'some.csv:3: 13601 KRW of EP-100 in price list default is not in quarantine; in quarantine of EP-100: 13600 KRW in price list default (2 days from 2026-07-21)',
    );
    expect(folder.names()).not.toContain('none.csv');
  });

  it.each([
    [['--price', '0'], 'a price of 0 or less can never be a reference'],
    [['--price', '-5'], 'a price of 0 or less can never be a reference'],
    [['--price', '13,600'], '--price 13,600 is no amount of KRW'],
    [['--price', '12.5'], '--price 12.5 is no amount of KRW'],
    [['--price', '1', '--max', '3'], 'quarantine accept has no use for --max; did you mean quarantine list?'],
    [['--price', '1', '--from', 'accepted.csv'], '--from names every price in its file; leave --sku out'],
    [[], 'name the price by --sku, --currency and --price'],
  ])('refuses %j', async (flags, said) => {
    const ran = await accept('--sku', 'EP-100', '--currency', 'KRW', ...flags);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(said);
  });

  it.each([
    ['EP-100,0,KRW', 'bad.csv:2: a price of 0 or less can never be a reference'],
    ['EP-100,"13,600",KRW', 'bad.csv:2: price is "13,600" (group-separator)'],
    [',13600,KRW', 'bad.csv:2: sku is empty (missing)'],
  ])('refuses the row %s of a file', async (row, said) => {
    folder.write('bad.csv', lines('sku,price,currency', row));
    const ran = await accept('--from', 'bad.csv');
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(said);
  });

  it('wants to know where to write, and never over the list it reads', async () => {
    const flags = ['--sku', 'EP-100', '--currency', 'KRW', '--price', '13600'];
    expect((await run('accept', 'references.csv', ...flags)).stderr).toContain('write --out references.csv');
    expect((await run('accept', 'references.csv', ...flags, '--out', '-')).stderr).toContain(
      '--out - is not a file',
    );
    const over = await run('accept', 'references.csv', '--from', 'accepted.csv', '--out', 'accepted.csv');
    expect(over.stderr).toContain('it would be overwritten');
    expect((await run('list', 'references.csv', '--out', 'x.csv')).stderr).toContain(
      'did you mean quarantine accept?',
    );
  });

  it('refuses a file that is no references file', async () => {
    const ran = await run('list', 'history.csv');
    expect(ran).toMatchObject({ exitCode: 2 });
    expect(ran.stderr).toContain('history.csv, line 1: not the header of a references file');
  });
});
