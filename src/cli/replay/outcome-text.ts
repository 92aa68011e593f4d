import type { ReplayOutcome } from '../../control/replay-outcome.js';
import type { CurrencyCode } from '../../money/currency.js';
import { tellOrderFinding } from '../../pricing/order/tell-order-finding.js';
import type { Refusal } from '../../stock/verdict.js';
import type { Lang } from '../../text/lang.js';
import { replayWords } from '../../text/replay-words.js';
import { sayIn } from '../../text/say.js';
import { watchWords } from '../../text/watch-words.js';
import { scopeText } from '../sale/alarm-text.js';

/** What words need to know besides what happened. */
export interface TellingFor {
  readonly lang: Lang;
  /** Of the loss budget. */
  readonly currency: CurrencyCode;
}

/** A cause as people read it: a rule by its id, a reason in words. */
export function causeText(cause: string, lang: Lang): string {
  return replayWords(lang).reasons.get(cause) ?? cause;
}

/** Why an order was held or refused, by one of its causes; an empty text where there is no more to say than the cause. */
export function evidenceText(outcome: ReplayOutcome, cause: string | undefined, to: TellingFor): string {
  const finding =
    outcome.findings.find(({ ruleId }) => ruleId === cause) ??
    (cause === undefined ? outcome.findings[0] : undefined);
  if (finding !== undefined) return tellOrderFinding(finding, to.lang);
  if (outcome.problem !== undefined) return outcome.problem;
  return outcome.refusal === undefined ? '' : refusalText(outcome.refusal, to);
}

function refusalText(refusal: Refusal, { lang, currency }: TellingFor): string {
  const words = replayWords(lang);
  const say = sayIn(lang);
  switch (refusal.reason) {
    case 'insufficient':
      return refusal.shortages
        .map(({ stockKey, requested, available }) =>
          words.shortage({ stockKey, asked: say.count(requested), left: say.count(available) }),
        )
        .join('; ');
    case 'customer_limit':
      return refusal.limits
        .map(({ stockKey, limit, used }) =>
          words.limit({ stockKey, limit: say.count(limit), used: say.count(used) }),
        )
        .join('; ');
    case 'loss_budget':
      return words.budgetLeft(say.money(refusal.remainingMinor, currency));
    case 'mode':
      return words.heldScope(scopeText(refusal.scope, lang), watchWords(lang).modes[refusal.mode]);
    case 'unknown_sku':
      return refusal.stockKeys.join(', ');
    default:
      return refusal.reason;
  }
}
