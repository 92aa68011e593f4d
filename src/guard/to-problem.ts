import type { Refusal } from '../stock/verdict.js';
import type { Lang } from '../text/lang.js';
import type { ProblemName } from './problem-names.js';
import { makeProblem, type ProblemAnswer } from './problem.js';
import type { AdmitVerdict, RejectReason } from './verdict.js';

/** One of the answers of `admit`. */
type Admit<K extends AdmitVerdict['kind']> = Extract<AdmitVerdict, { readonly kind: K }>;

/** `loss_budget` has no name of its own: what a sale may give away is nobody's business outside. */
const NAMES: Readonly<Record<RejectReason, ProblemName>> = {
  invalid_order: 'invalid-order',
  price: 'price-not-confirmed',
  sale_closed: 'sale-closed',
  sold_out: 'sold-out',
  customer_limit: 'customer-limit',
  loss_budget: 'sale-closed',
  conflict: 'conflict',
  ended: 'ended',
  store_failure: 'store-failure',
  set_up: 'set-up',
};

/**
 * The HTTP answer to an order that does not go on, as a problem of RFC 9457 in the shopper's language: nothing of the operator's
 * evidence is in it. Only an order that goes on (`admitted`, `shadowed`) has none, so a page may take every other answer for a no.
 *
 * `review` and `unknown` are no 2xx either: a page that looks at nothing but the status must not go on to the payment.
 *
 * @returns undefined when the order goes on.
 *
 * @example
 * ```ts
 * const problem = toProblem(await guard.admit(order), preferredLang(request.headers['accept-language']));
 * if (problem !== undefined) response.status(problem.status).set(problem.headers).json(problem.body);
 * ```
 */
export function toProblem(
  verdict: Exclude<AdmitVerdict, { readonly kind: 'admitted' | 'shadowed' }>,
  lang?: Lang,
): ProblemAnswer;
export function toProblem(verdict: AdmitVerdict, lang?: Lang): ProblemAnswer | undefined;
export function toProblem(verdict: AdmitVerdict, lang: Lang = 'en'): ProblemAnswer | undefined {
  switch (verdict.kind) {
    case 'admitted':
    case 'shadowed':
      return undefined;
    case 'rejected':
      return rejected(verdict, lang);
    case 'review':
      return reviewed(verdict, lang);
    case 'unknown':
      return makeProblem('unknown', lang, { id: verdict.id, detail: verdict.message[lang] });
  }
  // What is no verdict of this release is no yes.
  return makeProblem('unknown', lang);
}

function rejected(verdict: Admit<'rejected'>, lang: Lang): ProblemAnswer {
  const { reason, transient } = verdict;
  return makeProblem(NAMES[reason], lang, {
    // Empty where the order has none that could be read.
    ...(verdict.id === '' ? {} : { id: verdict.id }),
    detail: verdict.message[lang],
    transient,
    ...nextChance(verdict.refusal),
  });
}

function reviewed(verdict: Admit<'review'>, lang: Lang): ProblemAnswer {
  const { id, message, reserved, expiresAt } = verdict;
  return makeProblem('review', lang, {
    id,
    detail: message[lang],
    transient: true,
    reserved,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
}

/** Only where the order could be served if those who hold the units let them go. */
function nextChance(refusal: Refusal | undefined): { readonly nextChanceAt?: number } {
  if (refusal?.reason !== 'insufficient' || refusal.nextChanceAt === undefined) return {};
  const isReserved = refusal.shortages.every(
    ({ requested, available, reserved }) => available + reserved >= requested,
  );
  return isReserved ? { nextChanceAt: refusal.nextChanceAt } : {};
}
