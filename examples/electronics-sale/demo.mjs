// npm run demo [-- --lang ko]: one sale, audited and sold; what was found is held against what was planted.
// Exit code 0 when every planted fault is named, no honest offer is blocked, what is sealed is what was approved and no unit
// is sold twice, else 1; 2 when the audit could not run.
import { parseArgs } from 'node:util';
import { compare, readAnswers } from './demo/compare.mjs';
import { AUDIT_WORDS, HTML_REPORT, OPENS_AT, runAudit } from './demo/run-audit.mjs';
import { WORDS } from './demo/words.mjs';
import { CAMPAIGN, FIXED, sealTwice } from './demo/seal.mjs';
import { sell, SHOPPERS, UNITS } from './demo/sell.mjs';
import { HISTORY_DAYS } from './make/days.mjs';

const { values } = parseArgs({ options: { lang: { type: 'string', default: 'en' } } });
const lang = values.lang === 'ko' ? 'ko' : 'en';
const words = WORDS[lang];

const audit = runAudit(lang);
process.exitCode = audit.report === undefined ? couldNotRun() : await tellStory();

function couldNotRun() {
  process.stderr.write(audit.complaint);
  return 2;
}

async function tellStory() {
  const answers = readAnswers();
  const outcome = compare(audit.report, answers);
  const { rows } = audit.report.summary;
  say(words.story({ rows, days: HISTORY_DAYS, opens: OPENS_AT }));
  say([commandLine(), ...audit.text.trimEnd().split('\n')]);
  say([heading(words.verdict), ...sums(outcome, answers), ...wrongs(outcome)]);
  const sealed = sealTwice(answers.toApprove[0].sku);
  say([heading(words.seal), ...sealLines(sealed, answers.toApprove[0])]);
  const sale = await sell();
  say([heading(words.sale), ...saleLines(sale)]);
  say([heading(words.next), words.report(HTML_REPORT), words.rule('digit-shift'), words.yours]);
  return holds(outcome) && isSealed(sealed) && isHonest(sale) ? 0 : 1;
}

function sealLines(sealed, clearance) {
  const { campaign, first, own, second, third, diff, command } = sealed;
  const said = ({ text, complaint }) => `${text}${complaint}`.trimEnd().split('\n');
  return [
    words.campaign({ percent: CAMPAIGN.markdownMax }),
    ...indented(said(campaign)),
    words.firstBook,
    ...indented(said(first)),
    words.fixed({ skus: FIXED }),
    words.ownApproval({ sku: clearance.sku, what: clearance.what[lang] }),
    ...indented(said(own)),
    words.secondApproval,
    ...indented(said(second)),
    words.secondBook,
    ...indented(said(third)),
    `$ ${command}`,
    ...indented(said(diff)),
    ...(isSealed(sealed) ? [] : [words.notSealed]),
  ];
}

/** The author's approval is refused, the second person's taken; both books are sealed, and they differ. */
function isSealed({ campaign, first, own, second, third, diff }) {
  const codes = [campaign, first, own, second, third, diff].map(({ exitCode }) => exitCode);
  return codes.join(' ') === '0 0 2 0 0 1';
}

function indented(lines) {
  return lines.map((line) => (line === '' ? line : `    ${line}`));
}

function saleLines(sale) {
  return [
    words.sold({ sold: sale.sold, units: UNITS, shoppers: SHOPPERS }),
    words.replays(sale),
    words.secondPayments(sale),
    words.counters(sale.counters),
    ...(isHonest(sale) ? [] : [words.oversold]),
  ];
}

function isHonest({ sold, soldOut, counters }) {
  return (
    sold === UNITS && soldOut === SHOPPERS - UNITS && counters.committed === UNITS && counters.available === 0
  );
}

function sums(outcome, answers) {
  const ordinary = answers.ordinaryCount;
  return [
    words.found({ found: outcome.found.length, faults: answers.faults.length }),
    words.silent({ silent: outcome.silent.length, honest: answers.honest.length }),
    words.blocked({ blocked: outcome.blocked.length, ordinary }),
    words.held({ held: outcome.held.length, ordinary, percent: outcome.heldFromPercent }),
  ];
}

function wrongs(outcome) {
  return [
    ...(audit.exitCode === 1 ? [] : [words.failed(audit.exitCode)]),
    ...outcome.missed.map(({ sku, rule, what }) => words.missed({ sku, rule, what: what[lang] })),
    ...outcome.disturbed.map(({ sku, why }) => words.disturbed({ sku, what: why[lang] })),
    ...outcome.blocked.map(words.wronglyBlocked),
    ...outcome.heldBatch.map((finding) => words.heldBatch(finding.message)),
  ];
}

function holds({ missed, disturbed, blocked, heldBatch }) {
  const nothingWrong = [missed, disturbed, blocked, heldBatch].every((list) => list.length === 0);
  return nothingWrong && audit.exitCode === 1;
}

/** The command, with a line for each file it is given. */
function commandLine() {
  return `$ npx saleguard ${AUDIT_WORDS.join(' ').replaceAll(' --', ' \\\n      --')}`;
}

function heading(text) {
  return `== ${text}`;
}

function say(lines) {
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
