// Audits the catalogue of the sale and seals it into a price book, by the commands a shop would type. Writes .sale/, or the folder
// that is named: a key, the policy, the sale and the book.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const here = fileURLToPath(new URL('..', import.meta.url));
const command = fileURLToPath(new URL('../node_modules/saleguard/dist/cli/main.js', import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '.sale'));
const at = (name) => join(out, name);

/** What a command printed; stops here when it refused. */
function saleguard(...words) {
  const run = spawnSync(process.execPath, [command, ...words], { cwd: here, encoding: 'utf8' });
  if (run.status === 0) return run.stdout;
  console.error(`saleguard ${words[0]}:\n${run.stdout}${run.stderr}`);
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
saleguard('keys', 'new', '--out', at('lead.key'));
const publicKey = readFileSync(at('lead.key.pub'), 'utf8').trim();
const approvals = [
  'approvals:',
  '  roles:',
  '    pricing-lead: { mayApprove: all, seal: true }',
  '  people:',
  `    - { id: p-17, role: pricing-lead, publicKey: '${publicKey}' }`,
];
const now = Date.now();
const window = [
  `startsAt: ${new Date(now - HOUR_MS).toISOString()}`,
  `endsAt: ${new Date(now + WEEK_MS).toISOString()}`,
];
const withLines = (name, lines) => `${readFileSync(join(here, 'sale', name), 'utf8')}\n${lines.join('\n')}\n`;
writeFileSync(at('policy.yaml'), withLines('saleguard.policy.yaml', approvals));
writeFileSync(at('sale.yaml'), withLines('sale.yaml', window));

const audit = ['--policy', at('policy.yaml'), '--format', 'json', '--out', at('report.json'), '--quiet'];
saleguard('audit', 'sale/catalog.csv', ...audit);
const seal = ['--sale', at('sale.yaml'), '--report', at('report.json'), '--policy', at('policy.yaml')];
process.stdout.write(saleguard('seal', ...seal, '--key', at('lead.key'), '--out', at('book.jsonl')));
