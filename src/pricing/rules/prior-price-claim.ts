import type { Offer } from '../../catalog/offer.js';
import type { HistoryStatistics } from '../../catalog/reference.js';
import { markdownBps } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import { bpsParameter, countParameter, flagParameter, type ValuesOf } from '../parameters.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';

interface ClaimEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'claim-too-high';
  readonly priceMinor: number;
  readonly claimedBps: number;
  /** Markdown below the lowest price of the last 30 days; 0 or less when that was no higher. */
  readonly honestBps: number;
  readonly minimum30Minor: number;
}

interface NeverOfferedEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'never-offered';
  readonly priceMinor: number;
  readonly listPriceMinor: number;
  readonly maximumMinor: number;
  readonly dayCount: number;
}

type PriorPriceEvidence = ClaimEvidence | NeverOfferedEvidence;

const parameters = {
  euStrict: flagParameter({
    default: false,
    en: 'Block a claim above what the lowest price of the last 30 days allows, as EU law (Price Indication Directive, article 6a) asks; off, it is a warning.',
    ko: 'EU 가격표시지침 6a조에 따라 최근 30일 최저가 기준보다 부풀린 할인율을 차단합니다. 끄면 주의로만 알립니다.',
  }),
  formerPriceClaims: flagParameter({
    default: false,
    en: 'Also warn of a list price that was never asked, as US and UK rules on former prices ask. Off, because elsewhere the list price is often the maker’s recommendation, which no shop ever asks: it fired on 95 % of the honest rows of a Korean sale.',
    ko: '실제로 판 적이 없는 정가도 알립니다(미국·영국의 종전 가격 규정). 한국에서 정가는 대개 제조사 권장가라 정상 상품의 95 %가 걸리므로 기본값은 끔입니다.',
  }),
  toleranceBps: bpsParameter({
    default: 100,
    en: 'How far a claim may exceed the computed markdown: percentages are printed rounded.',
    ko: '표시 할인율이 계산값을 이만큼까지 넘는 것은 허용합니다. 할인율은 반올림해 표시하기 때문입니다.',
  }),
  dayCountMin: countParameter({
    default: 30,
    en: 'Observed days needed before a list price can be said never to have been asked.',
    ko: '정가로 판 적이 없다고 말하려면 필요한 가격 이력 일수입니다.',
  }),
};

type Found = Judgement<PriorPriceEvidence> | undefined;

function judgeClaim(
  offer: Offer,
  claimedBps: number,
  minimum30Minor: number,
  values: ValuesOf<typeof parameters>,
): Found {
  const honestBps = markdownBps(offer.priceMinor, minimum30Minor);
  if (claimedBps <= Math.max(0, honestBps) + values.toleranceBps) return undefined;
  return {
    severity: values.euStrict ? 'block' : 'warn',
    measured: { value: claimedBps, unit: 'bps' },
    limit: { value: Math.max(0, honestBps), unit: 'bps' },
    evidence: {
      trigger: 'claim-too-high',
      priceMinor: offer.priceMinor,
      claimedBps,
      honestBps,
      minimum30Minor,
    },
  };
}

function judgeListPrice(offer: Offer, listPriceMinor: number, history: HistoryStatistics): Found {
  // A list price at or below the price claims no saving.
  if (listPriceMinor <= offer.priceMinor || listPriceMinor <= history.maximumMinor) return undefined;
  return {
    severity: 'warn',
    measured: { value: listPriceMinor, unit: 'minor' },
    limit: { value: history.maximumMinor, unit: 'minor' },
    evidence: {
      trigger: 'never-offered',
      priceMinor: offer.priceMinor,
      listPriceMinor,
      maximumMinor: history.maximumMinor,
      dayCount: history.dayCount,
    },
  };
}

/** The markdown the page advertises was never real. */
export const priorPriceClaim: OfferRule = offerRule<typeof parameters, PriorPriceEvidence>({
  id: 'prior-price-claim',
  protects: {
    en: 'An advertised markdown from a price the goods were not sold at: an offence in the EU, the UK and the US, and a fake bargain anywhere.',
    ko: '실제로 판 적 없는 가격을 기준으로 할인율을 부풀려 표시하는 것을 막습니다. EU·영국·미국에서는 법 위반입니다.',
  },
  formula:
    'claimed markdown > (1 - price / lowest price of the last 30 days) + toleranceBps; with formerPriceClaims, list price > highest price of the last 91 days',
  stops: [],
  severities: ['block', 'warn'],
  needs: ['history', 'claimed-markdown', 'list-price'],
  explains: true,
  parameters,
  judge(offer, facts, values) {
    const history = facts.history;
    if (history === undefined) return NOT_JUDGED;
    const { claimedMarkdownBps, listPriceMinor } = offer;
    const { minimum30Minor } = history;
    const canJudgeClaim = claimedMarkdownBps !== undefined && minimum30Minor !== undefined;
    const canJudgeList =
      values.formerPriceClaims && listPriceMinor !== undefined && history.dayCount >= values.dayCountMin;
    if (!canJudgeClaim && !canJudgeList) return NOT_JUDGED;
    const claim = canJudgeClaim ? judgeClaim(offer, claimedMarkdownBps, minimum30Minor, values) : undefined;
    return claim ?? (canJudgeList ? judgeListPrice(offer, listPriceMinor, history) : undefined);
  },
  tell: {
    en: (e, { say, money }) =>
      e.trigger === 'claim-too-high'
        ? `The page advertises ${say.percent(e.claimedBps)} off, but the lowest price of the last 30 days was ${money(e.minimum30Minor)}: ${e.honestBps > 0 ? `${money(e.priceMinor)} is ${say.percent(e.honestBps)} below it` : `${money(e.priceMinor)} is no saving at all`}.`
        : `The list price of ${money(e.listPriceMinor)} was never asked in ${say.count(e.dayCount)} observed days; the highest price was ${money(e.maximumMinor)}.`,
    ko: (e, { say, money }) =>
      e.trigger === 'claim-too-high'
        ? `표시 할인율은 ${say.percent(e.claimedBps)}인데 최근 30일 최저가가 ${money(e.minimum30Minor)}이어서 ${e.honestBps > 0 ? `실제 할인율은 ${say.percent(e.honestBps)}입니다(판매가 ${money(e.priceMinor)})` : `판매가 ${withJosa(money(e.priceMinor), '은/는')} 할인이라고 할 수 없습니다`}.`
        : `관측된 ${say.count(e.dayCount)}일 동안 정가 ${withJosa(money(e.listPriceMinor), '으로/로')} 판 적이 없습니다. 가장 높았던 가격은 ${money(e.maximumMinor)}입니다.`,
  },
});
