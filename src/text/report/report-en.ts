import { sayIn } from '../say.js';
import type { ReportWords, VerdictCounts } from './report-words.js';

const say = sayIn('en');

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['history-median', 'usual price'],
  ['history-minimum', 'lowest price in 30 days'],
  ['list-price', 'list price'],
  ['peer-estimate', 'similar goods'],
]);

/** `1 offer`, `1,171 offers`. */
function counted(count: number, noun: string): string {
  return `${say.count(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** `14 offers must not go live, 9 need a look.`; undefined where nothing was flagged. */
function countedVerdict(
  { blocked, held, warned, noted }: VerdictCounts,
  noun: 'offer' | 'promotion',
): string | undefined {
  const parts: string[] = [];
  const add = (count: number, many: string, one: string): void => {
    if (count === 0) return;
    const subject = parts.length === 0 ? counted(count, noun) : say.count(count);
    parts.push(`${subject} ${count === 1 ? one : many}`);
  };
  add(blocked, 'must not go live', 'must not go live');
  add(held, 'need a look', 'needs a look');
  add(warned, 'are worth knowing', 'is worth knowing');
  add(noted, 'carry a note', 'carries a note');
  return parts.length === 0 ? undefined : `${parts.join(', ')}.`;
}

export const EN: ReportWords = {
  severity: { block: 'BLOCK', hold: 'HOLD', warn: 'WARN', info: 'INFO' },
  readRows({ rows, unread, files }) {
    const skipped = unread === 0 ? '' : ` ${say.count(unread)} of them could not be read as offers.`;
    return `Read ${counted(rows, 'row')} from ${listed(files)}.${skipped}`;
  },
  noFiles: 'no file',
  historyUpTo: (day) => `Price history up to ${day}.`,
  noHistory: 'No price history.',
  previousRows: (rows) => `Compared with a previous catalogue of ${counted(rows, 'row')}.`,
  policyFrom: (source) => `Policy: ${source}.`,
  builtInPolicy: 'Built-in defaults, no policy file.',
  judgedFor: (instant) => `Judged for ${instant}.`,
  verdict({ judged, ...counts }) {
    const flagged = countedVerdict(counts, 'offer');
    if (flagged !== undefined) return flagged;
    if (judged === 0) return 'Nothing was judged: no offer could be read.';
    return judged === 1
      ? 'The one offer needs no change.'
      : `None of the ${say.count(judged)} offers needs a change.`;
  },
  promotionVerdict: (counts) => countedVerdict(counts, 'promotion') ?? '',
  approvedFindings: (count) => `${counted(count, 'finding')} ${count === 1 ? 'is' : 'are'} approved.`,
  refusedApprovals: (count) =>
    count === 1
      ? '1 finding stays as it is: the approval that names it does not hold.'
      : `${say.count(count)} findings stay as they are: the approvals that name them do not hold.`,
  batchVerdict: {
    block: 'The batch as a whole must not go live.',
    hold: 'The batch as a whole needs a look.',
    warn: 'There is a warning about the batch as a whole.',
  },
  totalExposure: (amounts) =>
    `Sold as they stand, the blocked and held offers could cost ${listed(amounts)}.`,
  knownFindings: (count) =>
    `${counted(count, 'finding')} ${count === 1 ? 'was' : 'were'} already in the baseline.`,
  exposure(amount, units) {
    if (units === undefined) return `could cost ${amount}`;
    return units === 1 ? `could cost ${amount} a unit` : `could cost ${amount} for ${counted(units, 'unit')}`;
  },
  below: (percent) => `${percent} below`,
  above: (percent) => `${percent} above`,
  referenceLabel: (source) =>
    (source === undefined ? undefined : REFERENCES.get(source)) ?? 'reference price',
  line: (line) => `line ${say.count(line)}`,
  also: 'also',
  promotion: 'promotion',
  known: 'in the baseline',
  moreOffers: (count) => `… and ${say.count(count)} more; --format html or json shows all`,
  moreBatchFindings: (count) =>
    `… and ${say.count(count)} more about the batch; --format html or json shows all`,
  batchTitle: 'About the whole batch',
  coverageTitle: 'What we could not judge',
  everythingJudged: 'Every rule could judge every offer.',
  noReference: 'nothing',
  comparedWith: (parts) =>
    `Offers by what they were compared with: ${parts.map(({ label, count }) => `${label} ${say.count(count)}`).join(', ')}.`,
  blindSpot({ missing, ruleIds, notJudged, total }) {
    const reach =
      notJudged === total
        ? `any of the ${counted(total, 'offer')}`
        : `${say.count(notJudged)} of ${counted(total, 'offer')}`;
    return `No ${listed(missing)}: ${listed(ruleIds)} could not judge ${reach}.`;
  },
  partlyBlind(gaps) {
    const parts = gaps.map((gap) => `${gap.ruleIds.join(', ')} (${say.count(gap.notJudged)})`);
    return `Some offers lack the values a rule compares. Offers not judged, by rule: ${parts.join('; ')}.`;
  },
  switchedOff: (ruleIds, count) =>
    `Switched off by the policy for ${counted(count, 'offer')}: ${listed(ruleIds)}.`,
  ignoredColumns: (file, columns) =>
    `Columns of ${file} that were not read: ${listed(columns)}. If one of them holds an amount, name it with --columns.`,
  nextTitle: 'Next steps',
  nextFix: 'Correct the prices at the lines named, then audit again.',
  nextExplain: (command) =>
    `${command} explains that rule: what it stops, and how to override it for a category or price list.`,
  nextPolicy: (command) => `${command} writes a commented policy, for limits of your own.`,
  unknownRule: ({ ruleId, measured, limit }) =>
    `Rule ${ruleId}, which this version does not know: measured ${measured}, limit ${limit}.`,
};
