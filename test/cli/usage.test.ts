import { describe, expect, it } from 'vitest';
import { cliFolder, lines } from './folder.js';
import { runHere } from './in-process.js';

const folder = cliFolder();
folder.write('a.csv', lines('sku,price,currency', 'EP-100,129000,KRW'));
folder.write('h.csv', lines('sku,observed_on,price,currency', 'EP-100,2026-07-01,129000,KRW'));
folder.write('korean.csv', lines('상품코드,판매가', 'EP-100,129000'));
folder.write('unknown.csv', lines('item,amount,currency', 'EP-100,129000,KRW'));

/** What was written, and what is said: exactly, so that every word has been looked at. */
const WRONG: readonly (readonly [line: string, said: string])[] = [
  ['audit', 'name a catalogue; write it like saleguard audit tomorrow.csv'],
  [
    'audit --history h.csv a.csv',
    'name a catalogue; --history takes every file behind it; put the catalogue before it: saleguard audit a.csv --history …',
  ],
  [
    'audit a.csv --format jsn',
    'there is no --format jsn; the formats are text, json, jsonl, html, sarif, junit, github, csv; did you mean json?',
  ],
  [
    'audit a.csv --format pdf',
    'there is no --format pdf; the formats are text, json, jsonl, html, sarif, junit, github, csv',
  ],
  [
    'audit a.csv --format json --format html',
    'two reports would go to standard output: give each --format its own --out, in the same order',
  ],
  [
    'audit a.csv --format json --format text --out x --out ./x',
    'two reports would be written to ./x: give each --format its own --out, in the same order',
  ],
  ['audit a.csv --out x --out y', '2 --out for 1 --format: the n-th --out belongs to the n-th --format'],
  [
    'audit a.csv --out report.html',
    '--out report.html would get the text report; write --format html --out report.html, or another name',
  ],
  [
    'audit a.csv --format html --format json --out r.json --out r.html',
    '--out r.json would get the html report; write --format json --out r.json, or another name',
  ],
  [
    'audit a.csv --format junit --out report.sarif',
    '--out report.sarif would get the junit report; write --format sarif --out report.sarif, or another name',
  ],
  [
    'audit a.csv --format sarif --out report.xml',
    '--out report.xml would get the sarif report; write --format junit --out report.xml, or another name',
  ],
  [
    'audit a.csv --format json --out report.csv',
    '--out report.csv would get the json report; write --format csv --out report.csv, or another name',
  ],
  ['audit a.csv --columns item', '--columns item: write header=column, such as 판매가=price'],
  ['audit a.csv --columns =price', '--columns =price: write header=column, such as 판매가=price'],
  ['audit a.csv --columns item=skuu', '--columns item=skuu: there is no column skuu; did you mean sku?'],
  ['audit a.csv --currency krw', '--currency krw is not an ISO 4217 code; write it like KRW or USD'],
  [
    'audit a.csv --encoding latin1',
    '--encoding latin1 is not one of utf-8, euc-kr (cp949 is read by euc-kr); save the file as UTF-8',
  ],
  ['audit a.csv --max 0', '--max 0 is not a whole number from 1 to 9999999'],
  ['audit a.csv --max 1e3', '--max 1e3 is not a whole number from 1 to 9999999'],
  ['audit a.csv --max=-5', '--max -5 is not a whole number from 1 to 9999999'],
  [
    'audit a.csv --now 2026-08-01',
    '--now 2026-08-01 is not an instant with an offset; write it like 2026-08-01T00:00:00+09:00',
  ],
  [
    'audit a.csv --now 2026-08-01T00:00:00',
    '--now 2026-08-01T00:00:00 is not an instant with an offset; write it like 2026-08-01T00:00:00+09:00',
  ],
  ['audit a.csv --policy a --policy b', '--policy is given twice; which one is meant?'],
  ['audit a.csv --quiet --quiet', '--quiet is given twice; which one is meant?'],
  ['audit a.csv --frmat json', "unknown option '--frmat'\n(Did you mean --format?)"],
  ['audit a.csv --history', "option '--history <file...>' argument missing"],
  ['audit a.csv --lang fr', "option '--lang <lang>' argument 'fr' is invalid. Allowed choices are en, ko."],
  [
    'audit a.csv --fail-on info',
    "option '--fail-on <severity>' argument 'info' is invalid. Allowed choices are block, hold, warn.",
  ],
  [
    'audit a.csv --preset korea',
    "option '--preset <name>' argument 'korea' is invalid. Allowed choices are canonical, korean.",
  ],
  ['audit nope.csv', 'nope.csv does not exist; check the path'],
  ['audit .', '. is a folder; name the file in it'],
  ['audit a.csv --policy nope.yaml', 'cannot read nope.yaml: there is no such file'],
  ['audit a.csv --baseline .', 'cannot read .: it is a folder'],
  ['audit a.csv --history nope.csv', 'nope.csv does not exist; check the path'],
  ['audit a.csv --previous nope.csv', 'nope.csv does not exist; check the path'],
  [
    'audit korean.csv',
    'korean.csv: no column sku, price, currency; it has "상품코드", "판매가". For Korean headers use --preset korean, or map them: --columns 상품코드=sku,판매가=price',
  ],
  [
    'audit unknown.csv',
    'unknown.csv: no column sku, price; it has "item", "amount", "currency". Map them: --columns <header of sku>=sku,<header of price>=price.',
  ],
  ['audti a.csv', 'there is no command audti; did you mean audit?'],
  [
    'tomorrow.csv',
    'there is no command tomorrow.csv; to judge a catalogue write: saleguard audit tomorrow.csv',
  ],
  ['sell', 'there is no command sell; did you mean seal?'],
  [
    'publish',
    'there is no command publish; the commands are audit, rules, init, references, quarantine, keys, approve, approvals, seal, book, calibrate, open, status, watch, restock, withdraw, drain, freeze, close, resume, sweep, doctor, export, replay, incident, plan, approve-plan, apply, explain, plan-report, followup',
  ],
  ['--verbose', "unknown option '--verbose'"],
  [
    'init --out nowhere/policy.yaml',
    'cannot write nowhere/policy.yaml: there is no folder nowhere; make it first',
  ],
  ['init --out .', 'cannot write .: it is a folder; name a file in it'],
  ['init --out a.csv', 'a.csv exists already; give --force to overwrite it, or another name with --out'],
  ['rules deep-markdwon', 'there is no rule deep-markdwon; did you mean deep-markdown?'],
  ['rules nonsense', 'there is no rule nonsense; "saleguard rules" lists them'],
  ['references a.csv', "required option '--out <file>' not specified"],
  ['references - --out r.csv', 'references reads files, not standard input; name a file'],
  ['references --out r.csv', "missing required argument 'history'"],
  ['audit a.csv --references nope.csv', 'nope.csv does not exist; check the path'],
  ['audit a.csv --references .', '. is a folder; name the file in it'],
  ['references h.csv --out r.csv --update nope.csv', 'nope.csv does not exist; check the path'],
  [
    'references a.csv --out r.csv',
    'a.csv: no column observed_on; it has "sku", "price", "currency". Call the column observed_on by that name: it cannot be mapped.',
  ],
];

describe('a wrong command line says what is wrong and what to write', () => {
  it.each(WRONG)('%s', async (line, said) => {
    const argv = line.split(' ');
    expect(await runHere(folder.path, argv)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `saleguard: ${said}\n`,
    });
  });

  it('and so does the process', async () => {
    const run = await folder.run(['audit', 'a.csv', '--columns', 'item=skuu']);
    expect(run).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'saleguard: --columns item=skuu: there is no column skuu; did you mean sku?\n',
    });
  });

  it('no command at all shows what there is', async () => {
    const run = await runHere(folder.path, []);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('audit');
  });

  it('what a terminal would obey in a name is taken out of the message', async () => {
    const run = await runHere(folder.path, ['audit', '\u001b[2Jno\u202e.csv']);
    expect(run.stderr).toBe('saleguard: [2Jno.csv does not exist; check the path\n');
  });
});
