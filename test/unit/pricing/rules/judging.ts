import { makeOffer, type OfferInit } from '../../../../src/catalog/offer.js';
import type { HistoryStatistics, Reference, ReferenceSource } from '../../../../src/catalog/reference.js';
import type { Facts } from '../../../../src/pricing/facts.js';
import type { ParameterValue } from '../../../../src/pricing/parameters.js';
import { NOT_JUDGED, type Judgement, type OfferRule, type RuleAnswer } from '../../../../src/pricing/rule.js';
import { makeFacts } from '../../../../src/testing/facts.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';

/** An offer in won unless it says otherwise. */
export type Row = Partial<OfferInit> & { readonly priceMinor: number };

export interface Case {
  readonly row: Row;
  readonly facts?: Partial<Facts>;
  readonly values?: Readonly<Record<string, ParameterValue>>;
}

/** What a rule answers with its default parameters, changed where the case says so. */
export function answer(rule: OfferRule, { row, facts, values }: Case): RuleAnswer {
  const defaults = Object.entries(rule.parameters).map(([name, one]) => [name, one.default] as const);
  const offer = makeOffer({ sku: 'EP-100', currency: 'KRW', ...row });
  return rule.judge(offer, makeFacts(facts), { ...Object.fromEntries(defaults), ...values });
}

/** The answer in one word: a severity, `pass` or `not-judged`. */
export function outcome(rule: OfferRule, one: Case): string {
  const given = answer(rule, one);
  return given === undefined ? 'pass' : given === NOT_JUDGED ? NOT_JUDGED : given.severity;
}

/** The finding of a case that must have one. */
export function finding(rule: OfferRule, one: Case): Judgement {
  const given = answer(rule, one);
  if (given === undefined || given === NOT_JUDGED)
    throw new Error(`${rule.id} gave no finding: ${String(given)}`);
  return given;
}

/** The diagnosis a merchandiser reads. */
export function sentence(rule: OfferRule, lang: Lang, one: Case): string {
  const { evidence, severity } = finding(rule, one);
  return rule.tell[lang](evidence, tellingIn(lang, one.row.currency ?? 'KRW', severity));
}

export function reference(priceMinor: number, source: ReferenceSource = 'history-median'): Reference {
  return { source, priceMinor, ageDays: undefined, sampleCount: undefined };
}

/** A steady history at one price. */
export function history(
  medianMinor: number,
  minimum30Minor: number | undefined = medianMinor,
): HistoryStatistics {
  return {
    medianMinor,
    minimum30Minor,
    maximumMinor: medianMinor,
    madLn: 0,
    medianLn: Math.log(medianMinor),
    dayCount: 60,
    lastMinor: medianMinor,
    lastOn: 20_665,
    standingDays: 1,
    quarantinedDays: 0,
    contaminatedDays: 0,
  };
}
