import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cliFolder, lines, reportOf } from './folder.js';
import { runHere } from './in-process.js';

// From an audit to a price book, by the commands a shop types.

const folder = cliFolder();
const say = (...words: readonly string[]) => runHere(folder.path, words);
const AUDITED = '2026-08-01T00:00:00+09:00';
const SEALED = '2026-07-31T20:00:00+09:00';

const CATALOG = lines(
  'sku,name,price,currency,list_price,stock_to_sell,author',
  'EP-100,Earphones,129000,KRW,159000,10,p-11',
  'XD-1801,Projector,12700,KRW,159000,12,p-11',
);

const SALE = `version: 1
saleId: summer
epoch: 1
currency: KRW
startsAt: 2026-08-01T00:00:00+09:00
endsAt: 2026-08-03T00:00:00+09:00
channels:
  - { id: web, paymentMinutes: 15 }
`;

beforeAll(async () => {
  folder.write('catalog.csv', CATALOG);
  folder.write('sale.yaml', SALE);
  for (const name of ['lead', 'author'])
    expect((await say('keys', 'new', '--out', `${name}.key`)).exitCode).toBe(0);
  const publicKey = (name: string): string =>
    readFileSync(join(folder.path, `${name}.key.pub`), 'utf8').trim();
  folder.write(
    'policy.yaml',
    `version: 1
approvals:
  roles:
    lead: { mayApprove: all, batch: true, seal: true }
    merchandiser: { mayApprove: all }
  people:
    - { id: p-17, role: lead, publicKey: '${publicKey('lead')}' }
    - { id: p-11, role: merchandiser, publicKey: '${publicKey('author')}' }
`,
  );
  await say(
    ...['audit', 'catalog.csv', '--policy', 'policy.yaml', '--now', AUDITED, '--quiet'],
    ...['--format', 'json', '--out', 'report.json'],
  );
});

const seal = (...words: readonly string[]) =>
  say(
    ...['seal', '--sale', 'sale.yaml', '--report', 'report.json', '--policy', 'policy.yaml', '--now', SEALED],
    ...words,
  );

const approve = (key: string, ...words: readonly string[]) =>
  say(
    ...['approve', '--report', 'report.json', '--policy', 'policy.yaml', '--key', key],
    ...['--out', 'approvals.jsonl', '--now', SEALED, ...words],
  );

/** Every finding of the clearance that asks for a person. */
function openFindings(): string[] {
  const { findings } = reportOf(folder.read('report.json'));
  const open = findings.filter(({ sku, severity }) => sku === 'XD-1801' && severity !== 'info');
  return open.flatMap(({ id }) => ['--finding', id]);
}

describe('saleguard seal', () => {
  it('refuses an open finding with its place, and writes nothing', async () => {
    const run = await seal('--key', 'lead.key', '--out', 'refused.jsonl');
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('catalog.csv:3: XD-1801: deep-markdown (block');
    expect(run.stderr).toContain('not sealed');
    expect(folder.names().filter((name) => name.includes('refused'))).toEqual([]);
  });

  it('seals once a second person approved, and the book verifies and shows the price', async () => {
    const own = await approve('author.key', ...openFindings());
    expect(own).toMatchObject({ exitCode: 2 });
    expect(own.stderr).toContain('p-11');
    expect((await approve('lead.key', ...openFindings())).exitCode).toBe(0);
    const sealed = await seal('--key', 'lead.key', '--approvals', 'approvals.jsonl', '--out', 'book.jsonl');
    expect(sealed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(sealed.stdout).toContain('sale summer, epoch 1, 2 prices');
    expect(sealed.stdout).toContain('1 approval used');
    expect((await say('book', 'verify', 'book.jsonl', '--policy', 'policy.yaml')).exitCode).toBe(0);
    const shown = await say('book', 'show', 'book.jsonl', '--policy', 'policy.yaml', '--sku', 'XD-1801');
    expect(shown.stdout).toContain('12,700');
  });

  it('wants a higher epoch than the book that is there', async () => {
    const again = await seal('--key', 'lead.key', '--approvals', 'approvals.jsonl', '--out', 'book.jsonl');
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('epoch 1 is not above 1');
  });

  it('takes its key from the environment', async () => {
    const pem = folder.read('lead.key');
    const run = await folder.run(
      [
        ...[
          'seal',
          '--sale',
          'sale.yaml',
          '--report',
          'report.json',
          '--policy',
          'policy.yaml',
          '--leave-out',
        ],
        ...['--now', SEALED, '--out', 'environment.jsonl'],
      ],
      { env: { SALEGUARD_KEY: pem } },
    );
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('left out, because of open findings: 1 row');
    expect(run.stdout + run.stderr).not.toContain(pem.split('\n')[1]);
  });

  it.each([
    ['without a key', [], 'no key to sign with'],
    ['with a key that may not seal', ['--key', 'author.key'], 'may not seal'],
    ['over its own report', ['--key', 'lead.key', '--out', 'report.json'], 'it would be overwritten'],
    ['over a file that is no book', ['--key', 'lead.key', '--out', 'notes.txt'], 'is no price book'],
    ['after a file that is no book', ['--key', 'lead.key', '--after', 'notes.txt'], 'is no price book'],
    [
      'after a file that is not there',
      ['--key', 'lead.key', '--after', 'none.jsonl'],
      'there is no such file',
    ],
  ])('says what is wrong %s', async (_, words, said) => {
    folder.write('notes.txt', 'notes');
    const run = await seal(
      '--approvals',
      'approvals.jsonl',
      ...(words.includes('--out') ? [] : ['--out', 'other.jsonl']),
      ...words,
    );
    expect(run.exitCode).toBeGreaterThan(0);
    expect(run.stderr).toContain(said);
    expect(folder.names()).not.toContain('other.jsonl');
    expect(folder.read('notes.txt')).toBe('notes');
  });

  it('refuses when the catalogue, the policy or the report changed since the audit', async () => {
    const sealNow = () => seal('--key', 'lead.key', '--approvals', 'approvals.jsonl', '--out', 'late.jsonl');
    folder.write('catalog.csv', CATALOG.replace('129000', '128000'));
    expect((await sealNow()).stderr).toContain(
      'the report is not of this catalogue: catalog.csv changed since',
    );
    folder.write('catalog.csv', CATALOG);
    const policy = folder.read('policy.yaml');
    folder.write(
      'policy.yaml',
      `${policy}pricing:\n  rules:\n    deep-markdown:\n      listBlockBps: 9900\n`,
    );
    expect((await sealNow()).stderr).toContain('judged by another policy');
    folder.write('policy.yaml', policy);
    const report = folder.read('report.json');
    folder.write('report.json', report.replace(/"findings":\[[^]*\]\}/, '"findings":[]}'));
    expect((await sealNow()).stderr).toContain('the report does not say what these files give');
    folder.write('report.json', report);
    expect((await sealNow()).exitCode).toBe(0);
  });

  it('refuses a report of standard input: it cannot be read again', async () => {
    const run = await folder.run(
      [
        'audit',
        '-',
        '--policy',
        'policy.yaml',
        '--now',
        AUDITED,
        '--format',
        'json',
        '--out',
        'piped.json',
        '--quiet',
      ],
      { stdin: CATALOG },
    );
    expect(run.exitCode).toBe(1);
    const sealed = await say(
      ...[
        'seal',
        '--sale',
        'sale.yaml',
        '--report',
        'piped.json',
        '--policy',
        'policy.yaml',
        '--key',
        'lead.key',
      ],
      ...['--out', 'piped.jsonl'],
    );
    expect(sealed.exitCode).toBe(2);
    expect(sealed.stderr).toContain('standard input, which cannot be read again');
  });
});
