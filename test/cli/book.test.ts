import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { PriceBookEntry, PriceBookHeader } from '../../src/catalog/price-book.js';
import { bookBytes, entryOf, HEADER, SEALER, STRANGER } from '../unit/book/sample-book.js';
import { fencedBlocks, pages, type Page } from '../docs/markdown.js';
import { runHere, type InProcessRun } from './in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-book-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const PUBLIC = `ed25519:${SEALER.publicKey}`;
const POLICY = `version: 1
approvals:
  roles:
    md: { mayApprove: all }
    head: { mayApprove: all, seal: true }
  people:
    - { id: kim-17, role: head, publicKey: '${PUBLIC}' }
    - { id: lee-02, role: md, publicKey: 'ed25519:${STRANGER.publicKey}' }
`;
writeFileSync(join(folder, 'policy.yaml'), POLICY);
writeFileSync(join(folder, 'sealer.key.pub'), `${PUBLIC}\n`);

const FIRST: readonly PriceBookEntry[] = [
  entryOf('EP-100', { priceMinor: 129_000, floorMinor: 116_100, referenceMinor: 199_000, allotment: 10 }),
  entryOf('TV-1', { priceMinor: 990_000, floorMinor: 990_000, referenceMinor: 1_190_000, allotment: 5 }),
  entryOf('OLD-1'),
  entryOf('SAME-1', { perCustomerMax: 2 }),
  entryOf('UP-1', { priceMinor: 10_000, floorMinor: 10_000 }),
  entryOf('USD-1', { currency: 'USD', priceMinor: 1_290, floorMinor: 1_290, referenceMinor: 1_990 }),
];
const SECOND: readonly PriceBookEntry[] = [
  entryOf('EP-100', { priceMinor: 12_900, floorMinor: 11_610, referenceMinor: 199_000, allotment: 50 }),
  entryOf('TV-1', { priceMinor: 890_000, floorMinor: 890_000, referenceMinor: 1_190_000, allotment: 5 }),
  entryOf('NEW-1', { priceMinor: 5_000, floorMinor: 4_000, referenceMinor: 9_000, allotment: 3 }),
  entryOf('SAME-1', { perCustomerMax: 1 }),
  entryOf('UP-1', { priceMinor: 11_000, floorMinor: 10_000 }),
  entryOf('USD-1', { currency: 'USD', priceMinor: 990, floorMinor: 990, referenceMinor: 1_990 }),
];

function pageOf(path: string): Page {
  const page = pages().find((each) => each.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page;
}

async function save(
  name: string,
  entries: readonly PriceBookEntry[],
  header: Partial<PriceBookHeader> = {},
  key = SEALER,
): Promise<string> {
  writeFileSync(join(folder, name), await bookBytes(entries, { header: { ...HEADER, ...header }, key }));
  return name;
}

const first = await save('book-1.jsonl', FIRST);
const second = await save('book-2.jsonl', SECOND, {
  epoch: 4,
  endsAt: HEADER.endsAt + 86_400_000,
  lossBudgetMinor: undefined,
});

function book(...args: readonly string[]): Promise<InProcessRun> {
  return runHere(folder, ['book', ...args]);
}

describe('book verify', () => {
  it('says what was sealed, by whom, and whether the sale is open', async () => {
    const run = await book('verify', first, '--policy', 'policy.yaml');
    expect(run).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `book-1.jsonl: verified
  sale chuseok-2026, epoch 3; sealed 2026-09-18 00:00 UTC by kim-17 (key ${SEALER.keyId})
  on sale from 2026-09-20 00:00 UTC until before 2026-09-25 00:00 UTC: not open yet
  loss budget 50,000,000 won; channels web (600 s to pay)
  entries: 6; approvals used: 2
`,
    });
  });

  it.each([
    ['a .pub file', ['--key-file', 'sealer.key.pub']],
    ['a key', ['--public-key', PUBLIC]],
    ['one of several keys', ['--public-key', `ed25519:${STRANGER.publicKey}`, '--public-key', PUBLIC]],
  ])('trusts %s', async (_, keys) => {
    const run = await book('verify', first, ...keys, '--now', '2026-09-21T00:00:00Z');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('open now');
  });

  it('reads a book that was packed with gzip', async () => {
    const bytes = gzipSync(await bookBytes(FIRST));
    writeFileSync(join(folder, 'packed'), bytes);
    writeFileSync(join(folder, 'cut.gz'), bytes.subarray(0, -20));
    expect((await book('verify', 'packed', '--public-key', PUBLIC)).exitCode).toBe(0);
    const cut = await book('verify', 'cut.gz', '--public-key', PUBLIC);
    expect([cut.exitCode, cut.stdout]).toEqual([1, expect.stringContaining('gzip is cut off')]);
  });

  it('names the line of a changed book and why it is refused, in both languages', async () => {
    const bytes = Buffer.from(await bookBytes(FIRST)).toString('utf8');
    writeFileSync(join(folder, 'changed.jsonl'), bytes.replace('"priceMinor":129000', '"priceMinor":12900'));
    const run = await book('verify', 'changed.jsonl', '--public-key', PUBLIC);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('changed.jsonl:2: refused (bad-entry): an entry is wrong\n');
    expect(run.stdout).toContain('floorMinor: got 116100, which is above the price of 12900');
    writeFileSync(join(folder, 'changed.jsonl'), bytes.replace('"priceMinor":129000', '"priceMinor":128000'));
    const korean = await book('verify', 'changed.jsonl', '--public-key', PUBLIC, '--lang', 'ko');
    expect(korean.stdout).toContain('changed.jsonl:8: 거부됨 (digest-differs): 봉인한 뒤에 바뀌었습니다\n');
    const json = await book('verify', 'changed.jsonl', '--public-key', PUBLIC, '--format', 'json');
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'refused',
      refusal: 'digest-differs',
      line: 8,
      file: 'changed.jsonl',
    });
  });

  it('refuses the book of a person whose role may not seal', async () => {
    const name = await save('stranger.jsonl', FIRST, {}, STRANGER);
    const run = await book('verify', name, '--policy', 'policy.yaml');
    expect([run.exitCode, run.stdout]).toEqual([1, expect.stringContaining('(unknown-key)')]);
  });

  it('gives programs header, trailer and the person', async () => {
    const run = await book('verify', first, '--policy', 'policy.yaml', '--format', 'json');
    expect(JSON.parse(run.stdout)).toMatchObject({
      kind: 'verified',
      window: 'not-yet',
      sealedBy: 'kim-17',
      header: { saleId: 'chuseok-2026', epoch: 3 },
      trailer: { count: 6, keyId: SEALER.keyId },
    });
  });

  it.each<[what: string, args: readonly string[], said: string]>([
    ['no key', [first], 'no key to verify the book by'],
    ['a policy in which nobody may seal', [first, '--policy', 'plain.yaml'], 'lists nobody who may seal'],
    ['a key that is none', [first, '--public-key', 'ed25519:abc'], '--public-key says ed25519:abc'],
    [
      'a key without its prefix',
      [first, '--public-key', SEALER.publicKey],
      'expected a public key such as ed25519:',
    ],
    ['a file of no key', [first, '--key-file', 'plain.yaml'], 'plain.yaml says version: 1'],
    ['a private key', [first, '--key-file', 'private.key'], 'give the .pub file beside it'],
    [
      'no such book',
      ['nowhere.jsonl', '--public-key', PUBLIC],
      'cannot read nowhere.jsonl: there is no such file',
    ],
    ['a folder', ['.', '--public-key', PUBLIC], 'it is a folder'],
    ['a time without an offset', [first, '--public-key', PUBLIC, '--now', '2026-09-21'], '--now'],
  ])('cannot run with %s', async (_, args, said) => {
    writeFileSync(join(folder, 'plain.yaml'), 'version: 1\n');
    writeFileSync(join(folder, 'private.key'), '-----BEGIN PRIVATE KEY-----\nabc\n', { mode: 0o600 });
    chmodSync(join(folder, 'private.key'), 0o600);
    const run = await book('verify', ...args);
    expect([run.exitCode, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toContain('BEGIN');
  });
});

describe('a book without saleguard', () => {
  const hasOpenssl = spawnSync('bash', ['-c', 'openssl version']).status === 0;
  const block = fencedBlocks(pageOf('docs/price-book.md')).find(({ marks }) => marks.includes('openssl'));

  it.skipIf(!hasOpenssl)('is verified, or not, by the shell lines of docs/price-book.md', async () => {
    const place = mkdtempSync(join(folder, 'openssl-'));
    const run = (): number | null =>
      spawnSync('bash', ['-c', `set -e\n${block?.text ?? 'exit 9'}`], { cwd: place, encoding: 'utf8' })
        .status;
    const bytes = Buffer.from(await bookBytes(FIRST));
    writeFileSync(join(place, 'sealer.key.pub'), `${PUBLIC}\n`);
    writeFileSync(join(place, 'book.jsonl'), bytes);
    expect(run()).toBe(0);
    writeFileSync(join(place, 'book.jsonl'), bytes.toString('utf8').replace('129000', '129001'));
    expect(run()).toBe(1);
    writeFileSync(join(place, 'book.jsonl'), await bookBytes(FIRST, { key: STRANGER }));
    expect(run()).toBe(1);
  });
});

describe('book show', () => {
  it('lists entries in major units', async () => {
    const run = await book('show', first, '--public-key', PUBLIC, '--max', '2');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('EP-100  default     129,000 won  116,100 won  199,000 won');
    expect(run.stdout).toContain('… and 4 more; --max shows more of them');
    expect(run.stdout).not.toContain('TV-1');
  });

  it('shows one SKU, with stock key, bundle and gift in notes', async () => {
    const name = await save('notes.jsonl', [
      entryOf('B', { stockKey: 'pool', isGift: true, components: [{ stockKey: 'EP-100', quantity: 2 }] }),
      entryOf('B', {
        priceList: 'vip',
        currency: 'USD',
        priceMinor: 1_290,
        floorMinor: 1_000,
        referenceMinor: undefined,
        referenceSource: undefined,
      }),
      entryOf('C'),
    ]);
    const run = await book('show', name, '--public-key', PUBLIC, '--sku', 'B');
    expect(run.stdout).toContain('gift; stock pool; bundle of 2 × EP-100');
    expect(run.stdout).toMatch(/B {4}vip +USD 12\.90 +USD 10\.00 +- +- +- +-\n/);
    expect(run.stdout).not.toContain('C    default');
    const json = await book('show', name, '--public-key', PUBLIC, '--sku', 'B', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'verified',
      entries: [
        { sku: 'B', price: '12900' },
        { sku: 'B', priceList: 'vip', price: '12.90', priceMinor: 1_290 },
      ],
      entriesLeftOut: 0,
    });
  });

  it('ends with 1 for a SKU that is not on sale', async () => {
    const run = await book('show', first, '--public-key', PUBLIC, '--sku', 'EP-10');
    expect([run.exitCode, run.stdout]).toEqual([
      1,
      expect.stringContaining('SKU EP-10 is not on sale by this book'),
    ]);
  });
});

describe('book diff', () => {
  it('says what changes on sale, what costs most first', async () => {
    const run = await book('diff', first, second, '--public-key', PUBLIC);
    expect(run).toEqual({
      exitCode: 1,
      stderr: '',
      stdout: `book-1.jsonl → book-2.jsonl: sale chuseok-2026, epoch 4
  end: 2026-09-25 00:00 UTC → 2026-09-26 00:00 UTC
  epoch: 3 → 4
  loss budget: 50,000,000 won → none
7 entries change: 3 cheaper, 1 dearer, 1 otherwise, 1 added, 1 removed; 0 stay as they are.
  EP-100 (KRW): 90 % cheaper, 129,000 won → 12,900 won; floor 116,100 won → 11,610 won; units 10 → 50; markdown 35.17 % → 93.51 %
  TV-1 (KRW): 10.1 % cheaper, 990,000 won → 890,000 won; floor 990,000 won → 890,000 won; markdown 16.8 % → 25.21 %
  NEW-1 (KRW): new on sale at 5,000 won, markdown 44.44 %, 3 units
  SAME-1 (KRW): per customer 2 → 1
  UP-1 (KRW): 10 % dearer, 10,000 won → 11,000 won; markdown 49.74 % → 44.72 %
  OLD-1 (KRW): no longer on sale, at 12,900 won, markdown 35.17 %
  USD-1 (USD): 23.25 % cheaper, USD 12.90 → USD 9.90; floor USD 12.90 → USD 9.90; markdown 35.17 % → 50.25 %
`,
    });
  });

  it('speaks Korean', async () => {
    const run = await book('diff', first, second, '--public-key', PUBLIC, '--lang', 'ko', '--max', '1');
    expect(run.stdout).toContain('EP-100 (KRW): 90% 인하, 129,000원 → 12,900원');
    expect(run.stdout).toContain('… 외 6개. --max로 더 볼 수 있습니다');
  });

  it('ends with 0 when the same is sealed again under the next epoch', async () => {
    const again = await save('again.jsonl', FIRST, {
      epoch: 4,
      sealedAt: HEADER.sealedAt + 1,
      approvalIds: [],
    });
    const run = await book('diff', first, again, '--public-key', PUBLIC);
    expect([run.exitCode, run.stdout]).toEqual([0, expect.stringContaining('Nothing changes on sale.')]);
  });

  it('says when the second book could not follow the first', async () => {
    const back = await book('diff', second, first, '--public-key', PUBLIC);
    expect(back.stdout).toContain('Epoch 3 is not above 4: checkout will not take the second book');
    const other = await save('other.jsonl', FIRST, { saleId: 'black-friday' });
    const run = await book('diff', first, other, '--public-key', PUBLIC);
    expect(run.stdout).toContain('These are books of two sales, chuseok-2026 and black-friday.');
    expect(run.exitCode).toBe(1);
  });

  it('gives programs every change with both entries, and how many it left out', async () => {
    const run = await book('diff', first, second, '--public-key', PUBLIC, '--format', 'json', '--max', '3');
    const diff = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(diff).toMatchObject({
      kind: 'different',
      epoch: 'raised',
      counts: { added: 1, removed: 1, cheaper: 3, dearer: 1, otherwise: 1 },
      changesLeftOut: 4,
      changes: [
        { kind: 'changed', before: { sku: 'EP-100', price: '129000' }, after: { price: '12900' } },
        { kind: 'changed', members: ['priceMinor', 'floorMinor'] },
        { kind: 'added', after: { sku: 'NEW-1' } },
      ],
    });
  });

  it('compares nothing when one book is refused', async () => {
    writeFileSync(join(folder, 'half.jsonl'), Buffer.from(await bookBytes(FIRST)).subarray(0, 900));
    for (const [before, after] of [
      ['half.jsonl', second],
      [first, 'half.jsonl'],
    ] as const) {
      const run = await book('diff', before, after, '--public-key', PUBLIC);
      expect([run.exitCode, run.stdout]).toEqual([
        1,
        expect.stringMatching(/^half\.jsonl:\d: refused \(truncated\)/),
      ]);
    }
  });
});
