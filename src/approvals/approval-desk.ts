/**
 * approvals: what signed approvals say about findings.
 * May import core, money, seal, catalog and pricing. Invariant: pure; an approval downgrades only the rules it names on the
 * subjects it names, and only while its signature, its signer's role, its bounds and its dates hold.
 */
import type { ApprovalPolicy, ApprovalRefusal, SignedApproval } from '../catalog/approval.js';
import type { Finding, FindingApproval } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import type { EpochMs } from '../core/clock.js';
import type { OfferApprovals } from '../pricing/facts.js';
import { ApprovalIndex } from './approval-index.js';
import type { Filed } from './bucket.js';
import { HeldApproval } from './held-approval.js';
import { boundsRefusal, caseOf, grantRefusal, type OfferCase } from './offer-case.js';
import { rowHash } from './row-hash.js';
import { isWithin, type SaleWindow } from './sale-window.js';
import { personsNeeded } from './second-signature.js';
import { isEditor, Signers } from './signers.js';
import { Tally, type Outcome } from './tally.js';

/** What an {@link ApprovalDesk} is opened with. */
export interface ApprovalDeskOptions {
  /** Whose signatures count. */
  readonly policy: ApprovalPolicy;
  readonly approvals: readonly SignedApproval[];
  /** The instant at which approvals must be valid. */
  readonly now: EpochMs;
  /** When rows that state no window of their own are on sale; by default at `now`. */
  readonly saleWindow?: SaleWindow | undefined;
}

/** What is known of a row whose price is asked about. */
export interface PriceQuestion {
  /** See `rowHash`; asked for only when an approval names the row. */
  readonly rowHash: () => string;
  /** What one unit can cost at least after promotions; the offer price where none holds. */
  readonly payableMinor: number;
  readonly referenceMinor: number | undefined;
  /** What that could cost; undefined without a reference. */
  readonly exposureMinor: number | undefined;
}

/** An approval that holds for nothing, whatever it is used for. */
export interface RejectedApproval {
  /** Position in the list handed in, from 0. */
  readonly index: number;
  readonly approvalId: string;
  readonly refusal: ApprovalRefusal;
}

/** The rule by which a change of price needs an approval. */
const UNAPPROVED_CHANGE = 'unapproved-change';

const MISSING: ReturnType<OfferApprovals['answer']> = Object.freeze({ kind: 'missing' });
const APPROVED: ReturnType<OfferApprovals['answer']> = Object.freeze({ kind: 'approved' });

/**
 * Holds approvals against findings. Everything is checked for every use: that the key is one of the policy's, the
 * signature, the role, that the signer is not the editor, the row or promotion or catalogue as it was, price, floor or
 * markdown, window, units, dates, and the second person above a limit. It never throws for what an approval says.
 */
export class ApprovalDesk {
  readonly #policy: ApprovalPolicy;
  readonly #held: readonly HeldApproval[];
  readonly #index: ApprovalIndex;
  readonly #saleWindow: SaleWindow;
  /** Approvals by which a change of price passed: no finding is left that could name them. */
  readonly #answered = new Set<string>();

  constructor({ policy, approvals, now, saleWindow }: ApprovalDeskOptions) {
    const bench = { policy, signers: new Signers(policy), now };
    this.#policy = policy;
    this.#held = approvals.map((signed) => new HeldApproval(signed, bench));
    this.#index = new ApprovalIndex(this.#held);
    this.#saleWindow = saleWindow ?? { startsAt: now, endsAt: now + 1 };
  }

  /** Whether the price of a row is approved as such: by approvals that name the rule `unapproved-change`. */
  answer(offer: Offer, question: PriceQuestion): ReturnType<OfferApprovals['answer']> {
    const filed = this.#index.forOffer(offer, UNAPPROVED_CHANGE);
    if (filed.length === 0) return MISSING;
    const asked: OfferCase = { offer, isUnwaivable: false, ...question };
    const outcome = this.#offerOutcome(filed, asked, UNAPPROVED_CHANGE);
    if (outcome === undefined) return MISSING;
    if (outcome.kind === 'approved') for (const id of outcome.approvalIds) this.#answered.add(id);
    return outcome.kind === 'approved' ? APPROVED : { kind: 'refused', refusal: outcome.refusal };
  }

  /** What approvals say about a finding on a row; undefined when none names it. */
  judgeOffer(finding: Finding, offer: Offer): FindingApproval | undefined {
    if (finding.severity === 'info') return undefined;
    const filed = this.#index.forOffer(offer, finding.ruleId);
    if (filed.length === 0) return undefined;
    const asked = caseOf(finding, offer, () => finding.subjectHash ?? rowHash(offer));
    return saidOf(this.#offerOutcome(filed, asked, finding.ruleId), finding);
  }

  /**
   * What approvals say about a finding that is not about one row: about a promotion, or, bound to the catalogue files by
   * their digest (see `batchDigest`), about the batch, a file, rows that disagree. Undefined when none names it.
   */
  judgeSubject(finding: Finding & { readonly id: string }, batchDigest: string): FindingApproval | undefined {
    if (finding.severity === 'info') return undefined;
    if (finding.subject === 'promotion') return saidOf(this.#promotionOutcome(finding), finding);
    // A row as it stands in the file is approved by what it says, not by the number of a finding.
    if (finding.subjectHash !== undefined) return undefined;
    return saidOf(this.#findingOutcome(finding, batchDigest), finding);
  }

  /** Ids of the approvals by which changes of price passed so far, sorted. */
  answeredIds(): readonly string[] {
    return [...this.#answered].sort();
  }

  /** Approvals that hold for nothing as they stand, in the order they were handed in. Verifies every signature. */
  rejectedApprovals(): readonly RejectedApproval[] {
    return this.#held.flatMap(({ standing, id }, index) =>
      standing.kind === 'fails' ? [{ index, approvalId: id, refusal: standing.refusal }] : [],
    );
  }

  #offerOutcome(
    filed: readonly Filed<Parameters<typeof grantRefusal>[0]>[],
    asked: OfferCase,
    ruleId: string,
  ): Outcome | undefined {
    const { offer } = asked;
    const editors = [offer.author, offer.lastEditor];
    const tally = new Tally();
    for (const { held, about } of filed) {
      const refusal =
        signerRefusal(held, ruleId, editors) ??
        grantRefusal(about, asked) ??
        boundsRefusal(held.approval, offer, this.#saleWindow);
      tally.add(held, refusal);
    }
    const { currency, stockToSell } = offer;
    const { exposureMinor } = asked;
    return tally.outcome(personsNeeded(this.#policy, { currency, exposureMinor, stockToSell }));
  }

  #promotionOutcome(finding: Finding): Outcome | undefined {
    const { promotionId, subjectHash, ruleId } = finding;
    const tally = new Tally();
    for (const { held, about } of this.#index.forPromotion(promotionId ?? '', ruleId)) {
      const edited = subjectHash === about ? undefined : 'promotion-edited';
      tally.add(held, this.#subjectRefusal(held, finding) ?? edited ?? this.#saleRefusal(held));
    }
    return tally.outcome(1);
  }

  #findingOutcome(finding: Finding & { readonly id: string }, digest: string): Outcome | undefined {
    const tally = new Tally();
    for (const { held, about } of this.#index.forFinding(finding.id, finding.ruleId)) {
      // What could not be read was judged by no rule: nobody can know what would be approved.
      const unread = finding.subject === 'row' ? 'unwaivable-rule' : undefined;
      const edited = digest === about ? undefined : 'catalogue-edited';
      tally.add(held, unread ?? this.#subjectRefusal(held, finding) ?? edited ?? this.#saleRefusal(held));
    }
    return tally.outcome(1);
  }

  #subjectRefusal(held: HeldApproval, finding: Finding): ApprovalRefusal | undefined {
    return signerRefusal(held, finding.ruleId, finding.editors);
  }

  /** Bounds of an approval that is about no single row: the sale as a whole must lie within, and units cannot be counted. */
  #saleRefusal({ approval }: HeldApproval): ApprovalRefusal | undefined {
    if (!isWithin(this.#saleWindow, approval)) return 'outside-window';
    return approval.quantityMax === undefined ? undefined : 'too-many-units';
  }
}

function signerRefusal(
  held: HeldApproval,
  ruleId: string,
  editors: readonly (string | undefined)[],
): ApprovalRefusal | undefined {
  const standing = held.standingFor(ruleId);
  if (standing.kind === 'fails') return standing.refusal;
  return isEditor(standing.signer, editors) ? 'signer-is-editor' : undefined;
}

function saidOf(outcome: Outcome | undefined, finding: Finding): FindingApproval | undefined {
  return outcome?.kind === 'approved' ? { ...outcome, severityBefore: finding.severity } : outcome;
}
