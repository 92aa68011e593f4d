import { withJosa } from '../../text/josa.js';
import { countParameter, ratioParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';

interface RobustOutlierEvidence {
  readonly [key: string]: string | number;
  readonly priceMinor: number;
  readonly medianMinor: number;
  readonly dayCount: number;
  /** Robust z-score of ln(price): how many deviations of the SKU's own price it lies away; negative is below. */
  readonly deviations: number;
  /** Price / median. */
  readonly ratio: number;
  readonly direction: 'below' | 'above';
}

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const MAD_SCALE = 1.4826;

const parameters = {
  deviations: ratioParameter({
    default: 6,
    en: 'Fires beyond this many robust deviations of ln(price) from the median, either way.',
    ko: '로그 가격이 중앙값에서 로버스트 편차의 이 배수를 넘게 벗어나면 알립니다(양방향).',
  }),
  deviationFloor: ratioParameter({
    default: 0.05,
    en: 'Smallest deviation taken: a price that never moved has none, and 1 % would already be infinitely far.',
    ko: '편차의 하한입니다. 한 번도 바뀌지 않은 가격은 편차가 0이라 1% 차이도 무한히 멀어지기 때문입니다.',
  }),
  lowRatio: ratioParameter({
    default: 0.7,
    en: 'And only below this part of the median: a steady price makes small steps look far.',
    ko: '그리고 중앙값의 이 배수보다 낮을 때에만 알립니다. 가격이 안정된 상품은 작은 변화도 멀어 보이기 때문입니다.',
  }),
  highRatio: ratioParameter({
    default: 1.43,
    en: 'Or above this multiple of the median: the mirror of 0.7.',
    ko: '또는 중앙값의 이 배수보다 높을 때에만 알립니다(0.7의 역수).',
  }),
  newsRatio: ratioParameter({
    default: 1.1,
    en: 'A price within this factor of the one before is no news: without this, one day in fifty of an ordinary history rang, with it one in a thousand.',
    ko: '직전 가격과의 차이가 이 배율 이내면 새로운 일이 아니므로 알리지 않습니다. 이 조건이 없으면 평범한 이력에서 50일에 하루, 있으면 1,000일에 하루꼴로 걸립니다.',
  }),
  dayCountMin: countParameter({
    default: 10,
    en: 'Observed days of history needed: fewer say nothing about how a price usually moves.',
    ko: '필요한 가격 이력 일수입니다. 이보다 적으면 평소 가격 변동을 알 수 없습니다.',
  }),
};

/** False for a price that hardly differs from the one before, whatever lies further back. */
function isNews(priceMinor: number, formerMinor: number | undefined, ratio: number): boolean {
  if (formerMinor === undefined || formerMinor <= 0) return true;
  return priceMinor * ratio < formerMinor || priceMinor > formerMinor * ratio;
}

/** The price lies far outside how this SKU's price usually moves. */
export const robustOutlier: OfferRule = offerRule<typeof parameters, RobustOutlierEvidence>({
  id: 'robust-outlier',
  protects: {
    en: 'A price that drifted or was mistyped, too small a step for the hard rules but far outside the SKU’s own habit.',
    ko: '강한 규칙에는 걸리지 않지만 그 상품의 평소 변동 폭을 크게 벗어난 가격(서서히 밀린 값, 오타)을 찾아냅니다.',
  },
  formula:
    'z = (ln price - median ln) / max(1.4826 x MAD ln, deviationFloor): abs(z) > deviations, price / median < lowRatio or > highRatio, and more than newsRatio away from the price before',
  stops: [],
  severities: ['hold', 'warn'],
  needs: ['history'],
  explains: false,
  ascending: [['lowRatio', 'highRatio']],
  parameters,
  judge(offer, facts, values) {
    const history = facts.history;
    // A price of 0 or less has no logarithm; absolute-floor blocks it.
    if (history === undefined || history.dayCount < values.dayCountMin || offer.priceMinor <= 0)
      return NOT_JUDGED;
    const spread = Math.max(MAD_SCALE * history.madLn, values.deviationFloor);
    const deviations = (Math.log(offer.priceMinor) - history.medianLn) / spread;
    const ratio = offer.priceMinor / history.medianMinor;
    const isFar = Math.abs(deviations) > values.deviations;
    const isLarge = ratio < values.lowRatio || ratio > values.highRatio;
    if (!isFar || !isLarge || !isNews(offer.priceMinor, facts.formerPriceMinor, values.newsRatio))
      return undefined;
    return {
      severity: facts.firedCount > 0 ? 'hold' : 'warn',
      measured: { value: deviations, unit: 'deviations' },
      limit: { value: deviations < 0 ? -values.deviations : values.deviations, unit: 'deviations' },
      evidence: {
        priceMinor: offer.priceMinor,
        medianMinor: history.medianMinor,
        dayCount: history.dayCount,
        deviations,
        ratio,
        direction: ratio < 1 ? 'below' : 'above',
      },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      `${money(e.priceMinor)} is ${say.ratio(e.ratio)} times its usual ${money(e.medianMinor)}, far ${e.direction} how this price moved over ${say.count(e.dayCount)} observed days (${say.ratio(Math.abs(e.deviations))} deviations).`,
    ko: (e, { say, money }) =>
      `${withJosa(money(e.priceMinor), '은/는')} 평소 가격 ${money(e.medianMinor)}의 ${say.ratio(e.ratio)}배로, 관측된 ${say.count(e.dayCount)}일 동안의 변동 폭을 크게 ${e.direction === 'below' ? '밑돕니다' : '웃돕니다'}(편차의 ${say.ratio(Math.abs(e.deviations))}배).`,
  },
});
