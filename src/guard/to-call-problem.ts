import { isGuardError } from '../core/errors.js';
import {
  TRANSIENT_REASONS,
  type CommitVerdict,
  type ExtendVerdict,
  type Refusal,
  type RefusalReason,
  type ReleaseVerdict,
} from '../stock/verdict.js';
import type { Lang } from '../text/lang.js';
import type { ProblemName } from './problem-names.js';
import { makeProblem, type ProblemAnswer } from './problem.js';
import type { ResumeVerdict } from './verdict.js';

/**
 * The HTTP answer to a payment that did not buy the order.
 *
 * @returns undefined when it is bought (`committed`, `already`).
 */
export function toCommitProblem(verdict: CommitVerdict, lang: Lang = 'en'): ProblemAnswer | undefined {
  switch (verdict.kind) {
    case 'committed':
    case 'already':
      return undefined;
    case 'duplicate_payment':
      return makeProblem('duplicate-payment', lang);
    case 'expired':
    case 'released':
      return makeProblem('ended', lang);
    case 'price_changed':
      return makeProblem('price-changed', lang);
    case 'refused':
      return refused(verdict.reason, lang);
    case 'unknown':
      return makeProblem('unknown', lang);
  }
  return noVerdict(lang);
}

/**
 * The HTTP answer to `extend` or `beginPayment` without effect.
 *
 * @returns undefined when the time was given.
 */
export function toExtendProblem(verdict: ExtendVerdict, lang: Lang = 'en'): ProblemAnswer | undefined {
  switch (verdict.kind) {
    case 'extended':
      return undefined;
    case 'expired':
    case 'released':
      return makeProblem('ended', lang);
    case 'refused':
      return refused(verdict.reason, lang);
    case 'unknown':
      return makeProblem('unknown', lang);
  }
  return noVerdict(lang);
}

/**
 * The HTTP answer to a `release` that gave nothing back.
 *
 * @returns undefined when nothing is set aside for the order any more.
 */
export function toReleaseProblem(verdict: ReleaseVerdict, lang: Lang = 'en'): ProblemAnswer | undefined {
  switch (verdict.kind) {
    case 'released':
    case 'already':
      return undefined;
    case 'use_restore':
      return makeProblem('already-bought', lang);
    case 'unknown_id':
      return makeProblem('unknown-order', lang);
    case 'refused':
      return refused(verdict.reason, lang);
    case 'unknown':
      return makeProblem('unknown', lang);
  }
  return noVerdict(lang);
}

/**
 * The HTTP answer to a `resume` that found nothing.
 *
 * @returns undefined when the order was found, whatever became of it.
 */
export function toResumeProblem(verdict: ResumeVerdict, lang: Lang = 'en'): ProblemAnswer | undefined {
  switch (verdict.kind) {
    case 'found':
      return undefined;
    case 'not_found':
      return makeProblem('unknown-order', lang);
    case 'rejected':
      return refused(verdict.refusal.reason, lang);
    case 'unknown':
      return makeProblem('unknown', lang);
  }
  return noVerdict(lang);
}

/**
 * The HTTP answer to an error that saleguard threw (a wrong set-up, a store that holds what it did not write): what the error says
 * is for the log, not for the shopper.
 *
 * @returns undefined for an error of anybody else.
 */
export function toErrorProblem(error: unknown, lang: Lang = 'en'): ProblemAnswer | undefined {
  if (!isGuardError(error)) return undefined;
  return makeProblem(error.transient ? 'store-failure' : 'set-up', lang);
}

/** What is no verdict of this release, of a store of another maker for instance, is no yes. */
function noVerdict(lang: Lang): ProblemAnswer {
  return makeProblem('unknown', lang);
}

function refused(reason: RefusalReason, lang: Lang): ProblemAnswer {
  return makeProblem(NAMES[reason], lang, { transient: TRANSIENT_REASONS.has(reason) });
}

const NAMES: Readonly<Record<Refusal['reason'], ProblemName>> = {
  invalid_request: 'invalid-order',
  unknown_sale: 'set-up',
  unknown_sku: 'set-up',
  owner_key: 'set-up',
  version: 'set-up',
  unknown_id: 'unknown-order',
  not_owner: 'unknown-order',
  mode: 'sale-closed',
  regressed: 'sale-closed',
  loss_budget: 'sale-closed',
  epoch: 'price-changed',
  reserved_under: 'price-changed',
  insufficient: 'sold-out',
  customer_limit: 'customer-limit',
  late: 'store-failure',
  unavailable: 'store-failure',
  committed: 'already-bought',
  previous: 'already-bought',
  restored: 'ended',
  review: 'review',
  extension_limit: 'extension-limit',
  extension_order: 'extension-limit',
  // Answers to an operator: no shopper asks for these.
  not_committed: 'conflict',
  exceeds_committed: 'conflict',
  approver: 'conflict',
  held: 'conflict',
};
