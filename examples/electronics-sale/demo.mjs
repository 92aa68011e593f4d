// npm run demo [-- --lang ko] [--redis]: one sale day, from the audit to the last refund; what was found is held against what was planted.
// Exit code 0 when every planted fault is named, no honest offer is blocked, what is sealed is what was approved, no unit is sold
// twice, the clean-up balances and nothing of it is open, else 1; 2 when the audit could not run.
import { parseArgs } from 'node:util';
import { compare, readAnswers } from './demo/compare.mjs';
import { AUDIT_WORDS, HTML_REPORT, OPENS_AT, runAudit } from './demo/run-audit.mjs';
import { WORDS } from './demo/words.mjs';
import { CAMPAIGN, FIXED, sealTwice } from './demo/seal.mjs';
import { DAY_WORDS } from './demo/day/day-words.mjs';
import { runDay } from './demo/day/run-day.mjs';
import { inMemory, onPrivateRedis } from './demo/day/stores.mjs';
import { clock, eventsOf, TIMELINE, writeTimeline } from './demo/day/timeline.mjs';
import { balanceOf, repeatedIn } from './demo/afterwards/balance.mjs';
import { cleanUp, FILES } from './demo/afterwards/clean-up.mjs';
import { followUp } from './demo/afterwards/follow-up.mjs';
import { CLEAN_UP_WORDS } from './demo/afterwards/clean-up-words.mjs';
import { HISTORY_DAYS } from './make/days.mjs';

const { values } = parseArgs({
  options: { lang: { type: 'string', default: 'en' }, redis: { type: 'boolean', default: false } },
});
const lang = values.lang === 'ko' ? 'ko' : 'en';
const words = WORDS[lang];
const dayWords = DAY_WORDS[lang];
const afterWords = CLEAN_UP_WORDS[lang];

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
  const { book, policy, leadKey, careKey } = sealed;
  const day = await runDay({ book, policy, leadKey, makeStock: values.redis ? onPrivateRedis : inMemory });
  writeTimeline(day, dayWords);
  say([heading(words.sale), ...dayLines(day)]);
  say([heading(words.twice), ...twiceLines(day)]);
  const cleaned = cleanUp(day, { policy, keys: [leadKey, careKey], lang });
  say(cleanUpLines(cleaned));
  const followed = followUp(cleaned);
  say(followUpLines(followed));
  say([
    heading(words.next),
    words.report(HTML_REPORT),
    words.timeline(TIMELINE),
    afterWords.page(FILES.page),
    words.rule('digit-shift'),
    words.yours,
  ]);
  return holds(outcome) && isSealed(sealed) && isHonest(day) && isClean(cleaned) && isFollowed(followed)
    ? 0
    : 1;
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

/** What happened, by the clock of the story. */
function dayLines(day) {
  const startsAt = day.book.header.startsAt;
  const refused = [...day.guarded.account.refused].map(([reason, count]) => dayWords.refused(reason, count));
  return [
    ...eventsOf(day, dayWords).map(({ at, text }) => `${clock(at - startsAt)}  ${text}`),
    dayWords.clearance(day),
    dayWords.refusals(refused),
    dayWords.books(day.guarded),
  ];
}

/** Both shops side by side; every figure from their order rows. */
function twiceLines(day) {
  const [guarded, naive] = [day.guarded, day.naive].map(({ account }) => dayWords.figures(account));
  const width = Math.max(...guarded.map(({ word }) => widthOf(word)));
  const cell = (text) => `${' '.repeat(Math.max(0, 18 - widthOf(text)))}${text}`;
  const row = (word, left, right) => `${word}${' '.repeat(width - widthOf(word))}${cell(left)}${cell(right)}`;
  return [
    dayWords.lead(day),
    row('', dayWords.withGuard, dayWords.withCounter),
    ...guarded.map(({ word, value }, at) => row(word, value, naive[at].value)),
    ...(isHonest(day) ? [] : [words.oversold]),
  ];
}

/** The plan, its two signatures, the run that was killed, and both sides of the books. */
function cleanUpLines(cleaned) {
  const { orders, planned, tooEarly, killed, atKill, resumed, effects } = cleaned;
  const locale = (value) => new Intl.NumberFormat(afterWords.locale).format(value);
  const rows = balanceOf(effects);
  const names = rows.map(({ what }) => afterWords.rows[what]);
  const width = Math.max(...names.map(widthOf));
  const cell = (text) => `${' '.repeat(Math.max(0, 14 - widthOf(text)))}${text}`;
  const row = (name, left, right) => `${name}${' '.repeat(width - widthOf(name))}${cell(left)}${cell(right)}`;
  const [, left, right] = afterWords.head;
  return [
    afterWords.heading,
    afterWords.lead({ orders: orders.length }),
    `$ ${afterWords.command}`,
    ...indented(`${planned.text}${planned.complaint}`.trimEnd().split('\n')),
    tooEarly.kind === 'refused' ? afterWords.tooEarly : afterWords.notRefused,
    afterWords.signed,
    killed.kind === 'killed' ? afterWords.killed({ effects: atKill }) : afterWords.notKilled,
    afterWords.resumed({ effects: effects.length }),
    afterWords.again({ asked: resumed.again.asked }),
    row('', left, right),
    ...rows.map(({ planned: plan, done }, at) => row(names[at], locale(plan), locale(done))),
    afterWords.repeated(repeatedIn(effects)),
    isClean(cleaned) ? afterWords.balances : afterWords.wrong,
  ];
}

/** What the follow-up says behind its table, which says again what the one above does. */
function followUpLines({ text, complaint }) {
  const lines = `${text}${complaint}`.trimEnd().split('\n');
  const from = lines.findIndex((line) => /for a person to decide|^(?:not )?complete/.test(line));
  return [afterWords.later, `$ ${afterWords.followUp}`, ...indented(lines.slice(Math.max(0, from)))];
}

/** No step is open; what was being packed is for a person, and the plan is not called complete without them. */
function isFollowed({ text, exitCode }) {
  return exitCode === 1 && text.includes('for a person to decide') && !text.includes('not asked for yet');
}

/** Two had to sign, it was killed with an effect unanswered, it went on to the end, and nothing happened twice or was left out. */
function isClean({ tooEarly, killed, resumed, effects }) {
  return (
    tooEarly.kind === 'refused' &&
    killed.kind === 'killed' &&
    resumed.isComplete === true &&
    resumed.again.asked === 0 &&
    repeatedIn(effects) === 0 &&
    balanceOf(effects).every(({ planned, done }) => planned === done)
  );
}

/** Columns of a terminal: Hangul takes two. */
function widthOf(text) {
  return [...text].reduce(
    (sum, sign) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]/.test(sign) ? 2 : 1),
    0,
  );
}

/** Rows and store agree, no unit was sold twice, nothing at a price nobody approved, and the sale stopped itself. */
function isHonest({ guarded }) {
  const { account, snapshot, log } = guarded;
  const committed = snapshot.counters.reduce((sum, counters) => sum + counters.committed, 0);
  return (
    account.oversoldUnits === 0 &&
    account.atWrongPrice === 0 &&
    account.paidTwice === 0 &&
    committed === account.units &&
    log.some(({ what }) => what === 'trip')
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
