import { isFreeGift } from '../pricing/declared-gift.js';
import { NOT_JUDGED } from '../pricing/rule.js';
import { deepMarkdown } from '../pricing/rules/deep-markdown.js';
import { priceJump } from '../pricing/rules/price-jump.js';
import type { TunedRule } from './tuned-rule.js';

/** A block is for what happens five times more rarely than what a person is asked about. */
const BLOCK_FACTOR = 1 / 5;
/** A warning may come five times as often. */
const WARN_FACTOR = 5;

/** Limits so low that the rule tells its measure of every row it judges. */
const ASK_MARKDOWN = { ...valuesOf(deepMarkdown.parameters), listHoldBps: 0, listBlockBps: 10_000 };
const ASK_JUMP = {
  holdScoreDown: Number.MIN_VALUE,
  warnScoreDown: Number.MIN_VALUE,
  holdScoreUp: Number.MIN_VALUE,
};

/**
 * `deep-markdown` where its reference is the list price. 30 % off is an ordinary campaign in every trade: a quiet sample
 * must not teach that it is an alarm, nor that half price is a block. A hundredth of the list price is held whatever was
 * seen, and a two-hundredth blocked.
 */
export const TUNED_MARKDOWN: TunedRule = {
  rule: deepMarkdown,
  scales: [
    {
      id: 'markdown',
      unit: 'bps',
      share: 1,
      hold: { parameter: 'listHoldBps', minimum: 3000, maximum: 9900 },
      beside: {
        kind: 'block',
        parameter: 'listBlockBps',
        rateFactor: BLOCK_FACTOR,
        minimum: 5000,
        maximum: 9950,
        unproven: deepMarkdown.parameters['listBlockBps']?.default as number, // a bps parameter: a number
      },
    },
  ],
  measure(offer, facts) {
    if (facts.reference?.source !== 'list-price' || isFreeGift(offer)) return undefined;
    const answer = deepMarkdown.judge(offer, facts, ASK_MARKDOWN);
    // A price above its list price passes the rule: no markdown at all.
    if (answer === undefined || answer === NOT_JUDGED) return { scale: 0, value: 0 };
    return { scale: 0, value: Number(answer.measured.value) };
  },
};

/**
 * `price-jump` on the days of a history. A score of 0.3 is a fall by about 21 % below everything of the last 30 days: less
 * is ordinary repricing. A score of 2 is a fall by 80 % or a rise to five times: held whatever was seen. Falls and rises
 * share the target in equal parts.
 */
export const TUNED_JUMP: TunedRule = {
  rule: priceJump,
  scales: [
    {
      id: 'fall',
      unit: 'score',
      share: 0.5,
      hold: { parameter: 'holdScoreDown', minimum: 0.3, maximum: 2 },
      beside: { kind: 'warn', parameter: 'warnScoreDown', rateFactor: WARN_FACTOR, minimum: 0.15 },
    },
    {
      id: 'rise',
      unit: 'score',
      share: 0.5,
      hold: { parameter: 'holdScoreUp', minimum: 0.3, maximum: 2 },
      beside: undefined,
    },
  ],
  measure(offer, facts) {
    const answer = priceJump.judge(offer, facts, ASK_JUMP);
    if (answer === NOT_JUDGED) return undefined;
    // An unchanged price, or one within its range that did not move: a score of 0.
    if (answer === undefined) return { scale: 0, value: 0 };
    const scale = answer.evidence['direction'] === 'fell' ? 0 : 1;
    return { scale, value: Number(answer.measured.value) };
  },
};

function valuesOf(table: typeof deepMarkdown.parameters): Record<string, (typeof table)[string]['default']> {
  return Object.fromEntries(Object.entries(table).map(([name, parameter]) => [name, parameter.default]));
}
