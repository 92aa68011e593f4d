import type { Offer } from '../../catalog/offer.js';
import type { Reference } from '../../catalog/reference.js';
import type { ReadProblem } from '../../catalog/row.js';
import { compareProducts } from '../../money/basis-points.js';
import { currencyExponent } from '../../money/currency.js';
import { printAmount } from '../../money/decimal-text.js';
import { judgeCurrencyChange } from '../currency-change.js';
import { currencySentence, type CurrencyEvidence } from '../currency-sentences.js';
import { foreignRates, type ForeignRate } from '../exchange.js';
import type { ExchangeRates, Facts } from '../facts.js';
import { ownReference } from '../own-reference.js';
import { bpsParameter, countParameter, ratioParameter, type ValuesOf } from '../parameters.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';

const parameters = {
  toleranceBps: bpsParameter({
    default: 200,
    en: 'How far from a hundred or a thousand times the reference the price may be. 2 % is room for an ordinary change of price at the same time.',
    ko: '기준가의 100배·1000배(또는 그 분의 1)에서 벗어나도 되는 폭입니다. 2%면 그사이의 일반적인 가격 변동까지 감안됩니다.',
  }),
  rateTolerance: ratioParameter({
    default: 0.05,
    en: 'How far from the converted reference the price may be, as a difference of natural logarithms. 0.05 is about 5 %: shops convert at a rate of their own.',
    ko: '환산한 기준가에서 벗어나도 되는 폭(자연로그 차이)입니다. 0.05는 약 5%로, 쇼핑몰마다 적용 환율이 다른 점을 감안한 값입니다.',
  }),
  alikeRatio: ratioParameter({
    default: 1.25,
    en: 'Currencies worth between 1/this and this of each other are not told apart: an ordinary change of price looks the same.',
    ko: '서로의 가치가 이 배수 이내인 통화끼리는 구분하지 않습니다. 일반적인 가격 변동과 구별되지 않기 때문입니다.',
  }),
  ratesAgeHoursMax: countParameter({
    default: 24,
    en: 'With exchange rates further than this many hours from the instant of the audit, the finding holds instead of blocking.',
    ko: '환율 시점이 점검 시점과 이 시간보다 더 떨어져 있으면 차단 대신 보류합니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;

/**
 * The exponents of ISO 4217 in use are 0, 2 and 3: a mix-up moves the price by two or three places (by one: digit-shift).
 * `factor` undoes the move.
 */
const SHIFTS: readonly { readonly places: number; readonly factor: number }[] = [
  { places: 2, factor: 100 },
  { places: -2, factor: 0.01 },
  { places: 3, factor: 1000 },
  { places: -3, factor: 0.001 },
];
/** More than doubles can be wrong by in a quotient near 1. */
const SLACK = 1e-9;
const WHOLE_BPS = 10_000;
const HOUR_MS = 3_600_000;

/** The amount was written for another currency: other decimals, another country's money, another code than before. */
export const currencyExponentRule: OfferRule = offerRule<typeof parameters, CurrencyEvidence>({
  id: 'currency-exponent',
  protects: {
    en: 'An amount with the decimals of another currency, one that is money of another country, or a currency that changed overnight.',
    ko: '다른 통화의 소수 자릿수로 적힌 금액, 다른 나라 통화로 적힌 금액, 하룻밤 사이에 통화가 바뀐 가격을 막습니다.',
  },
  formula:
    'more fraction digits than the currency has; price / reference within 2 % of 10^±2 or 10^±3; |ln(price / (reference x rate))| < 0.05 for another currency; the SKU and price list known in other currencies only: the same number (block), a number the rate explains (warn), any other (hold)',
  stops: [
    {
      merchant: 'United Airlines',
      when: '2015-02-11',
      what: {
        en: 'fares of thousands of dollars for about USD 100 through a wrong rate of the Danish krone',
        ko: '덴마크 크로네 환율 오류로 수천 달러 항공권이 약 100달러에 판매됨',
      },
    },
  ],
  severities: ['block', 'hold', 'warn'],
  needs: ['reference'],
  explains: true,
  parameters,
  judge(offer, facts, values) {
    // The currency itself comes first: whatever the number is compared with is in the wrong currency, too.
    const change = judgeCurrencyChange(offer, facts, values);
    if (change !== undefined) return change;
    const reference = ownReference(facts);
    // No logarithm without a price above 0; absolute-floor answers for such a row.
    if (reference === undefined || !(offer.priceMinor > 0)) return NOT_JUDGED;
    const judgement = judgeDecimals(offer, reference, values);
    if (judgement !== undefined || facts.rates === undefined) return judgement;
    return judgeRates(offer, reference, facts.rates, facts, values);
  },
  judgeProblem(problem) {
    return problem.kind === 'fraction-digits' ? judgeFraction(problem) : undefined;
  },
  tell: { en: currencySentence, ko: currencySentence },
});

type CurrencyJudgement = Judgement<CurrencyEvidence>;

function judgeFraction(problem: ReadProblem): CurrencyJudgement {
  const column = problem.column ?? '';
  const field = problem.field ?? '';
  const digits = /[.,]([0-9]+)$/.exec(problem.text)?.[1] ?? '';
  return {
    severity: 'block',
    measured: { value: digits.length, unit: 'fraction-digits' },
    limit: { value: 'what the currency has', unit: 'text' },
    evidence: { kind: 'fraction-digits', column, field, text: problem.text, fractionDigits: digits.length },
  };
}

function judgeDecimals(offer: Offer, reference: Reference, values: Values): CurrencyJudgement | undefined {
  const ratio = offer.priceMinor / reference.priceMinor;
  for (const { places, factor } of SHIFTS) {
    // Doubles turn away what is clearly elsewhere, almost every row; the exact comparison decides the rest.
    if (Math.abs(ratio * factor - 1) > values.toleranceBps / WHOLE_BPS + SLACK) continue;
    if (!isShifted(offer.priceMinor, reference.priceMinor, places, values.toleranceBps)) continue;
    return {
      severity: 'block',
      measured: { value: ratio, unit: 'ratio' },
      limit: { value: 10 ** -places, unit: 'ratio' },
      evidence: {
        kind: 'decimals',
        priceMinor: offer.priceMinor,
        referenceMinor: reference.priceMinor,
        referenceSource: reference.source,
        places,
      },
    };
  }
  return undefined;
}

/** True when the price, moved up by `places` digits, is the reference but for the tolerance: decided exactly. */
function isShifted(
  priceMinor: number,
  referenceMinor: number,
  places: number,
  toleranceBps: number,
): boolean {
  const price = WHOLE_BPS * (places > 0 ? 10 ** places : 1);
  const reference = places > 0 ? 1 : 10 ** -places;
  return (
    compareProducts(priceMinor, price, referenceMinor, reference * (WHOLE_BPS - toleranceBps)) >= 0 &&
    compareProducts(priceMinor, price, referenceMinor, reference * (WHOLE_BPS + toleranceBps)) <= 0
  );
}

function judgeRates(
  offer: Offer,
  reference: Reference,
  rates: ExchangeRates,
  facts: Facts,
  values: Values,
): CurrencyJudgement | undefined {
  const ln = Math.log(offer.priceMinor / reference.priceMinor);
  const match = nearestRate(ln, foreignRates(rates, offer.currency), values);
  if (match === undefined) return undefined;
  // An exchange rate from another day, before or after, says too little to block on.
  const ratesAgeHours = (facts.now - rates.asOf) / HOUR_MS;
  const areFresh = Math.abs(ratesAgeHours) <= values.ratesAgeHoursMax;
  return {
    severity: areFresh ? 'block' : 'hold',
    measured: { value: offer.priceMinor / reference.priceMinor, unit: 'ratio' },
    limit: { value: match.rate, unit: 'ratio' },
    evidence: {
      kind: 'other-currency',
      priceMinor: offer.priceMinor,
      referenceMinor: reference.priceMinor,
      referenceSource: reference.source,
      otherCurrency: match.currency,
      typedAmount: printAmount(offer.priceMinor, currencyExponent(offer.currency)),
      ratesAgeHours: Math.round(ratesAgeHours),
      areRatesFresh: areFresh,
    },
  };
}

/** The currency whose rate comes nearest; the first by code of two alike, so that no order of a file decides. */
function nearestRate(ln: number, foreign: readonly ForeignRate[], values: Values): ForeignRate | undefined {
  const alikeMax = Math.max(values.alikeRatio, 1 / values.alikeRatio);
  let nearest: ForeignRate | undefined;
  let distance = values.rateTolerance;
  for (const rate of foreign) {
    const away = Math.abs(ln - rate.ln);
    const areAlike = rate.rate >= 1 / alikeMax && rate.rate <= alikeMax;
    if (away >= distance || areAlike) continue;
    nearest = rate;
    distance = away;
  }
  return nearest;
}
