import { PeerSurvey } from '../../src/audit/peer-survey.js';
import { promotionFinding } from '../../src/audit/make-finding.js';
import type { HistoryLookup } from '../../src/audit/row-facts.js';
import { RowJudge } from '../../src/audit/row-judge.js';
import { isAtLeast, type Finding, type Severity } from '../../src/catalog/finding.js';
import type { HistoryStatistics } from '../../src/catalog/reference.js';
import type { Promotions } from '../../src/catalog/promotion.js';
import { NO_COLUMNS, NO_PROBLEMS } from '../../src/catalog/row.js';
import { offerKey } from '../../src/catalog/offer-key.js';
import { DAY_MS } from '../../src/core/clock.js';
import { defaultPricingPolicy, type PricingPolicy } from '../../src/pricing/settings.js';
import { PromotionIndex } from '../../src/promotions/promotion-index.js';
import type { Shop, ShopRow } from './promotion-shop.js';

/** The rule on what rows cost after promotions. */
export const STACK_RULE = 'worst-stack';

/** Rules that look at promotions. What the others say of a row does not depend on them. */
const PROMOTION_RULES: ReadonlySet<string> = new Set(['coupon-exposure', 'field-swap', STACK_RULE]);

/** One thing said of a calendar: of a promotion, or of what a row costs after promotions. */
export interface Alarm {
  readonly ruleId: string;
  readonly severity: Severity;
  /** The id of the promotion, or the key of the row, it is about. */
  readonly subject: string;
  readonly isAboutRow: boolean;
  /** The reason of `coupon-exposure`; undefined for the others. */
  readonly reason: string | undefined;
  /** Promotions it names. */
  readonly promotionIds: readonly string[];
}

/** Judges calendars over a catalogue by the real rules of the built-in policy. */
export class PromotionJudge {
  readonly #shop: Shop;
  readonly #hasHistory: boolean;
  readonly #policy: PricingPolicy;
  readonly #peers = new PeerSurvey({ seed: 0 });

  /** @param knowledge what the rules know of the rows beside their list prices. */
  constructor(shop: Shop, knowledge: { readonly hasHistory: boolean }) {
    this.#shop = shop;
    this.#hasHistory = knowledge.hasHistory;
    const policy = defaultPricingPolicy();
    this.#policy = { ...policy, rules: policy.rules.filter(({ rule }) => isNeeded(rule)) };
    for (const { offer } of shop.rows) this.#peers.see(offer);
  }

  /** What the rules say of the promotions by themselves. */
  judgeTerms(promotions: Promotions): readonly Alarm[] {
    const alarms: Alarm[] = [];
    for (const promotion of promotions.promotions) {
      for (const { rule, parameters } of this.#policy.rules) {
        const judgement = rule.judgePromotion?.(promotion, { now: this.#shop.now }, parameters);
        if (judgement === undefined) continue;
        const about = { promotion, file: promotions.file };
        alarms.push(...termAlarms(promotionFinding(rule.id, judgement, 'block', about)));
      }
    }
    return alarms;
  }

  /** What `worst-stack` says of rows, one after the other: nobody who has heard enough waits for the rest. */
  *judgeRows(promotions: Promotions, rows: readonly ShopRow[]): Generator<Alarm> {
    const heard: Alarm[] = [];
    const told: { row: ShopRow | undefined } = { row: undefined };
    const judge = this.#openJudge(promotions, {
      find: () => told.row?.history,
      hear: (finding) => {
        if (told.row !== undefined && finding.ruleId === STACK_RULE && isAtLeast(finding.severity, 'warn'))
          heard.push(rowAlarm(finding, told.row));
      },
    });
    for (const row of rows) {
      const { offer } = row;
      const { sku, priceList } = offer;
      told.row = row;
      judge.judge(
        { line: 2, offer, problems: NO_PROBLEMS, sku, priceList, zeroFractions: NO_COLUMNS },
        'bench',
        false,
      );
      yield* heard.splice(0);
    }
  }

  #openJudge(
    promotions: Promotions,
    {
      find,
      hear,
    }: { readonly find: () => HistoryStatistics | undefined; readonly hear: (finding: Finding) => void },
  ): RowJudge {
    const { now } = this.#shop;
    const history: HistoryLookup = { endsOn: now / DAY_MS - 1, find };
    const judge = new RowJudge(
      this.#policy,
      {
        now,
        history: this.#hasHistory ? history : undefined,
        previous: undefined,
        rates: undefined,
        promotions: new PromotionIndex(promotions, { now }),
        approvals: undefined,
      },
      { onFinding: hear },
    );
    judge.facts.peers = this.#peers;
    return judge;
  }
}

/** The rules on promotions, and those that judge a payable price. */
function isNeeded(rule: PricingPolicy['rules'][number]['rule']): boolean {
  return PROMOTION_RULES.has(rule.id) || rule.judgesPayable === true;
}

/** One alarm a reason. */
function termAlarms({ ruleId, severity, promotionId = '', evidence }: Finding): Alarm[] {
  const given = evidence['reasons'];
  const reasons: readonly (string | undefined)[] = Array.isArray(given) ? given.map(String) : [undefined];
  return reasons.map((reason) => ({
    ruleId,
    // A promotion is as bad as the worst of its reasons; these two alone are only warned about.
    severity: isMild(reason, evidence['promotionKind']) ? 'warn' : severity,
    subject: promotionId,
    isAboutRow: false,
    reason,
    promotionIds: [promotionId],
  }));
}

function isMild(reason: string | undefined, kind: unknown): boolean {
  return reason === 'expired' || (reason === 'no-minimum' && kind === 'percent');
}

function rowAlarm({ ruleId, severity, evidence }: Finding, { offer }: ShopRow): Alarm {
  const ids = evidence['promotionIds'];
  return {
    ruleId,
    severity,
    subject: offerKey(offer),
    isAboutRow: true,
    reason: undefined,
    promotionIds: Array.isArray(ids) ? ids.map(String) : [],
  };
}
