import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cliFolder, lines } from './folder.js';
import { runHere } from './in-process.js';

const folder = cliFolder();
const SEAL = 'seal --report report.json --policy policy.yaml --key me.key';
const ACCEPT = 'quarantine accept references.csv --out after.csv';

beforeAll(async () => {
  const say = (line: string) => runHere(folder.path, line.split(' '));
  mkdirSync(join(folder.path, 'folder'));
  folder.write('empty', '');
  folder.write('a.csv', lines('sku,price,currency,list_price', 'EP-100,129000,KRW,159000'));
  folder.write('plain.yaml', lines('version: 1'));
  folder.write(
    'history.csv',
    lines(
      'sku,observed_on,price,currency',
      ...Array.from({ length: 9 }, (_, at) => `EP-100,2026-07-0${String(at + 1)},136000,KRW`),
      'EP-100,2026-07-10,13600,KRW',
    ),
  );
  await say('references history.csv --out references.csv');
  await say('keys new --out me.key');
  await say('keys new --out other.key');
  folder.write(
    'policy.yaml',
    lines(
      'version: 1',
      'approvals:',
      '  roles: { lead: { mayApprove: all, seal: true } }',
      `  people: [{ id: p-17, role: lead, publicKey: '${folder.read('me.key.pub').trim()}' }]`,
    ),
  );
  folder.write(
    'sale.yaml',
    lines(
      ...['version: 1', 'saleId: summer', 'epoch: 1', 'currency: KRW', 'startsAt: 2026-08-01T00:00:00+09:00'],
      ...['endsAt: 2026-08-03T00:00:00+09:00', 'channels: [{ id: web, paymentMinutes: 15 }]'],
    ),
  );
  await say('audit a.csv --policy policy.yaml --format json --out report.json');
  expect(await say(`${SEAL} --sale sale.yaml --out book.jsonl`)).toMatchObject({ exitCode: 0, stderr: '' });
});

/** What was written, and what is said: exactly, so that every word has been looked at. */
const WRONG: Readonly<Record<string, readonly (readonly [line: string, said: string])[]>> = {
  keys: [
    ['keys nwe', 'there is no command keys nwe; did you mean new?'],
    ['keys me.key', 'there is no command keys me.key; the commands are new, show'],
    ['keys new', "required option '--out <file>' not specified"],
    [
      'keys new --out me.key',
      'me.key exists already and is never overwritten: a lost key cannot be made again; choose another name',
    ],
    ['keys new --out folder', 'cannot write folder: it is a folder; name a file in it'],
    [
      'keys new --out nowhere/me.key',
      'cannot write nowhere/me.key: there is no folder nowhere; make it first',
    ],
    ['keys new --out -', 'a private key is not printed; name a file with --out'],
    ['keys show', "missing required argument 'file'"],
    ['keys show nope.key', 'cannot read nope.key: there is no such file'],
    ['keys show folder', 'cannot read folder: it is a folder'],
    ['keys show empty', 'empty: this is no private key in PEM form; make one with: saleguard keys new'],
    ['keys show a.csv', 'a.csv: this is no private key in PEM form; make one with: saleguard keys new'],
    [
      'keys show me.key.pub',
      'me.key.pub: this is no private key in PEM form but a public half; name the private key beside it',
    ],
  ],
  seal: [
    ['seal', "required option '--sale <file>' not specified"],
    [`${SEAL} --sale sale.yaml --out -`, 'a price book is written to a file; name it with --out'],
    [`${SEAL} --sale sale.yaml --out folder`, 'cannot write folder: it is a folder; name a file in it'],
    [
      `${SEAL} --sale sale.yaml --out me.key`,
      '--out me.key is the --key: it would be overwritten; name another file',
    ],
    [`${SEAL} --sale nope --out b.jsonl`, 'cannot read nope: there is no such file'],
    [
      `${SEAL} --sale empty --out b.jsonl`,
      '1 problem in empty\nempty:1:1 the file says nothing; a sale has version, saleId, epoch, currency, startsAt, endsAt and channels',
    ],
    [
      'seal --sale report.json --report sale.yaml --policy policy.yaml --key me.key --out b.jsonl',
      'sale.yaml cannot be used as a report: it is not JSON',
    ],
    [
      'seal --sale sale.yaml --report empty --policy policy.yaml --key me.key --out b.jsonl',
      'empty cannot be used as a report: it is empty',
    ],
    [
      'seal --sale sale.yaml --report report.json --policy policy.yaml --key me.key.pub --out b.jsonl',
      'me.key.pub: this is no private key in PEM form but a public half; name the private key beside it',
    ],
    [
      'seal --sale sale.yaml --report report.json --policy policy.yaml --out b.jsonl',
      'no key to sign with: give your private key file with --key, or its text in SALEGUARD_KEY; "saleguard keys new" makes one',
    ],
    [
      `${SEAL} --sale sale.yaml --out b.jsonl --after a.csv`,
      '--after a.csv:1 is no price book that this policy\'s people sealed: the first line is no header of a price book; give the file that "saleguard seal" wrote',
    ],
    [`${SEAL} --sale sale.yaml --out b.jsonl --after folder`, 'cannot read folder: it is a folder'],
    [
      `${SEAL} --sale sale.yaml --out b.jsonl --levae-out`,
      "unknown option '--levae-out'\n(Did you mean --leave-out?)",
    ],
  ],
  book: [
    ['book book.jsonl', 'there is no command book book.jsonl; the commands are verify, show, diff'],
    [
      'book verify book.jsonl',
      "no key to verify the book by; give --policy, or the sealer's public key with --key-file or --public-key",
    ],
    [
      'book verify book.jsonl --policy plain.yaml',
      "plain.yaml lists nobody who may seal (approvals.roles with seal: true); give the sealer's public key with --key-file or --public-key",
    ],
    ['book verify nope --policy policy.yaml', 'cannot read nope: there is no such file'],
    ['book verify folder --policy policy.yaml', 'cannot read folder: it is a folder'],
    [
      'book verify book.jsonl --key-file me.key',
      'me.key is a private key, which only its owner needs; give the .pub file beside it',
    ],
    [
      'book verify book.jsonl --key-file empty',
      'empty is empty; it should hold a line such as ed25519:BASE64',
    ],
    [
      'book verify book.jsonl --public-key abc',
      '--public-key says abc, expected a public key such as ed25519:BASE64, as "saleguard keys show" prints it',
    ],
    ['book show book.jsonl --policy policy.yaml --max 0', '--max 0 is not a whole number from 1 to 100000'],
    ['book diff book.jsonl', "missing required argument 'after'"],
    ['book diff book.jsonl nope --policy policy.yaml', 'cannot read nope: there is no such file'],
  ],
  quarantine: [
    ['quarantine', 'say what to do: quarantine list, or quarantine accept'],
    ['quarantine lits references.csv', 'there is no quarantine lits; did you mean list?'],
    [
      'quarantine references.csv',
      'there is no quarantine references.csv; to see its prices write: saleguard quarantine list references.csv',
    ],
    ['quarantine list', 'name the references; write it like saleguard quarantine list references.csv.gz'],
    ['quarantine list nope', 'nope does not exist; check the path'],
    ['quarantine list folder', 'folder is a folder; name the file in it'],
    [
      'quarantine list history.csv',
      'history.csv, line 1: not the header of a references file; build the references file again from the history',
    ],
    ['quarantine list references.csv --sku NOPE', 'references.csv knows no SKU NOPE'],
    [
      'quarantine list references.csv --price 5',
      'quarantine list has no use for --price; did you mean quarantine accept?',
    ],
    [ACCEPT, 'name the price by --sku, --currency and --price (and --price-list), or many by --from'],
    [
      `${ACCEPT} --sku EP-100 --currency KRW --price 13,600`,
      '--price 13,600 is no amount of KRW (group-separator); write it like 13600 or 12.90',
    ],
    [`${ACCEPT} --from nope`, 'nope does not exist; check the path'],
    [`${ACCEPT} --from empty`, 'empty is empty; a header and rows are needed'],
  ],
  calibrate: [
    ['calibrate', 'name a catalogue; write it like saleguard calibrate catalog.csv'],
    [
      'calibrate --history history.csv a.csv',
      'name a catalogue; --history takes every file behind it; put the catalogue before it: saleguard calibrate a.csv --history …',
    ],
    ['calibrate nope', 'nope does not exist; check the path'],
    ['calibrate folder', 'folder is a folder; name the file in it'],
    ['calibrate empty', 'empty is empty; a header and rows are needed'],
    [
      'calibrate a.csv --target 0.5',
      '--target 0.5 is not a share above 0 and at most 0.2; write 0.005 for 0.5 %',
    ],
    ['calibrate a.csv --references nope', 'nope does not exist; check the path'],
    [
      'calibrate a.csv --references history.csv',
      'history.csv, line 1: not the header of a references file; build the references file again from the history',
    ],
    [
      'calibrate a.csv --history a.csv',
      'a.csv: no column observed_on; it has "sku", "price", "currency", "list_price". Call the column observed_on by that name: it cannot be mapped.',
    ],
    [
      'calibrate a.csv --policy policy.yaml --out policy.yaml',
      '--out policy.yaml is the --policy: it would be overwritten; name another file',
    ],
    ['calibrate a.csv --trget 0.1', "unknown option '--trget'\n(Did you mean --target?)"],
  ],
};

describe.each(Object.entries(WRONG))('a wrong command line of %s says what is wrong', (_, wrong) => {
  it.each(wrong)('%s', async (line, said) => {
    const before = folder.names();
    expect(await runHere(folder.path, line.split(' '))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `saleguard: ${said}\n`,
    });
    expect(folder.names()).toEqual(before);
  });
});

describe('a refusal to seal', () => {
  it('speaks of rows to mend only where rows are what stands in the way', async () => {
    const later = await runHere(
      folder.path,
      `${SEAL} --sale sale.yaml --out b.jsonl --after book.jsonl`.split(' '),
    );
    expect(later).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'epoch 1 is not above 1, the epoch of the book before; write epoch: 2 in the sale file\n' +
        'saleguard: not sealed, 1 reason\n',
    });
  });

  it('of files that lie elsewhere says which folder to seal in', async () => {
    const up = SEAL.replaceAll(/(\S+\.(?:json|yaml|key))/g, '../$1');
    const run = await runHere(
      join(folder.path, 'folder'),
      `${up} --sale ../sale.yaml --out b.jsonl`.split(' '),
    );
    expect(run).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'saleguard: ../report.json is of a.csv, which cannot be found from here; seal in the folder where the audit ran\n',
    });
  });
});
