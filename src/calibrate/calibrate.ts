/**
 * calibrate: limits learned from a shop's own past, with the evidence for them.
 * May import core, money, catalog, text, pricing, readers, wire and audit. Invariant: what was learned on a SKU never judges
 * it, and the policy handed back gives exactly the limits it names.
 */
import type { CatalogSource } from '../audit/source.js';
import { assert } from '../core/assert.js';
import type { EpochMs } from '../core/clock.js';
import type { CalibrateHistory } from './calibrate-history.js';
import { calibratedPolicy, type BasePolicy } from './calibrated-policy.js';
import type { Refusal, RuleCalibration } from './calibration.js';
import { catalogueWalk } from './catalogue-walk.js';
import { CategoryByKey } from './category-by-key.js';
import { planDays, PLAN_DAYS_MIN } from './day-plan.js';
import { learnRule, type Learning } from './learn-rule.js';
import { skuDayWalk } from './sku-day-walk.js';
import { TUNED_JUMP, TUNED_MARKDOWN } from './tuned-rules.js';
import type { CalibrateProgress, Walk } from './walk.js';
import { evidenceOf, headOf } from './words.js';

/** Everything one calibration is given. */
export interface CalibrateOptions {
  /** A past catalogue, the larger the better. Read twice. */
  readonly catalog: readonly CatalogSource[];
  /** The policy to put the limits into; its other rules say which rows are faulty. */
  readonly base: BasePolicy;
  readonly history?: CalibrateHistory | undefined;
  /** Share of the rows of a catalogue that `deep-markdown` may hold or block, above 0 and below 1. */
  readonly target: number;
  /** Share of the SKU-days that `price-jump` may hold. */
  readonly targetSkuDays: number;
  readonly now: EpochMs;
  /** Makes hash tables unpredictable to whoever writes the files; the limits do not depend on it. */
  readonly seed?: number | undefined;
  /** Which of many ways to cut the SKUs into halves; 0 unless told. */
  readonly split?: number | undefined;
  readonly onProgress?: ((progress: CalibrateProgress) => void) | undefined;
}

/** What came of it. */
export interface Calibration {
  /** `deep-markdown`, then `price-jump`. */
  readonly rules: readonly RuleCalibration[];
  /** A whole policy: the base with the limits learned. Undefined when there are none. */
  readonly policyText: string | undefined;
  /** Rows of the catalogue that gave no offer. */
  readonly unreadCount: number;
}

/**
 * Learns the limits of `deep-markdown` below list prices, and with a history those of `price-jump`, for every category with
 * enough rows, so that a target share of ordinary rows is held or blocked. Limits are learned on one half of the SKUs and
 * judged on the other, by the rules themselves and by the policy that is handed back.
 *
 * Memory is flat but for 12 bytes a row that is 30 % or more below its list price, with a history some 25 bytes an offer,
 * and the history itself.
 *
 * @throws GuardError `input` or `file` when a source cannot be read at all; `policy` when the limits cannot be put into the
 * base.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const { base } = options;
  const split = options.split ?? 0;
  const categories = new CategoryByKey({ seed: options.seed ?? 0 });
  let unreadCount = 0;
  const catalogue = catalogueWalk({
    ...options,
    split,
    history: options.history?.lookup,
    onFirst: (offer) => {
      if (offer === undefined) unreadCount += 1;
      else if (options.history !== undefined) categories.see(offer);
    },
  });
  const pricing = base.policy.pricing;
  const common = { policy: pricing, separator: base.policy.catalog.categorySeparator };
  const learnings: Learning[] = [
    await learnRule({
      ...common,
      tuned: TUNED_MARKDOWN,
      walk: catalogue,
      counts: 'rows',
      target: options.target,
    }),
  ];
  const days = daysWalk(options, categories);
  learnings.push(
    'reason' in days
      ? refusedJump(options, days)
      : await learnRule({
          ...common,
          tuned: TUNED_JUMP,
          walk: days.walk,
          counts: 'sku-days',
          target: options.targetSkuDays,
        }),
  );
  return { ...(await judgeAll(learnings, options)), unreadCount };
}

/** The SKU-days to learn from, or why there are none. */
function daysWalk(options: CalibrateOptions, categories: CategoryByKey): { readonly walk: Walk } | Refusal {
  const { history, now, onProgress } = options;
  if (history?.days === undefined) return { reason: 'no-history' };
  const { startsOn, endsOn } = history.days;
  const plan = planDays(startsOn, endsOn);
  if (plan === undefined) {
    return { reason: 'short-history', dayCount: endsOn - startsOn + 1, neededCount: PLAN_DAYS_MIN };
  }
  const categoryOf = (key: string): string | undefined => categories.find(key);
  const split = options.split ?? 0;
  return { walk: skuDayWalk({ source: history.series, plan, now, split, categoryOf, onProgress }) };
}

function refusedJump(options: CalibrateOptions, refusal: Refusal): Learning {
  const leftOut = { stopped: new Map<string, number>(), off: 0, own: 0, notJudged: 0 };
  const face = { ruleId: TUNED_JUMP.rule.id, target: options.targetSkuDays, counts: 'sku-days' } as const;
  return { kind: 'refused', calibration: { ...face, leftOut, kind: 'refused', ...refusal } };
}

/** Judges what was learned by the very policy that is handed back. */
async function judgeAll(
  learnings: readonly Learning[],
  { base, catalog, now }: CalibrateOptions,
): Promise<Pick<Calibration, 'rules' | 'policyText'>> {
  const learned = learnings.flatMap((one) => (one.kind === 'learned' ? [one.limits] : []));
  const rules: RuleCalibration[] = [];
  if (learned.length === 0) {
    for (const one of learnings) if (one.kind === 'refused') rules.push(one.calibration);
    return { rules, policyText: undefined };
  }
  const draft = calibratedPolicy({ base, learned, head: [], evidenceOf: () => [] });
  for (const one of learnings) {
    rules.push(one.kind === 'refused' ? one.calibration : await one.judge(draft.policy.pricing));
  }
  const { text, policy } = calibratedPolicy({
    base,
    learned,
    head: headOf(catalog.map(({ file }) => file)),
    evidenceOf: (ruleId, category) => evidenceOf(rules, { ruleId, category, now }),
  });
  assert(policy.hash === draft.policy.hash, 'the evidence changes nothing that was judged');
  return { rules, policyText: text };
}
