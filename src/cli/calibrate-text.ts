import type { Calibration } from '../calibrate/calibrate.js';
import type { LearnedRule, LearnedScope, RuleCalibration } from '../calibrate/calibration.js';
import type { LearnedLimit, LimitOrigin } from '../calibrate/learn-limits.js';
import {
  countedRows,
  limitText,
  ratePercent,
  scopeName,
  sharePercent,
  smallText,
} from '../calibrate/words.js';
import { sayIn } from '../text/say.js';
import { wrapText } from '../text/wrap.js';
import { columnsText } from './columns-text.js';
import { counted } from './counted.js';

/** How the report is laid out. */
export interface CalibrationTextOptions {
  /** Where the policy goes; undefined when nowhere. */
  readonly out: string | undefined;
  readonly width: number;
}

const say = sayIn('en');
const WIDTH_MAX = 110;

/** What was learned, on how many rows, and how often it rings on the others; and what was not learned, and why. */
export function calibrationText(
  { rules, policyText, unreadCount }: Calibration,
  { out, width }: CalibrationTextOptions,
): string {
  const paragraph = (text: string): string =>
    wrapText(text, { width: Math.min(width, WIDTH_MAX), indent: 0 })
      .map((line) => `${line}\n`)
      .join('');
  const parts = rules.map((rule) =>
    rule.kind === 'learned' ? learnedText(rule, paragraph) : paragraph(refusedText(rule)),
  );
  if (unreadCount > 0) {
    parts.push(
      paragraph(
        `${counted(unreadCount, 'row')} of the catalogue cannot be read and taught nothing; "saleguard audit" names them.`,
      ),
    );
  }
  parts.push(paragraph(endText(policyText, out)));
  return parts.join('\n');
}

function endText(policyText: string | undefined, out: string | undefined): string {
  if (policyText === undefined) return 'Nothing could be calibrated; nothing was written.';
  if (out === undefined)
    return 'Nothing was written; --out calibrated.yaml writes a policy with these limits.';
  return out === '-'
    ? 'The policy is on standard output.'
    : `Wrote ${out}; judge with it: saleguard audit … --policy ${out}`;
}

type Paragraph = (text: string) => string;

function learnedText(rule: LearnedRule, paragraph: Paragraph): string {
  const rows = countedRows(rule.counts);
  const { judged, everyRule } = rule;
  const everyShare = everyRule.rowCount === 0 ? 0 : everyRule.alarmCount / everyRule.rowCount;
  return [
    `${rule.ruleId}: ${measureName(rule)}; target ${sharePercent(rule.target)} of the ${rows} held or blocked\n\n`,
    scopeTable(rule),
    '\n',
    paragraph(
      `All ${say.count(judged.rowCount)} ${rows} of the judging half together: ${ratePercent(judged)}. With every other rule of the policy, and the ${rows} they left out, ${sharePercent(everyShare)} of ${say.count(everyRule.rowCount)} are held or blocked.`,
    ),
    ...legendOf(rule).map(paragraph),
    ...rule.scopes.flatMap((scope) => smallRemarks(scope, rule)).map(paragraph),
    ...leftOutText(rule).map(paragraph),
  ].join('');
}

function measureName({ counts }: RuleCalibration): string {
  return counts === 'rows' ? 'markdown below the list price' : 'score of a jump in price';
}

function scopeTable({ scopes }: LearnedRule): string {
  const parameters = scopes[0]?.limits.map(({ parameter }) => parameter) ?? [];
  return columnsText(
    ['category', 'learned on', ...parameters, 'judged on', 'stopped', 'rate (95 % interval)'],
    scopes.map((scope) => [
      scopeName(scope.category),
      say.count(scope.learnedRowCount),
      ...scope.limits.map(limitCell),
      say.count(scope.judged.rowCount),
      say.count(scope.judged.alarmCount),
      ratePercent(scope.judged),
    ]),
    { left: [0, parameters.length + 4] },
  );
}

/** How the table marks a limit that is not simply learned, and what the mark means. */
const MARKS: Readonly<Record<LimitOrigin, readonly [mark: string, meaning: string]>> = {
  learned: ['', ''],
  finest: ['finest', 'the rows are too few to tell the target; the limit lies just above everything seen'],
  lowest: ['lowest', 'the sample would allow a stricter limit, but calibration goes no lower'],
  highest: [
    'highest',
    'the sample asks for a looser limit, but calibration goes no higher; expect more alarms than the target',
  ],
  unproven: ['thumb', 'too few rows to tell what is five times more rare; set by rule of thumb'],
};

function limitCell(limit: LearnedLimit): string {
  const [mark] = MARKS[limit.origin];
  return mark === '' ? limitText(limit) : `${limitText(limit)} ${mark}`;
}

function legendOf({ scopes }: LearnedRule): string[] {
  const origins = new Set(scopes.flatMap(({ limits }) => limits.map(({ origin }) => origin)));
  origins.delete('learned');
  return [...origins].map((origin) => `${MARKS[origin][0]}: ${MARKS[origin][1]}.`);
}

function smallRemarks({ category, usedBy }: LearnedScope, { neededCount, counts }: LearnedRule): string[] {
  const why = {
    'few-rows': `fewer than ${say.count(neededCount)} ${countedRows(counts)} to learn from`,
    'beyond-max': 'more categories than a policy holds',
    'unfit-name': 'a name that a policy cannot hold',
  } as const;
  const parent = category === undefined ? scopeName(category) : `parent ${scopeName(category)}`;
  return (['few-rows', 'beyond-max', 'unfit-name'] as const).flatMap((reason) => {
    const small = usedBy.filter((one) => one.reason === reason);
    return small.length === 0
      ? []
      : [`Limits of the ${parent}, because of ${why[reason]}: ${smallText(small)}.`];
  });
}

function leftOutText({ leftOut, counts, ruleId }: RuleCalibration): string[] {
  const rows = countedRows(counts);
  const stopped = [...leftOut.stopped].sort(([, left], [, right]) => right - left);
  const total = stopped.reduce((sum, [, count]) => sum + count, 0);
  const lines: string[] = [];
  if (total > 0) {
    const byRule = stopped.map(([id, count]) => `${id} ${say.count(count)}`).join(', ');
    lines.push(
      `Not learned from: ${say.count(total)} ${rows} that other rules stop, since a fault must not teach a limit (${byRule}).`,
    );
  }
  if (leftOut.off > 0) {
    lines.push(
      `Not learned from: ${say.count(leftOut.off)} ${rows} for which the policy has ${ruleId} off, or lowered so that it stops nothing.`,
    );
  }
  if (leftOut.own > 0) {
    lines.push(
      `Not learned from: ${say.count(leftOut.own)} ${rows} of price lists whose limits the policy sets by hand; they stay.`,
    );
  }
  if (leftOut.notJudged > 0) {
    const why =
      counts === 'rows'
        ? 'without a list price, or judged by their history instead'
        : 'without a price above 0';
    lines.push(`Not learned from: ${say.count(leftOut.notJudged)} ${rows} ${why}.`);
  }
  return lines;
}

function refusedText(rule: Extract<RuleCalibration, { readonly kind: 'refused' }>): string {
  const rows = countedRows(rule.counts);
  const left = leftOutText(rule);
  return [`${rule.ruleId}: not calibrated. ${whyRefused(rule, rows)}`, ...left].join(' ');
}

function whyRefused(rule: Extract<RuleCalibration, { readonly kind: 'refused' }>, rows: string): string {
  switch (rule.reason) {
    case 'few-rows':
      return `Even the whole catalogue has only ${say.count(rule.rowCount)} ${rows} in its learning half; ${say.count(rule.neededCount)} are needed, so about ${say.count(rule.neededCount * 2)} in all.`;
    case 'no-rows':
      return rule.counts === 'rows'
        ? 'No row is judged by its list price: it has none (name the column with --columns …=list_price), its history says more, or the few that have one are all in the judging half.'
        : 'The days that should teach hold no price that could be judged.';
    case 'no-history':
      return 'Give --history or --references to learn it.';
    case 'short-history':
      return `The history spans ${say.count(rule.dayCount)} days; ${say.count(rule.neededCount)} are needed: 30 to know what is usual, and as many to learn and to judge.`;
  }
}
