import { makeOffer, type OfferInit } from '../../../../src/catalog/offer.js';
import type { Facts } from '../../../../src/pricing/facts.js';
import type { ParameterValue } from '../../../../src/pricing/parameters.js';
import type { BatchContext, BatchJudgement, BatchRule, BatchTotals } from '../../../../src/pricing/rule.js';
import { makeFacts, TEST_NOW } from '../../../../src/testing/facts.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';

/** A row of a batch, in won unless it says otherwise; lines are counted from 2, below the header. */
export type WatchedRow = Partial<OfferInit> & {
  readonly priceMinor: number;
  readonly formerMinor?: number;
  readonly facts?: Partial<Facts>;
  readonly file?: string;
  readonly line?: number;
};

export interface Batch {
  readonly rows: readonly WatchedRow[];
  readonly context?: Partial<BatchContext>;
  readonly totals?: Partial<BatchTotals>;
  readonly values?: Readonly<Record<string, ParameterValue>>;
}

/** What a batch rule answers with its default parameters, changed where the batch says so. */
export function watch(
  rule: BatchRule,
  batch: Batch,
): { readonly judgements: readonly BatchJudgement[]; readonly notJudgedCount: number } {
  const defaults = Object.entries(rule.parameters).map(([name, one]) => [name, one.default] as const);
  const context = { now: TEST_NOW, previousRowCount: undefined, historyEndsOn: undefined, seed: 7 };
  const open = rule.open(
    { ...context, ...batch.context },
    { ...Object.fromEntries(defaults), ...batch.values },
  );
  batch.rows.forEach((row, at) => {
    const { formerMinor, facts: known, file, line, ...offer } = row;
    const facts: Partial<Facts> = { formerPriceMinor: formerMinor, ...known };
    open.see({
      offer: makeOffer({ sku: `EP-${at}`, currency: 'KRW', ...offer }),
      facts: makeFacts(facts),
      file: file ?? 'sale.csv',
      line: line ?? at + 2,
    });
  });
  return open.close({ rowCount: batch.rows.length, emptyPriceCount: 0, ...batch.totals });
}

/** The one finding of a batch that must have exactly one. */
export function only(rule: BatchRule, batch: Batch): BatchJudgement {
  const { judgements } = watch(rule, batch);
  const [first] = judgements;
  if (first === undefined || judgements.length > 1) {
    throw new Error(`${rule.id} gave ${judgements.length} findings: ${JSON.stringify(judgements)}`);
  }
  return first;
}

/** The diagnosis a merchandiser reads. */
export function told(rule: BatchRule, lang: Lang, judgement: BatchJudgement): string {
  return rule.tell[lang](
    judgement.evidence,
    tellingIn(lang, judgement.about?.currency ?? 'KRW', judgement.severity),
  );
}
