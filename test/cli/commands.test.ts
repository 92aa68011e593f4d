import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/pricing/rule-table.js';
import { cliFolder, lines } from './folder.js';

const folder = cliFolder();

describe('saleguard rules', () => {
  it('lists every rule', async () => {
    const run = await folder.run(['rules']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    for (const { id } of RULES) expect(run.stdout).toContain(id);
  });

  it('explains one: its incident, its parameters, how to override it', async () => {
    const run = await folder.run(['rules', 'deep-markdown']);
    expect(run.exitCode).toBe(0);
    for (const words of ['historyBlockBps', 'overrides:', 'category:', 'priceList:'])
      expect(run.stdout).toContain(words);
  });

  it('as JSON for programs', async () => {
    const run = await folder.run(['rules', '--format', 'json']);
    const listed = JSON.parse(run.stdout) as readonly { readonly id: string }[];
    expect(listed.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
  });
});

describe('saleguard init', () => {
  it('writes a policy that audits take as it is, once', async () => {
    const catalog = folder.write(
      'catalog.csv',
      lines('sku,price,currency,list_price', 'EP-100,13600,KRW,136000'),
    );
    expect(await folder.run(['init'])).toMatchObject({ exitCode: 0, stderr: '' });
    const policy = folder.read('saleguard.policy.yaml');
    const audits = await Promise.all(
      [[], ['--policy', 'saleguard.policy.yaml']].map((flags) =>
        folder.run(['audit', catalog, '--now', '2026-08-01T00:00:00Z', '--format', 'jsonl', ...flags]),
      ),
    );
    const findings = audits.map((run) => run.stdout.split('\n').slice(1));
    expect(findings[1]).toEqual(findings[0]);
    const again = await folder.run(['init']);
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });
    expect(again.stderr).toContain('exists already');
    expect(folder.read('saleguard.policy.yaml')).toBe(policy);
  });
});

describe('saleguard references', () => {
  const NOW = ['--now', '2026-08-01T00:00:00Z'];
  const header = 'sku,price_list,observed_on,price,currency';
  const good = folder.write(
    'good.csv',
    lines(header, 'EP-100,,2026-07-01,136000,KRW', 'EP-100,,2026-07-02,136000,KRW'),
  );
  const bad = folder.write(
    'bad.csv',
    lines(header, 'EP-100,,2026-07-03,"136,000",KRW', 'EP-100,,2026-07-04,136000,KRW'),
  );

  it('writes the file and says what it holds', async () => {
    const run = await folder.run(['references', good, '--out', 'r.csv', ...NOW]);
    expect(run).toMatchObject({
      exitCode: 0,
      stdout: 'r.csv: 1 reference up to 2026-07-02 from 2 new rows\n',
      stderr: '',
    });
    expect(await folder.run(['references', good, '--out', 'r.csv', '--quiet', ...NOW])).toMatchObject({
      stdout: '',
    });
  });

  it('writes nothing when a row cannot be used, unless told to leave it out', async () => {
    const refused = await folder.run(['references', bad, '--out', 'none.csv', ...NOW]);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain('bad.csv:2: price is "136,000"');
    expect(refused.stderr).toContain(
      'nothing was written; mend them, or build without them with --leave-out',
    );
    expect(folder.names()).not.toContain('none.csv');
    const left = await folder.run(['references', bad, '--out', 'some.csv', '--leave-out', ...NOW]);
    expect(left.exitCode).toBe(0);
    expect(left.stderr).toContain('bad.csv:2');
  });

  it('reads Korean headers as the audit does', async () => {
    const korean = folder.write('korean.csv', lines('상품코드,날짜,판매가', 'EP-100,2026-07-01,136000'));
    const flags = ['--preset', 'korean', '--currency', 'KRW', ...NOW];
    expect(await folder.run(['references', korean, '--out', 'k.csv', ...flags])).toMatchObject({
      exitCode: 0,
    });
    const mapped = folder.write('mapped.csv', lines('품번,observed_on,가', 'EP-100,2026-07-01,136000'));
    const columns = ['--columns', '품번=sku,가=price', '--currency', 'KRW', ...NOW];
    expect(await folder.run(['references', mapped, '--out', 'm.csv', ...columns])).toMatchObject({
      exitCode: 0,
    });
    expect(folder.read('m.csv')).toBe(folder.read('k.csv'));
  });

  it('refuses prices of the future', async () => {
    const run = await folder.run(['references', good, '--out', 'f.csv', '--now', '2026-06-20T12:00:00Z']);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('good.csv:2: EP-100 cannot have been observed on 2026-07-01');
  });
});
