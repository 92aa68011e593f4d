import { isAtLeast, type Finding } from '../catalog/finding.js';
import type { Offer, OfferColumn } from '../catalog/offer.js';
import type { ReadRow } from '../catalog/row.js';
import { assert } from '../core/assert.js';
import { NOT_JUDGED, type PriceRule } from '../pricing/rule.js';
import { RULES } from '../pricing/rule-table.js';
import type { PricingPolicy } from '../pricing/settings.js';
import { SettingsIndex } from '../pricing/settings.js';
import type { ApprovalDesk } from '../approvals/approval-desk.js';
import { withApproval } from './approval-facts.js';
import { HistogramBuilder } from './histogram.js';
import { offerFinding, rowFinding } from './make-finding.js';
import type { JudgedOffer } from './options.js';
import { RowFacts, type FactTables } from './row-facts.js';
import { RuleTally, type Plan } from './rule-tally.js';

/** What the judging of rows has counted so far. */
export interface RowCounts {
  rowCount: number;
  judgedCount: number;
  emptyPriceCount: number;
  readonly currencies: Map<string, number>;
  readonly references: Map<string, number>;
}

/** Who is told of what the judging of rows brings up. */
export interface RowJudgeHears {
  readonly onFinding: (finding: Finding) => void;
  readonly onJudged?: ((row: JudgedOffer) => void) | undefined;
}

/** Judges row after row by every offer rule. The hot path of the audit: a clean row allocates nothing here. */
export class RowJudge {
  readonly counts: RowCounts = {
    rowCount: 0,
    judgedCount: 0,
    emptyPriceCount: 0,
    currencies: new Map(),
    references: new Map(),
  };
  readonly histograms: HistogramBuilder = new HistogramBuilder();
  readonly tally: RuleTally;
  readonly facts: RowFacts;
  readonly #desk: ApprovalDesk | undefined;
  readonly #emit: (finding: Finding) => void;
  readonly #onJudged: ((row: JudgedOffer) => void) | undefined;
  readonly #rowHash = (): string => this.facts.rowHash();

  constructor(policy: PricingPolicy, tables: FactTables, hears: RowJudgeHears) {
    this.tally = new RuleTally(new SettingsIndex(policy));
    this.facts = new RowFacts(tables);
    this.#desk = tables.approvals;
    this.#emit = hears.onFinding;
    this.#onJudged = hears.onJudged;
  }

  /**
   * Judges one row; `facts` then holds what is known of its offer until the next call. With `waitForPeers`, a row whose
   * answer depends on its peers is left for `judgeDeferred`, once all peers have been seen.
   */
  judge(row: ReadRow, file: string, waitForPeers: boolean): 'judged' | 'deferred' {
    this.counts.rowCount += 1;
    if (row.problems.length > 0) this.#judgeProblems(row, file);
    const offer = row.offer;
    if (offer === undefined) return 'judged';
    this.counts.judgedCount += 1;
    increment(this.counts.currencies, offer.currency);
    this.facts.fill(offer);
    const plan = this.tally.planFor(offer.category, offer.priceList);
    if (waitForPeers && this.#needsPeers(offer, plan)) return 'deferred';
    this.#judgeOffer(offer, plan, file, row.line);
    return 'judged';
  }

  /** Judges an offer that was deferred, now that `facts.peers` is set; any other offer is left alone. */
  judgeDeferred(offer: Offer, file: string, line: number): void {
    const peers = this.facts.peers;
    this.facts.peers = undefined;
    this.facts.fill(offer);
    const plan = this.tally.planFor(offer.category, offer.priceList);
    const wasDeferred = this.#needsPeers(offer, plan);
    this.facts.peers = peers;
    if (!wasDeferred) return;
    this.facts.fill(offer);
    this.#judgeOffer(offer, plan, file, line);
  }

  #needsPeers(offer: Offer, plan: Plan): boolean {
    const facts = this.facts;
    if (facts.reference === undefined) return true;
    for (const { rule, parameters } of plan.peerRules) {
      if (rule.usesPeers?.(offer, facts, parameters) === true) return true;
    }
    return false;
  }

  #judgeOffer(offer: Offer, plan: Plan, file: string, line: number): void {
    const facts = this.facts;
    increment(this.counts.references, facts.reference?.source ?? 'none');
    plan.rowCount += 1;
    facts.promotions?.look(offer, plan);
    facts.approvals?.look(offer);
    let isFlagged = false;
    for (const active of plan.active) {
      const answer = active.rule.judge(offer, facts, active.parameters);
      if (answer === undefined) continue;
      if (answer === NOT_JUDGED) {
        active.notJudgedCount += 1;
        continue;
      }
      const found = offerFinding(active.rule.id, answer, active.severityMax, {
        offer,
        facts,
        payableMinor: facts.promotions?.floor(),
        rowHash: this.#rowHash,
        file,
        line,
      });
      const finding = withApproval(found, this.#desk?.judgeOffer(found, offer));
      this.#emit(finding);
      isFlagged ||= isAtLeast(finding.severity, 'hold');
      facts.firedCount += 1;
    }
    this.histograms.see(offer, facts.reference?.priceMinor, isFlagged);
    if (this.#onJudged === undefined) return;
    const floorMinor = facts.promotions?.floor() ?? offer.priceMinor;
    this.#onJudged({ offer, reference: facts.reference, floorMinor, file, line });
  }

  #judgeProblems(row: ReadRow, file: string): void {
    for (const problem of row.problems) {
      if (problem.kind === 'missing' && problem.field === ('price' satisfies OfferColumn))
        this.counts.emptyPriceCount += 1;
      let answered = false;
      for (const rule of PROBLEM_RULES) {
        const judgement = rule.judgeProblem?.(problem);
        if (judgement === undefined) continue;
        this.#emit(rowFinding(rule.id, judgement, row, file));
        answered = true;
      }
      assert(answered, `no rule answers for the reading problem ${problem.kind}`);
    }
  }
}

const PROBLEM_RULES: readonly PriceRule[] = RULES.filter((rule) => rule.judgeProblem !== undefined);

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
