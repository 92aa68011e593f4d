// From findings to a signed price book, by the commands a shop would type: keys, approvals, two books and what changes.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { OPENS_AT } from './run-audit.mjs';
import { ROOT, saleguard } from './saleguard.mjs';

const FOLDER = 'examples/electronics-sale';
const OUT = 'out/electronics-sale-seal';
const POLICY = `${OUT}/policy.yaml`;
const APPROVALS = `${OUT}/approvals.jsonl`;

/** The evening before. */
const SIGNED_AT = '2026-11-26T20:00:00+09:00';

/** Rows that somebody corrects to yesterday's price. */
export const FIXED = ['AF-1901', 'HP-1901'];

/** Rules that a whole campaign sets off, and the deepest markdown it has. */
export const CAMPAIGN = { rules: ['unapproved-change', 'price-jump', 'robust-outlier'], markdownMax: 50 };

/**
 * Seals the catalogue as it is, without the rows that are open; then corrects two rows, has the clearance approved by a
 * second person, and seals again.
 *
 * @returns what each command said, in the order of the story; or what went wrong.
 */
export function sealTwice(clearanceSku) {
  rmSync(new URL(OUT, ROOT), { recursive: true, force: true });
  mkdirSync(new URL(OUT, ROOT), { recursive: true });
  const lead = newKey('lead');
  const merchandiser = newKey('merchandiser');
  const care = newKey('care');
  writePolicy({ lead, merchandiser, care });
  const campaign = approve(['--price-list', 'default', '--currency', 'KRW'], {
    key: lead,
    rest: [
      '--markdown-max',
      String(CAMPAIGN.markdownMax),
      ...CAMPAIGN.rules.flatMap((rule) => ['--rule', rule]),
    ],
  });
  audit(`${FOLDER}/catalog.csv`, 1);
  const first = seal(1, lead);

  writeFileSync(new URL(`${OUT}/catalog.csv`, ROOT), correctedCatalogue());
  const report = audit(`${OUT}/catalog.csv`, 2);
  const ids = report.findings.filter((one) => one.sku === clearanceSku && isOpen(one)).map((one) => one.id);
  const named = ['--report', reportOf(2), ...ids.flatMap((id) => ['--finding', id])];
  const own = approve(named, { key: merchandiser, rest: [] });
  const second = approve(named, { key: lead, rest: ['--quantity-max', '12'] });
  const third = seal(2, lead);
  const diff = saleguard(['book', 'diff', bookOf(1), bookOf(2), '--policy', POLICY]);
  return {
    campaign,
    first,
    own,
    second,
    third,
    diff,
    book: bookOf(2),
    policy: POLICY,
    leadKey: lead,
    careKey: care,
    command: `npx saleguard book diff ${bookOf(1)} ${bookOf(2)} --policy ${POLICY}`,
  };
}

function isOpen({ severity }) {
  return severity !== 'info';
}

function newKey(name) {
  const path = `${OUT}/${name}.key`;
  saleguard(['keys', 'new', '--out', path]);
  return path;
}

/** The shop's policy, and whose signatures count. Lead and merchandiser may approve prices; only the lead may seal; plans take batch. */
function writePolicy({ lead, merchandiser, care }) {
  const policy = readFileSync(new URL(`${FOLDER}/saleguard.policy.yaml`, ROOT), 'utf8');
  const publicKey = (path) => readFileSync(new URL(`${path}.pub`, ROOT), 'utf8').trim();
  const approvals = [
    'approvals:',
    '  roles:',
    '    pricing-lead: { mayApprove: all, batch: true, seal: true, resume: true }',
    '    merchandiser: { mayApprove: all }',
    '    care-director: { mayApprove: [], batch: true }',
    '  people:',
    `    - { id: p-17, role: pricing-lead, publicKey: '${publicKey(lead)}' }`,
    `    - { id: p-11, role: merchandiser, publicKey: '${publicKey(merchandiser)}' }`,
    `    - { id: p-22, role: care-director, publicKey: '${publicKey(care)}' }`,
  ];
  writeFileSync(new URL(POLICY, ROOT), `${policy}\n${approvals.join('\n')}\n`);
}

function approve(what, { key, rest }) {
  return saleguard([
    ...['approve', ...what, ...rest, '--policy', POLICY, '--key', key],
    ...['--out', APPROVALS, '--now', SIGNED_AT],
  ]);
}

const reportOf = (epoch) => `${OUT}/report-${epoch}.json`;
const bookOf = (epoch) => `${OUT}/book-${epoch}.jsonl`;

function audit(catalog, epoch) {
  saleguard([
    ...['audit', catalog, '--history', `${FOLDER}/history.csv.gz`, '--previous', `${FOLDER}/yesterday.csv`],
    ...['--promotions', `${FOLDER}/promotions.yaml`, '--policy', POLICY, '--approvals', APPROVALS],
    ...['--now', OPENS_AT, '--format', 'json', '--out', reportOf(epoch), '--quiet'],
  ]);
  return JSON.parse(readFileSync(new URL(reportOf(epoch), ROOT), 'utf8'));
}

function seal(epoch, key) {
  const sale = readFileSync(new URL(`${FOLDER}/sale.yaml`, ROOT), 'utf8');
  writeFileSync(new URL(`${OUT}/sale-${epoch}.yaml`, ROOT), sale.replace('epoch: 1', `epoch: ${epoch}`));
  return saleguard([
    ...['seal', '--leave-out', '--sale', `${OUT}/sale-${epoch}.yaml`, '--report', reportOf(epoch)],
    ...['--policy', POLICY, '--approvals', APPROVALS, '--key', key, '--out', bookOf(epoch)],
    ...['--now', SIGNED_AT],
  ]);
}

/** The catalogue with the prices of two rows as they were yesterday. */
function correctedCatalogue() {
  const catalogue = readFileSync(new URL(`${FOLDER}/catalog.csv`, ROOT), 'utf8').split('\r\n');
  const yesterday = readFileSync(new URL(`${FOLDER}/yesterday.csv`, ROOT), 'utf8').split('\r\n');
  const priceOf = (sku) => amountsOf(yesterday.find((line) => line.startsWith(`${sku},`)))[1];
  return catalogue
    .map((line) => {
      const sku = FIXED.find((one) => line.startsWith(`${one},`));
      if (sku === undefined) return line;
      const [, wrong] = amountsOf(line);
      return line.replace(wrong, priceOf(sku));
    })
    .join('\r\n');
}

/** The quoted amounts of a line: list price, price. */
function amountsOf(line) {
  return [...line.matchAll(/"\d{1,3}(?:,\d{3})+"/g)].map(([amount]) => amount);
}
