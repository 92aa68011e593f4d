// Audits the five offers, has them approved by nobody because nothing is odd, and seals the price book: as a shop does the evening before.
//   node examples/fastify-checkout/prepare.mjs [FOLDER]     out/fastify-checkout unless told
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const FOLDER = resolve(
  process.argv[2] ?? fileURLToPath(new URL('../../out/fastify-checkout', import.meta.url)),
);
const HOUR = 3_600_000;

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const file = (name) => join(FOLDER, name);
const instant = (ms) => new Date(ms).toISOString();

const now = Date.now();
saleguard(['keys', 'new', '--out', file('sealer.key')]);
// What customer references are made with: the same in every process of the shop, and after a restart.
writeFileSync(file('customer.key'), randomBytes(32).toString('base64url'), { mode: 0o600 });
writeFileSync(file('policy.yaml'), policyText(readFileSync(file('sealer.key.pub'), 'utf8').trim()));
const sale = readFileSync(join(HERE, 'sale.yaml'), 'utf8')
  .replace('STARTS_AT', instant(now - HOUR))
  .replace('ENDS_AT', instant(now + 24 * HOUR));
writeFileSync(file('sale.yaml'), sale);
// A book is sealed before its sale opens.
const evening = instant(now - 2 * HOUR);
saleguard([
  ...['audit', join(HERE, 'catalog.csv'), '--policy', file('policy.yaml'), '--now', evening],
  ...['--format', 'json', '--out', file('report.json'), '--quiet'],
]);
saleguard([
  ...['seal', '--sale', file('sale.yaml'), '--report', file('report.json'), '--policy', file('policy.yaml')],
  ...['--key', file('sealer.key'), '--out', file('book.jsonl'), '--now', evening],
]);
console.log(`sealed: ${file('book.jsonl')}`);

/** Who may seal. Trip rules are the built-in ones: a SKU is frozen when most of its orders are refused for their price. */
function policyText(publicKey) {
  return [
    'version: 1',
    'catalog:',
    '  currency: KRW',
    'approvals:',
    '  roles:',
    '    lead: { mayApprove: all, seal: true, resume: true }',
    '  people:',
    `    - { id: p-1, role: lead, publicKey: '${publicKey}' }`,
    '',
  ].join('\n');
}

function saleguard(words) {
  const run = spawnSync(process.execPath, [CLI, ...words], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`saleguard ${words[0]}: ${run.stdout}${run.stderr}`);
}
