import { FLAGGED_COUNT_MAX, labelOf, subjectAt } from '../batch/flagged-keys.js';
import { LEVEL_COUNT_MAX, OrderedLevels, type LevelConflict } from '../batch/ordered-levels.js';
import { SmallestKeys } from '../batch/smallest-keys.js';
import { variantKey } from '../batch/variant-key.js';
import { DEFAULT_PRICE_LIST, type Condition } from '../../catalog/offer.js';
import { textsParameter, type ValuesOf } from '../parameters.js';
import {
  batchRule,
  type BatchJudgement,
  type BatchRow,
  type BatchRule,
  type BatchTotals,
  type BatchWatch,
} from '../rule.js';
import { tierOrderTell, type LevelKind, type TierOrderEvidence } from './tier-order-words.js';

const parameters = {
  tiers: textsParameter({
    default: ['base', 'silver', 'gold', 'vip', 'vvip'],
    en: 'The shop’s customer tiers, lowest first: a higher one never pays more. Upper and lower case are the same. A row without a tier is not compared, so the base price should name its tier too.',
    ko: '고객 등급을 낮은 것부터 적습니다. 높은 등급이 더 비싸게 사는 일은 없어야 합니다. 대소문자는 구분하지 않습니다. 등급이 비어 있는 행은 비교하지 않으므로 일반 회원가에도 등급을 적어 두세요.',
  }),
};

/** How worn goods are: none of the others may cost more than new ones. */
const CONDITION_LEVELS: Readonly<Record<Condition, number>> = {
  new: 0,
  'open-box': 1,
  refurbished: 1,
  used: 1,
};

/** Unknown tier names told at most. */
const EXAMPLE_COUNT = 10;

/** Watches three orders: tier, quantity break and condition. */
class TierWatch implements BatchWatch<TierOrderEvidence> {
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #orders: Readonly<Record<LevelKind, OrderedLevels>>;
  readonly #unknownTiers = new SmallestKeys<string>({ countMax: EXAMPLE_COUNT });
  #unknownTierRowCount = 0;
  #notJudgedCount = 0;

  constructor(seed: number, values: ValuesOf<typeof parameters>) {
    this.#ranks = new Map(values.tiers.map((tier, rank) => [tier.toLowerCase(), rank]));
    this.#orders = {
      tier: new OrderedLevels({ seed }),
      'quantity-min': new OrderedLevels({ seed }),
      condition: new OrderedLevels({ seed }),
    };
  }

  see(row: BatchRow): void {
    const { offer } = row;
    const rank = this.#rankOf(offer.tier);
    if (rank !== undefined) this.#compare(row, 'tier', rank, offer.tier ?? '');
    if (offer.quantityMin !== undefined) this.#compare(row, 'quantity-min', offer.quantityMin, '');
    if (offer.condition !== undefined) {
      this.#compare(row, 'condition', CONDITION_LEVELS[offer.condition], offer.condition);
    }
    const isCompared = rank !== undefined || offer.quantityMin !== undefined || offer.condition !== undefined;
    if (!isCompared) this.#notJudgedCount += 1;
  }

  close(_totals: BatchTotals): { judgements: BatchJudgement<TierOrderEvidence>[]; notJudgedCount: number } {
    const judgements = KINDS.flatMap((kind) => orderJudgements(kind, this.#orders[kind]));
    if (this.#unknownTierRowCount > 0) judgements.unshift(this.#unknownTierJudgement());
    return { judgements, notJudgedCount: this.#notJudgedCount };
  }

  #compare(row: BatchRow, kind: LevelKind, level: number, label: string): void {
    this.#orders[kind].see(row, { key: variantKey(row.offer, kind), level, label });
  }

  #rankOf(tier: string | undefined): number | undefined {
    if (tier === undefined) return undefined;
    const rank = this.#ranks.get(tier.toLowerCase());
    if (rank === undefined) {
      this.#unknownTierRowCount += 1;
      this.#unknownTiers.add(tier, tier);
    }
    return rank;
  }

  #unknownTierJudgement(): BatchJudgement<TierOrderEvidence> {
    return {
      severity: 'warn',
      measured: { value: this.#unknownTierRowCount, unit: 'rows' },
      limit: { value: 0, unit: 'rows' },
      about: undefined,
      evidence: {
        trigger: 'unknown-tier',
        rowCount: this.#unknownTierRowCount,
        examples: this.#unknownTiers.values(),
        known: [...this.#ranks.keys()],
      },
    };
  }
}

const KINDS: readonly LevelKind[] = ['tier', 'quantity-min', 'condition'];

function orderJudgements(kind: LevelKind, order: OrderedLevels): BatchJudgement<TierOrderEvidence>[] {
  const judgements = order.conflicts().map((conflict) => conflictJudgement(kind, conflict));
  const unnamedCount = Math.max(0, order.conflictCount - FLAGGED_COUNT_MAX);
  if (unnamedCount > 0) {
    judgements.unshift({
      severity: 'block',
      measured: { value: unnamedCount, unit: 'rows' },
      limit: { value: 0, unit: 'rows' },
      about: undefined,
      evidence: { trigger: 'more-offers', kind, count: unnamedCount },
    });
  }
  const crowded = order.crowded();
  if (crowded.length > 0) {
    judgements.unshift({
      severity: 'hold',
      measured: { value: crowded.length, unit: 'rows' },
      limit: { value: LEVEL_COUNT_MAX, unit: 'rows' },
      about: undefined,
      evidence: {
        trigger: 'too-many-levels',
        kind,
        count: crowded.length,
        examples: crowded.slice(0, EXAMPLE_COUNT).map((key) => labelOf(key, DEFAULT_PRICE_LIST)),
        levelCountMax: LEVEL_COUNT_MAX,
      },
    });
  }
  return judgements;
}

function conflictJudgement(
  kind: LevelKind,
  { key, lesser, better }: LevelConflict,
): BatchJudgement<TierOrderEvidence> {
  const label = (quote: { readonly label: string; readonly level: number }): string =>
    kind === 'quantity-min' ? String(quote.level) : quote.label;
  return {
    severity: 'block',
    measured: { value: better.priceMinor, unit: 'minor' },
    limit: { value: lesser.priceMinor, unit: 'minor' },
    about: subjectAt(key, better),
    evidence: {
      trigger: 'dearer',
      kind,
      lesser: label(lesser),
      lesserMinor: lesser.priceMinor,
      lesserFile: lesser.file,
      lesserLine: lesser.line,
      better: label(better),
      betterMinor: better.priceMinor,
    },
  };
}

/** A better tier, a larger quantity or worn goods cost more than the base tier, a single unit or new goods. */
export const tierOrder: BatchRule = batchRule<typeof parameters, TierOrderEvidence>({
  id: 'tier-order',
  protects: {
    en: 'Swapped tiers: the better customer, the larger quantity or the used article paying more.',
    ko: '높은 등급 고객, 많이 사는 고객, 중고 상품이 오히려 더 비싸지는 가격 뒤바뀜을 막습니다.',
  },
  formula:
    'price(higher tier) > price(lower tier); unit price(larger quantity_min) > unit price(smaller); price(open-box, refurbished or used) > price(new)',
  stops: [
    {
      merchant: 'Lotteria',
      when: 'n.d.',
      what: {
        en: 'tiers swapped: VVIP paid 5,000 won, everybody else 4,000',
        ko: '등급 가격이 뒤바뀌어 VVIP는 5,000원, 일반 회원은 4,000원을 냄',
      },
    },
  ],
  severities: ['block', 'hold', 'warn'],
  needs: ['tier'],
  explains: true,
  parameters,
  open: (context, values) => new TierWatch(context.seed, values),
  tell: tierOrderTell,
});
