import { dayOf, printDay, type EpochMs } from '../core/clock.js';
import { plainText } from '../text/plain-text.js';
import { sayIn } from '../text/say.js';
import type { AlarmCount, LearnedScope, RuleCalibration, SmallCategory } from './calibration.js';
import type { LearnedLimit } from './learn-limits.js';
import { wilson } from './wilson.js';

/** Categories a sentence names before it only counts. */
const NAMED_MAX = 5;

const say = sayIn('en');

/** A share in percent with two significant digits or more: `0.42 %`, `12.3 %`. */
export function sharePercent(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  return `${percent >= 10 ? percent.toFixed(1) : percent >= 1 ? percent.toFixed(2) : percent.toPrecision(2)} %`;
}

/** Alarms among rows with their Wilson interval: `0.42 % (95 %: 0.18 % to 0.98 %)`. */
export function ratePercent({ alarmCount, rowCount }: AlarmCount): string {
  const rate = wilson(alarmCount, rowCount);
  if (rate === undefined) return 'no row to judge';
  return `${sharePercent(rate.share)} (95 %: ${sharePercent(rate.low)} to ${sharePercent(rate.high)})`;
}

/** A limit as people read it: `87.21 %`, `0.612`. */
export function limitText({ value, unit }: LearnedLimit): string {
  return unit === 'bps' ? say.percent(value) : String(value);
}

/** A category for people; the whole catalogue has a name of its own. */
export function scopeName(category: string | undefined): string {
  return category === undefined ? 'whole catalogue' : plainText(category);
}

/** What a rule counts, in the plural. */
export function countedRows(counts: RuleCalibration['counts']): string {
  return counts === 'rows' ? 'rows' : 'SKU-days';
}

/** Why a limit is where it is, where that is not simply a rank of the sample; undefined there. */
export function originText(
  { parameter, origin, rate }: LearnedLimit,
  of: {
    readonly learnedRowCount: number;
    readonly counts: RuleCalibration['counts'];
  },
): string | undefined {
  const rows = countedRows(of.counts);
  switch (origin) {
    case 'learned':
      return undefined;
    case 'finest': {
      const finest = sharePercent(1 / (of.learnedRowCount + 1));
      return `${parameter}: ${say.count(of.learnedRowCount)} ${rows} cannot tell ${sharePercent(rate)}; it lies just above all of them, which tells ${finest}`;
    }
    case 'lowest':
      return `${parameter}: the ${rows} would allow a stricter limit, but calibration goes no lower`;
    case 'highest':
      return `${parameter}: the ${rows} ask for a looser limit, but calibration goes no higher; expect more alarms than the target`;
    case 'unproven':
      return `${parameter}: too few ${rows} to tell ${sharePercent(rate)}; set by rule of thumb`;
  }
}

/** Categories that use the limits of a parent, a few by name: `Cables (64), Pens (12) and 3 more`. */
export function smallText(small: readonly SmallCategory[]): string {
  const named = small
    .slice(0, NAMED_MAX)
    .map(({ category, learnedRowCount }) => `${plainText(category)} (${say.count(learnedRowCount)})`);
  const more = small.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${say.count(more)} more` : ''}`;
}

/** What stands before everything in a policy that calibration wrote. */
export function headOf(files: readonly string[]): string[] {
  return [
    `Limits learned by saleguard calibrate from ${files.map(plainText).join(', ')}.`,
    'Each comment below says what its limits were learned on, and how often they rang on the SKUs that were not learned from.',
  ];
}

/** Whose evidence is asked for. */
export interface EvidencePlace {
  readonly ruleId: string;
  /** Undefined for the whole catalogue. */
  readonly category: string | undefined;
  readonly now: EpochMs;
}

/** The evidence for the limits of a rule in a category, as sentences for the comments of a policy. */
export function evidenceOf(
  rules: readonly RuleCalibration[],
  { ruleId, category, now }: EvidencePlace,
): string[] {
  const rule = rules.find((one) => one.ruleId === ruleId);
  if (rule?.kind !== 'learned') return [];
  const scope = rule.scopes.find((one) => one.category === category);
  if (scope === undefined) return [];
  const target = `target: ${sharePercent(rule.target)} of the ${countedRows(rule.counts)} held or blocked by this rule`;
  const head = `Learned by saleguard calibrate on ${printDay(dayOf(now))}; ${target}.`;
  return category === undefined ? [head, ...scopeEvidence(scope, rule)] : scopeEvidence(scope, rule);
}

function scopeEvidence(scope: LearnedScope, rule: RuleCalibration): string[] {
  const { learnedRowCount, limits, judged, usedBy, category } = scope;
  const rows = countedRows(rule.counts);
  const first = limits.find(({ rank }) => rank > 0);
  const reached = first === undefined ? '' : `, ${reachText(first)}`;
  const measured =
    judged.rowCount === 0
      ? `the other half has no ${rows} that they judge`
      : `they stop ${say.count(judged.alarmCount)} of ${say.count(judged.rowCount)} ${rows} of the other half: ${ratePercent(judged)}`;
  return [
    `${scopeName(category)}: learned on ${say.count(learnedRowCount)} ${rows}${reached}; ${measured}.`,
    ...limits.flatMap((limit) => {
      const why = originText(limit, { learnedRowCount, counts: rule.counts });
      return why === undefined ? [] : [`${why}.`];
    }),
    ...(usedBy.length === 0 ? [] : [`Used by categories without limits of their own: ${smallText(usedBy)}.`]),
  ];
}

/** A limit just above the k-th highest value is reached by the ones above it, fewer where several are equal. */
function reachText({ rank, parameter }: LearnedLimit): string {
  return rank === 1
    ? `none of which reaches ${parameter}`
    : `of which at most ${say.count(rank - 1)} reach ${parameter}`;
}
