import { PeerSurvey } from '../../src/audit/peer-survey.js';
import type { HistoryLookup } from '../../src/audit/row-facts.js';
import { RowJudge } from '../../src/audit/row-judge.js';
import { isAtLeast, type Finding, type Severity } from '../../src/catalog/finding.js';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import type { HistoryStatistics } from '../../src/catalog/reference.js';
import { NO_COLUMNS, NO_PROBLEMS } from '../../src/catalog/row.js';
import { DAY_MS, type EpochDay } from '../../src/core/clock.js';
import { defaultPricingPolicy, type PricingPolicy } from '../../src/pricing/settings.js';
import { cleanRow, type Columns, type Row, type SkuDay } from './sku-day.js';

/**
 * Rules that compare amounts of the row with each other or with a fixed floor, and answer yes or no: there is nothing in
 * them to tune to an alarm rate, so they are reported apart from the score.
 */
export const HARD_RULES: ReadonlySet<string> = new Set([
  'absolute-floor',
  'above-list',
  'field-swap',
  'tier-order',
  'unit-pack',
]);

/** What the rules said of one row. */
export interface Verdict {
  /** Worst severity; undefined when no rule fired. */
  readonly worst: Severity | undefined;
  /** True when one of the {@link HARD_RULES} blocks. */
  readonly isHard: boolean;
  readonly fired: readonly { readonly ruleId: string; readonly severity: Severity }[];
}

/** What the judge is allowed to know. */
export interface JudgeOptions {
  readonly columns: Columns;
  readonly hasHistory: boolean;
}

/** Judges rows by the real rules of the built-in policy, one day's catalogue at a time. */
export class PolicyJudge {
  readonly #options: JudgeOptions;
  readonly #policy: PricingPolicy = defaultPricingPolicy();
  readonly #days: ReadonlyMap<EpochDay, readonly SkuDay[]>;
  readonly #judges = new Map<EpochDay, RowJudge>();
  /** The statistics of the row being judged: the one answer the history gives. */
  #history: HistoryStatistics | undefined;
  #found: Finding[] = [];

  /** @param days whole days, from which the peers of each day are learnt. */
  constructor(days: readonly SkuDay[], options: JudgeOptions) {
    this.#options = options;
    this.#days = groupByDay(days);
  }

  judge(row: Row): Verdict {
    const judge = this.#judgeOf(row.of.day);
    this.#history = row.of.history;
    this.#found = [];
    const offer = offerOf(row);
    judge.judge(
      {
        line: 2,
        offer,
        problems: NO_PROBLEMS,
        sku: offer.sku,
        priceList: offer.priceList,
        zeroFractions: NO_COLUMNS,
      },
      'bench',
      false,
    );
    return verdictOf(this.#found);
  }

  #judgeOf(day: EpochDay): RowJudge {
    const known = this.#judges.get(day);
    if (known !== undefined) return known;
    const peers = new PeerSurvey({ seed: 0 });
    for (const one of this.#days.get(day) ?? []) peers.see(offerOf(cleanRow(one, this.#options.columns)));
    const history: HistoryLookup = { endsOn: day - 1, find: () => this.#history };
    const judge = new RowJudge(
      this.#policy,
      {
        now: day * DAY_MS,
        history: this.#options.hasHistory ? history : undefined,
        previous: undefined,
        rates: undefined,
        promotions: undefined,
        approvals: undefined,
      },
      { onFinding: (finding) => this.#found.push(finding) },
    );
    judge.facts.peers = peers;
    this.#judges.set(day, judge);
    return judge;
  }
}

/** Rows by their day, in the order they come. */
function groupByDay(days: readonly SkuDay[]): ReadonlyMap<EpochDay, readonly SkuDay[]> {
  const groups = new Map<EpochDay, SkuDay[]>();
  for (const one of days) {
    const group = groups.get(one.day);
    if (group === undefined) groups.set(one.day, [one]);
    else group.push(one);
  }
  return groups;
}

/** The row as an offer of a catalogue. */
export function offerOf({ of, priceMinor, listMinor, pack }: Row): Offer {
  return makeOffer({
    sku: of.sku,
    priceList: of.priceList,
    name: of.name,
    category: of.category,
    currency: of.currency,
    priceMinor,
    listPriceMinor: listMinor,
    pack,
  });
}

function verdictOf(findings: readonly Finding[]): Verdict {
  let worst: Severity | undefined;
  for (const { severity } of findings) {
    if (worst === undefined || isAtLeast(severity, worst)) worst = severity;
  }
  return {
    worst,
    isHard: findings.some(({ severity, ruleId }) => severity === 'block' && HARD_RULES.has(ruleId)),
    fired: findings.map(({ ruleId, severity }) => ({ ruleId, severity })),
  };
}
