import type { PricingPolicy } from '../pricing/settings.js';
import { AlarmTally } from './alarm-tally.js';
import type { RuleCalibration } from './calibration.js';
import { ROOT } from './category-tree.js';
import { chooseScopes, LEARN_ROWS_MIN, neededRows } from './choose-scopes.js';
import { learnLimits } from './learn-limits.js';
import { learnedScopes } from './learned-scopes.js';
import type { RuleLimits } from './merge-limits.js';
import { OwnSettings } from './own-settings.js';
import { RuleSample } from './rule-sample.js';
import { RowSorter } from './sorted-rows.js';
import { tunedParameters, type TunedRule } from './tuned-rule.js';
import type { Walk } from './walk.js';

/** What the calibration of one rule is given. */
export interface LearnRuleOptions {
  readonly tuned: TunedRule;
  readonly walk: Walk;
  readonly counts: RuleCalibration['counts'];
  /** Share of the rows that may be held or blocked, above 0. */
  readonly target: number;
  /** The policy before: it says which other rules stop a row, and which rows are not to be calibrated. */
  readonly policy: PricingPolicy;
  /** Category separator of the policy. */
  readonly separator: string;
}

/** What was learned on one half; the other half is still to judge it. */
export type Learning =
  | { readonly kind: 'refused'; readonly calibration: RuleCalibration }
  | {
      readonly kind: 'learned';
      readonly limits: RuleLimits;
      /** Walks over the judging half by a policy that holds the limits. */
      readonly judge: (policy: PricingPolicy) => Promise<RuleCalibration>;
    };

/** Learns the limits of one rule on the learning half of its rows. */
export async function learnRule(options: LearnRuleOptions): Promise<Learning> {
  const { tuned, walk, target } = options;
  const own = new OwnSettings(options.policy, tuned);
  const sorter = new RowSorter(tuned, own);
  const sample = new RuleSample(tuned.scales);
  await walk(options.policy, 'learn', (row) => {
    const measured = sorter.measure(row);
    if (measured !== undefined) sample.add(row.offer.category, measured, row.rowCount);
  });
  const counts = sample.counts();
  const face = { ruleId: tuned.rule.id, target, counts: options.counts, leftOut: sorter.leftOut };
  const neededCount = neededRows(tuned, target);
  const choice = chooseScopes({ tree: sample.tree, counts, neededCount, separator: options.separator });
  if (choice === undefined) {
    return { kind: 'refused', calibration: { ...face, kind: 'refused', ...tooFew(counts[ROOT] ?? 0) } };
  }
  const limits = learnLimits({ tuned, sample, counts, target });
  const nameOf = (ordinal: number): string | undefined => sample.tree.nameOf(ordinal) || undefined;
  return {
    kind: 'learned',
    limits: {
      ruleId: tuned.rule.id,
      parameters: tunedParameters(tuned),
      scopes: choice.scopes.map((ordinal) => ({ category: nameOf(ordinal), limits: limits[ordinal] ?? [] })),
    },
    judge: async (policy) => {
      const { byCategory, everyRule } = await judgeHalf(policy, { options, own, sample });
      const scopes = learnedScopes({ sample, counts, limits, choice, judged: byCategory });
      return {
        ...face,
        kind: 'learned',
        neededCount,
        scopes,
        judged: byCategory.total,
        everyRule: everyRule.total,
      };
    },
  };
}

function tooFew(rowCount: number):
  | { readonly reason: 'no-rows' }
  | {
      readonly reason: 'few-rows';
      readonly rowCount: number;
      readonly neededCount: number;
    } {
  return rowCount === 0
    ? { reason: 'no-rows' }
    : { reason: 'few-rows', rowCount, neededCount: LEARN_ROWS_MIN };
}

interface Judging {
  readonly options: LearnRuleOptions;
  readonly own: OwnSettings;
  readonly sample: RuleSample;
}

interface JudgedHalf {
  /** Rows that the limits decide and no other rule stops, and those of them that this rule stops. */
  readonly byCategory: AlarmTally;
  /** All rows, and those that any rule stops. */
  readonly everyRule: AlarmTally;
}

async function judgeHalf(policy: PricingPolicy, { options, own, sample }: Judging): Promise<JudgedHalf> {
  const { tuned, walk } = options;
  const sorter = new RowSorter(tuned, own);
  const byCategory = new AlarmTally();
  const everyRule = new AlarmTally();
  await walk(policy, 'judge', (row) => {
    const { stops, rowCount } = row;
    everyRule.add(ROOT, { rowCount, alarmCount: stops.length > 0 ? rowCount : 0 });
    if (sorter.measure(row) === undefined) return;
    const isAlarm = stops.includes(tuned.rule.id);
    byCategory.add(sample.tree.add(row.offer.category), { rowCount, alarmCount: isAlarm ? rowCount : 0 });
  });
  return { byCategory, everyRule };
}
