import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { cliFolder, lines } from './folder.js';
import { runHere, type InProcessRun } from './in-process.js';

const folder = cliFolder();
const catalog = folder.write('catalog.csv', lines('sku,price,currency', 'EP-100,13600,KRW'));
const HISTORY_HEADER = 'sku,price_list,observed_on,price,currency';

/** A run that was refused: who speaks, on which stream, without a stack. */
async function refusal(...args: readonly string[]): Promise<string> {
  const run = await runHere(folder.path, ['audit', catalog, ...args]);
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toMatch(/^saleguard: /);
  expectNoStack(run);
  return run.stderr.slice('saleguard: '.length).trimEnd();
}

function expectNoStack({ stderr }: InProcessRun): void {
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+|bug in saleguard/m);
}

describe('a hostile policy is refused with file, line and the fix', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from(
        { length: 8 },
        (_, i) =>
          `${'bcdefghi'[i] ?? ''}: &${'bcdefghi'[i] ?? ''} [${Array(9)
            .fill(`*${'abcdefgh'[i] ?? ''}`)
            .join(', ')}]`,
      ),
    )
    .join('\n');

  const POLICIES: readonly (readonly [
    name: string,
    content: string | Uint8Array,
    said: readonly string[],
  ])[] = [
    ['empty', '', ['says nothing', 'version: 1']],
    ['only a comment', '# later\n', ['says nothing']],
    ['a list', '- 1\n', ['policy.yaml:1:1', 'got a list']],
    ['a word', 'hello\n', ['policy.yaml:1:1']],
    ['a number', '42\n', ['policy.yaml:1:1']],
    ['an alias bomb', `version: 1\n${bomb}\n`, ['aliases', 'policy.yaml:']],
    ['an alias of itself', 'version: 1\naudit: &a\n  failOn: *a\n', ['policy.yaml:3']],
    ['thirty thousand brackets', `version: 1\nx: ${'['.repeat(30_000)}`, ['nested more than 32 levels deep']],
    [
      'six hundred levels of keys',
      Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      ['levels deep'],
    ],
    ['three megabytes', `version: 1\n#${'x'.repeat(3_000_000)}\n`, ['longer than']],
    [
      'bytes that are no text',
      Buffer.from('version: 1\naudit: \xff\xfe\n', 'latin1'),
      ['policy.yaml is not UTF-8'],
    ],
    [
      'UTF-16, as some editors save it',
      Buffer.from('\ufeffversion: 1\n', 'utf16le'),
      ['policy.yaml is not UTF-8'],
    ],
    ['NUL bytes', 'version: 1\n\u0000\u0000\n', ['policy.yaml']],
    ['no version', 'audit: { failOn: warn }\n', ['version', 'expected 1']],
    ['another version', 'version: 2\n', ['policy.yaml:1:1 version', 'got 2']],
    ['a version in quotes', "version: '1'\n", ['version', 'got "1"']],
    ['an unknown section', 'version: 1\nprices: {}\n', ['policy.yaml:2:1 prices: unknown key']],
    [
      'a typing slip',
      'version: 1\naudit:\n  failon: warn\n',
      ['policy.yaml:3:3 audit.failon', 'did you mean failOn?'],
    ],
    ['a section that is a list', 'version: 1\naudit: [warn]\n', ['policy.yaml:2:1 audit', 'got a list']],
    [
      'an unknown rule',
      'version: 1\npricing: { rules: { deep-markdwon: {} } }\n',
      ['did you mean deep-markdown?'],
    ],
    [
      'a limit in words',
      'version: 1\npricing: { rules: { deep-markdown: { historyBlockBps: lots } } }\n',
      ['historyBlockBps', 'got "lots"'],
    ],
    [
      'a limit that is no number',
      'version: 1\npricing: { rules: { deep-markdown: { historyBlockBps: .nan } } }\n',
      ['historyBlockBps'],
    ],
    [
      'a limit beyond the scale',
      'version: 1\npricing: { rules: { deep-markdown: { historyBlockBps: 60000 } } }\n',
      ['historyBlockBps', '10000'],
    ],
    [
      'an octal of old YAML',
      'version: 1\ncatalog: { limits: { rowBytes: 0100000 } }\n',
      ['rowBytes', '0100000'],
    ],
    [
      'no for false',
      'version: 1\npricing: { rules: { deep-markdown: { enabled: no } } }\n',
      ['enabled', 'write false'],
    ],
    [
      'a key twice',
      'version: 1\naudit: { failOn: warn }\naudit: { failOn: block }\n',
      ['policy.yaml:3:1', 'second time'],
    ],
    ['two documents', 'version: 1\n---\nversion: 1\n', ['policy.yaml:2:1', 'second document']],
    ['a tag that makes objects', 'version: 1\naudit: !!js/function "() => 1"\n', ['tag']],
    ['a merge key', 'version: 1\naudit:\n  <<: { failOn: block }\n', ['policy.yaml:3:3']],
    ['__proto__', 'version: 1\n__proto__: { failOn: block }\n', ['__proto__ cannot be used as a name']],
    ['constructor', 'version: 1\npricing: { rules: { constructor: {} } }\n', ['constructor: unknown key']],
    ['tabs', 'version: 1\naudit:\n\tfailOn: warn\n', ['policy.yaml:3', 'tab']],
    ['an unclosed quote', 'version: 1\naudit: { failOn: "warn }\n', ['policy.yaml', 'not valid YAML']],
    [
      'a rule that cannot be switched off',
      'version: 1\npricing: { rules: { parse-strict: { enabled: false } } }\n',
      ['parse-strict cannot be switched off'],
    ],
    ['an escape sequence as a key', 'version: 1\n"\\e[2Jx": 1\n', ['unknown key']],
    ['JSON cut off', '{ "version": 1, "audit": {', ['policy.yaml', 'not valid YAML']],
  ];

  it.each(POLICIES)('%s', async (_, content, said) => {
    folder.write('policy.yaml', content);
    const message = await refusal('--policy', 'policy.yaml');
    for (const text of said) expect(message).toContain(text);
    expect(message).toContain('policy.yaml');
    // None of these may arrive at a terminal.
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('one error tells every problem of the file', async () => {
    folder.write(
      'policy.yaml',
      lines('version: 1', 'audit:', '  failon: warn', '  lang: fr', 'catalog:', '  currency: WON'),
    );
    const message = await refusal('--policy', 'policy.yaml');
    expect(message.split('\n')).toHaveLength(4);
    expect(message).toMatch(
      /^3 problems in policy\.yaml\npolicy\.yaml:3:3 .+\npolicy\.yaml:4:3 .+\npolicy\.yaml:6:3 /,
    );
  });

  it('a folder', async () => {
    mkdirSync(join(folder.path, 'policies'));
    expect(await refusal('--policy', 'policies')).toBe('cannot read policies: it is a folder');
  });
});

describe('a hostile baseline is refused', () => {
  const finding = (id: unknown): string =>
    JSON.stringify({ schemaVersion: 1, policyHash: 'a'.repeat(64), findings: [{ id }] });
  const BASELINES: readonly (readonly [name: string, content: string | Uint8Array, said: string])[] = [
    ['empty', '', 'it is empty'],
    ['blanks', ' \n\n', 'it is empty'],
    ['not JSON', 'sku,price\n', 'it is not JSON'],
    ['a JSONL report', '{"a":1}\n{"b":2}\n', 'several JSON values; give the one written by --format json'],
    ['JSON of something else', '{"findings":[]}', 'it has no schemaVersion'],
    ['a list', '[]', 'it has no schemaVersion'],
    ['null', 'null', 'it has no schemaVersion'],
    ['another version', '{"schemaVersion":2,"findings":[]}', 'its schemaVersion is 2'],
    ['no policy hash', '{"schemaVersion":1,"findings":[]}', 'policyHash'],
    ['findings that are none', '{"schemaVersion":1,"policyHash":"0","findings":{}}', 'policyHash'],
    ['an id that is a number', finding(12), 'findings[0].id'],
    ['an id of another length', finding('abc'), 'findings[0].id'],
    ['bytes that are no text', Buffer.from('{"schemaVersion":\xff', 'latin1'), 'is not UTF-8'],
    ['a hundred thousand brackets', '['.repeat(100_000), 'it ends in the middle'],
    ['gzip', gzipSync('{"schemaVersion":1}'), 'is not UTF-8'],
  ];

  it.each(BASELINES)('%s', async (_, content, said) => {
    folder.write('baseline.json', content);
    const message = await refusal('--baseline', 'baseline.json');
    expect(message).toContain('baseline.json');
    expect(message).toContain(said);
  });

  it('one that was cut off at any place', async () => {
    const run = await runHere(folder.path, ['audit', catalog, '--format', 'json']);
    const report = run.stdout.trimEnd();
    for (const share of [0.01, 0.2, 0.5, 0.9, 0.999]) {
      folder.write('baseline.json', report.slice(0, Math.floor(report.length * share)));
      expect(await refusal('--baseline', 'baseline.json')).toContain(
        'baseline.json cannot be used as a report',
      );
    }
  });
});

describe('hostile references are refused with file and line', () => {
  let good = '';
  beforeAll(async () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `SKU-${String(index)},,2026-07-01,${String(50_000 + index)},KRW`,
    );
    folder.write('history.csv', lines(HISTORY_HEADER, ...rows));
    const built = await runHere(folder.path, ['references', 'history.csv', '--out', 'good.csv']);
    expect(built).toMatchObject({ exitCode: 0, stderr: '' });
    good = folder.read('good.csv');
  });

  it.each([
    [
      'cut off behind a line',
      (): string => good.split('\n').slice(0, 20).join('\n') + '\n',
      ['r.csv', 'cut off'],
    ],
    [
      'cut off within a line',
      (): string => good.slice(0, good.length / 2),
      ['r.csv', 'cut off within the line'],
    ],
    [
      'with its last line missing',
      (): string => good.split('\n').slice(0, -2).join('\n') + '\n',
      ['closing line is missing'],
    ],
    ['with a price edited', (): string => good.replace('50007', '5007'), ['r.csv']],
    [
      'with a line left out',
      () =>
        good
          .split('\n')
          .filter((_, index) => index !== 7)
          .join('\n'),
      ['announced'],
    ],
    [
      'with a line twice',
      (): string => good.replace(/^(SKU-1,.*\n)/m, '$1$1'),
      ['out of order or there twice'],
    ],
    [
      'with lines in another order',
      (): string => good.replace(/^(SKU-1,.*\n)(SKU-10,.*\n)/m, '$2$1'),
      ['out of order'],
    ],
    [
      'of another version',
      (): string => good.replace('version=', 'version=9'),
      ['r.csv', 'version 9', 'this program reads version'],
    ],
    ['with something behind the end', (): string => `${good}SKU-99\n`, ['r.csv']],
    [
      'that are a history',
      () => folder.read('history.csv'),
      ['r.csv', 'not the header of a references file'],
    ],
    ['that are empty', (): string => '', ['r.csv']],
    ['that are saved by a spreadsheet', (): string => good.replaceAll('\n', '\r\n'), ['r.csv']],
    ['that start with a byte-order mark', (): string => `\ufeff${good}`, ['r.csv']],
  ] as const)('%s', async (_, content, said) => {
    folder.write('r.csv', content());
    const message = await refusal('--references', 'r.csv');
    for (const text of said) expect(message).toContain(text);
  });

  it('in gzip that was cut off or changed', async () => {
    const packed = gzipSync(good);
    folder.write('r.csv', packed.subarray(0, packed.length - 20));
    expect(await refusal('--references', 'r.csv')).toContain('r.csv is cut off: its gzip ends too early');
    const changed = Uint8Array.from(packed);
    changed[60] = (changed[60] ?? 0) ^ 0x55;
    folder.write('r.csv', changed);
    expect(await refusal('--references', 'r.csv')).toContain('r.csv');
  });

  it('a folder, and a file that is not there', async () => {
    expect(await refusal('--references', 'policies')).toContain('policies');
    expect(await refusal('--references', 'none.csv')).toContain('none.csv');
  });

  it('and a damaged file is not built upon', async () => {
    folder.write('r.csv', good.replace('50007', '5007'));
    const before = readFileSync(join(folder.path, 'r.csv'));
    const run = await runHere(folder.path, [
      'references',
      'history.csv',
      '--update',
      'r.csv',
      '--out',
      'r.csv',
    ]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('r.csv');
    expect(readFileSync(join(folder.path, 'r.csv'))).toEqual(before);
    expect(folder.names().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('written as gzip it is the same file', async () => {
    await runHere(folder.path, ['references', 'history.csv', '--out', 'good.csv.gz']);
    expect(gunzipSync(readFileSync(join(folder.path, 'good.csv.gz'))).toString()).toBe(good);
  });
});

describe('a hostile history or previous catalogue', () => {
  const audit = (...args: readonly string[]): Promise<InProcessRun> =>
    runHere(folder.path, ['audit', catalog, ...args, '--format', 'json']);

  it.each([
    ['a number with separators', 'EP-100,,2026-07-01,"136,000",KRW'],
    ['a day that does not exist', 'EP-100,,2026-02-30,136000,KRW'],
    ['a day in another order', 'EP-100,,01/07/2026,136000,KRW'],
    ['an instant for a day', 'EP-100,,2026-07-01T00:00:00Z,136000,KRW'],
    ['a day that is still to come', 'EP-100,,2062-07-01,136000,KRW'],
    ['no SKU', ',,2026-07-01,136000,KRW'],
    ['no price', 'EP-100,,2026-07-01,,KRW'],
    ['an unknown currency', 'EP-100,,2026-07-01,136000,WON'],
    ['too few fields', 'EP-100,,2026-07-01'],
    ['too many fields', 'EP-100,,2026-07-01,136000,KRW,x'],
    ['a number that kills decimal libraries', 'EP-100,,2026-07-01,1e9000000000000000,KRW'],
    ['full-width digits', 'EP-100,,2026-07-01,１３６０００,KRW'],
  ])('row with %s is a finding that names file and line', async (_, row) => {
    folder.write('h.csv', lines(HISTORY_HEADER, 'EP-200,,2026-07-01,99000,KRW', row));
    const run = await audit('--history', 'h.csv');
    expectNoStack(run);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('h.csv:3');
  });

  it.each([
    ['an empty file', ''],
    ['a header alone', `${HISTORY_HEADER}\n`],
    ['a catalogue', 'sku,name\nEP-100,x\n'],
    ['a workbook', 'PK\u0003\u0004'],
    ['cut off gzip', gzipSync(lines(HISTORY_HEADER, 'EP-100,,2026-07-01,136000,KRW')).subarray(0, 30)],
  ])('%s is refused', async (_, content) => {
    folder.write('h.csv', content);
    expect(await refusal('--history', 'h.csv')).toContain('h.csv');
    expect(await refusal('--previous', 'h.csv')).toContain('h.csv');
  });

  it('an unclosed quote does not swallow the rest in silence', async () => {
    folder.write(
      'h.csv',
      `${HISTORY_HEADER}\n"EP-100,,2026-07-01,136000,KRW\nEP-200,,2026-07-01,99000,KRW\n`,
    );
    const run = await audit('--history', 'h.csv');
    expectNoStack(run);
    expect(run.exitCode).toBeGreaterThan(0);
    expect(run.stdout + run.stderr).toContain('h.csv');
  });

  it('rows of the previous catalogue that cannot be read are a finding', async () => {
    folder.write('p.csv', lines('sku,price,currency', 'EP-100,"136,000",KRW', 'EP-200,99000,KRW'));
    const run = await audit('--previous', 'p.csv');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('p.csv:2');
  });

  it('SKUs named like parts of an object are goods as all others', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    folder.write('odd.csv', lines('sku,price,currency', ...names.map((name) => `${name},13600,KRW`)));
    folder.write('h.csv', lines(HISTORY_HEADER, ...names.map((name) => `${name},,2026-07-31,136000,KRW`)));
    const run = await runHere(folder.path, [
      'audit',
      'odd.csv',
      '--history',
      'h.csv',
      '--previous',
      'odd.csv',
      '--format',
      'json',
    ]);
    expect(run.exitCode).toBe(1);
    for (const name of names) expect(run.stdout).toContain(`"sku":"${name}"`);
  });
});
