import { withJosa } from '../../text/josa.js';
import { ratioParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';
import { suspicion } from '../suspicion.js';

interface PriceJumpEvidence {
  readonly [key: string]: string | number | boolean;
  readonly priceMinor: number;
  readonly formerPriceMinor: number;
  /** Lowest price of the last 30 days and highest of the last 91: the range the price left. */
  readonly lowestMinor: number;
  readonly highestMinor: number;
  readonly score: number;
  readonly direction: 'fell' | 'rose';
  readonly isSlip: boolean;
}

const parameters = {
  holdScoreDown: ratioParameter({
    default: 0.85,
    en: 'Hold a fall from this score: about 50 % below yesterday and below everything of the last 30 days. On a real history of 104,500 SKU-days a limit of 0.5 rings on 0.07 % of them and misses next to no lost or added digit; planned markdowns ask for more room.',
    ko: '하락 폭 점수가 이 값 이상이면 보류합니다. 어제 가격과 최근 30일 가격 모두보다 약 50% 낮은 수준입니다. 실제 이력 104,500건에서 0.5로 두면 0.07%만 걸리지만, 계획된 할인에는 여유가 필요합니다.',
  }),
  warnScoreDown: ratioParameter({
    default: 0.5,
    en: 'Warn of a fall from this score: about a third below yesterday and below everything of the last 30 days.',
    ko: '하락 폭 점수가 이 값 이상이면 주의를 줍니다. 어제 가격과 최근 30일 가격 모두보다 약 3분의 1 낮은 수준입니다.',
  }),
  holdScoreUp: ratioParameter({
    default: 0.5,
    en: 'Hold a rise from this score: about half as much again as yesterday and as everything of the last 91 days. Nobody plans that for a sale.',
    ko: '상승 폭 점수가 이 값 이상이면 보류합니다. 어제 가격과 최근 91일 가격 모두보다 약 50% 높은 수준으로, 세일에서 계획하는 인상이 아닙니다.',
  }),
};

/** The price left, overnight, the range it has been sold in. */
export const priceJump: OfferRule = offerRule<typeof parameters, PriceJumpEvidence>({
  id: 'price-jump',
  protects: {
    en: 'A price nobody has seen before and that was another one yesterday: a neighbour’s price, a lost first digit, one zero too many.',
    ko: '어제까지 전혀 다른 가격이던 상품에 처음 보는 가격이 붙는 것을 막습니다. 옆 상품 가격, 앞자리 누락, 0이 하나 더 붙은 값 등입니다.',
  },
  formula:
    'score = min(distance outside [lowest of 30 days, highest of 91], jump since yesterday) + jump / 4 + ln 2 if one digit explains it, all in natural logarithms: score >= limit',
  stops: [
    {
      merchant: 'Cathay Pacific',
      when: '2018-12-31',
      what: {
        en: 'first-class fares of about USD 16,000 keyed in by hand at USD 675',
        ko: '약 16,000달러인 일등석 운임이 675달러로 입력됨',
      },
    },
  ],
  severities: ['hold', 'warn'],
  needs: ['history', 'former-price'],
  explains: false,
  ascending: [['warnScoreDown', 'holdScoreDown']],
  parameters,
  judge(offer, facts, values) {
    const { history, formerPriceMinor } = facts;
    // A price of 0 or less has no logarithm; absolute-floor blocks it.
    if (history === undefined || formerPriceMinor === undefined) return NOT_JUDGED;
    if (!(formerPriceMinor > 0) || !(offer.priceMinor > 0)) return NOT_JUDGED;
    const { score, jumpLn, isSlip } = suspicion(offer.priceMinor, formerPriceMinor, history);
    const fell = jumpLn < 0;
    const holdLimit = fell ? values.holdScoreDown : values.holdScoreUp;
    const warnLimit = fell ? values.warnScoreDown : values.holdScoreUp;
    if (score < warnLimit) return undefined;
    const isHeld = score >= holdLimit;
    return {
      severity: isHeld ? 'hold' : 'warn',
      measured: { value: score, unit: 'ratio' },
      limit: { value: isHeld ? holdLimit : warnLimit, unit: 'ratio' },
      evidence: {
        priceMinor: offer.priceMinor,
        formerPriceMinor,
        lowestMinor: history.minimum30Minor ?? history.medianMinor,
        highestMinor: history.maximumMinor,
        score,
        direction: fell ? 'fell' : 'rose',
        isSlip,
      },
    };
  },
  tell: {
    en: (e, { money }) =>
      `The price ${e.direction} at once from ${money(e.formerPriceMinor)} to ${money(e.priceMinor)}; lately it lay between ${money(e.lowestMinor)} and ${money(e.highestMinor)}.${e.isSlip ? ' One digit lost or added would explain it.' : ''}`,
    ko: (e, { money }) =>
      `가격이 ${money(e.formerPriceMinor)}에서 ${withJosa(money(e.priceMinor), '으로/로')} 한 번에 ${e.direction === 'fell' ? '떨어졌습니다' : '올랐습니다'}. 최근에는 ${money(e.lowestMinor)}~${money(e.highestMinor)} 사이였습니다.${e.isSlip ? ' 숫자 한 자리가 빠지거나 더 붙은 것으로 보입니다.' : ''}`,
  },
});
