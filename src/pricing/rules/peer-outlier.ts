import type { Offer } from '../../catalog/offer.js';
import type { InEveryLang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import type { Facts, PeerFeature, Peers } from '../facts.js';
import { countParameter, ratioParameter, type ValuesOf } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';

interface PeerOutlierEvidence {
  readonly [key: string]: string | number;
  readonly priceMinor: number;
  readonly feature: PeerFeature;
  readonly direction: 'low' | 'high';
  /** Category the peers come from; empty is the whole catalogue. */
  readonly category: string;
  readonly peerCount: number;
  readonly deviations: number;
  /** The offer's own feature: the price in minor units, or a ratio. */
  readonly value: number;
  /** Geometric mean of the peers. */
  readonly peerMean: number;
}

const parameters = {
  deviations: ratioParameter({
    default: 3.5,
    en: 'Warn beyond this many deviations of ln(feature) from the peers, either way. On a real catalogue of 1,171 headphones 3.5 warned of none, 3 of two.',
    ko: '비교 상품의 로그값 평균에서 편차의 이 배수를 넘게 벗어나면 주의로 알립니다(양방향). 실제 헤드폰 카탈로그 1,171개에서 3.5는 0개, 3은 2개를 알렸습니다.',
  }),
  deviationFloor: ratioParameter({
    default: 0.2,
    en: 'Smallest deviation taken, in ln units (0.2 is about 22 %): peers with nearly one price make every other look odd.',
    ko: '로그 단위 편차의 하한입니다(0.2는 약 22%). 가격이 거의 같은 카테고리에서는 조금만 달라도 이상해 보이기 때문입니다.',
  }),
  peerCountMin: countParameter({
    default: 10,
    en: 'Peers needed; with fewer in a category its parent is asked, up to the whole catalogue.',
    ko: '필요한 비교 상품 수입니다. 카테고리에 부족하면 상위 카테고리, 마지막에는 전체 카탈로그와 비교합니다.',
  }),
  historyDayCount: countParameter({
    default: 10,
    en: 'An offer with this many observed days of its own history is left to the rules that use it, which know better.',
    ko: '자체 가격 이력이 이 일수 이상이면 비교하지 않습니다. 자기 이력을 쓰는 규칙이 더 정확합니다.',
  }),
};

/** Ratios first: they say more about one offer than a price among cheap and dear goods. */
const FEATURES: readonly PeerFeature[] = ['price-to-list', 'price-to-cost', 'price'];

interface Found {
  readonly feature: PeerFeature;
  readonly value: number;
  readonly deviations: number;
  readonly category: string;
  readonly peerCount: number;
  readonly peerMean: number;
}

function compare(
  offer: Offer,
  peers: Peers,
  feature: PeerFeature,
  values: ValuesOf<typeof parameters>,
): Found | undefined {
  const value = featureOf(offer, feature);
  const statistics = value === undefined ? undefined : peers.of(offer, feature, values.peerCountMin);
  if (value === undefined || statistics === undefined) return undefined;
  const spread = Math.max(statistics.deviationLn, values.deviationFloor);
  return {
    feature,
    value,
    deviations: (Math.log(value) - statistics.meanLn) / spread,
    category: statistics.category,
    peerCount: statistics.count,
    peerMean: Math.exp(statistics.meanLn),
  };
}

function featureOf(offer: Offer, feature: PeerFeature): number | undefined {
  if (feature === 'price') return offer.priceMinor;
  const base = feature === 'price-to-list' ? offer.listPriceMinor : offer.costMinor;
  return base === undefined || base <= 0 ? undefined : offer.priceMinor / base;
}

const FEATURE_NAMES: Readonly<Record<PeerFeature, InEveryLang<string>>> = {
  price: { en: 'its price', ko: '가격' },
  'price-to-list': { en: 'its price against the list price', ko: '정가 대비 판매가 비율' },
  'price-to-cost': { en: 'its price against the cost', ko: '원가 대비 판매가 비율' },
};

/** Without enough history of its own to be judged by it. */
function isNew(facts: Facts, dayCount: number): boolean {
  return facts.history === undefined || facts.history.dayCount < dayCount;
}

/** Among its peers the offer stands out. For offers without a history of their own. */
export const peerOutlier: OfferRule = offerRule<typeof parameters, PeerOutlierEvidence>({
  id: 'peer-outlier',
  protects: {
    en: 'A new SKU mispriced on its first day, when only similar goods can tell.',
    ko: '이력이 없는 신상품의 첫날 가격 오류를 비슷한 상품과 비교해 찾아냅니다.',
  },
  formula:
    'z = (ln feature - mean ln of peers) / max(deviation of peers, deviationFloor), the offer itself left out: abs(z) > deviations, for price / list price, price / cost and price; only without own history',
  stops: [],
  severities: ['warn'],
  needs: ['peers'],
  explains: false,
  parameters,
  usesPeers: (_offer, facts, values) => isNew(facts, values.historyDayCount),
  judge(offer, facts, values) {
    if (!isNew(facts, values.historyDayCount)) return undefined;
    const peers = facts.peers;
    // A price of 0 or less has no logarithm; absolute-floor blocks it.
    if (peers === undefined || offer.priceMinor <= 0) return NOT_JUDGED;
    let worst: Found | undefined;
    for (const feature of FEATURES) {
      const found = compare(offer, peers, feature, values);
      if (found === undefined) continue;
      if (worst === undefined || Math.abs(found.deviations) > Math.abs(worst.deviations)) worst = found;
    }
    if (worst === undefined) return NOT_JUDGED;
    if (Math.abs(worst.deviations) <= values.deviations) return undefined;
    const { feature, category, peerCount, deviations, value, peerMean } = worst;
    return {
      severity: 'warn',
      measured: { value: deviations, unit: 'deviations' },
      limit: { value: deviations < 0 ? -values.deviations : values.deviations, unit: 'deviations' },
      evidence: {
        priceMinor: offer.priceMinor,
        feature,
        direction: deviations < 0 ? 'low' : 'high',
        category,
        peerCount,
        deviations,
        value,
        peerMean,
      },
    };
  },
  tell: {
    en(e, { say, money }) {
      const where = e.category === '' ? 'the whole catalogue' : e.category;
      const shown = (value: number): string =>
        e.feature === 'price' ? money(Math.round(value)) : say.ratio(value);
      return `A new offer, and ${FEATURE_NAMES[e.feature].en} is unusually ${e.direction} for ${where}: ${shown(e.value)}, where ${say.count(e.peerCount)} peers lie around ${shown(e.peerMean)} (${say.ratio(Math.abs(e.deviations))} deviations).`;
    },
    ko(e, { say, money }) {
      const where = e.category === '' ? '전체 카탈로그' : e.category;
      const shown = (value: number): string =>
        e.feature === 'price' ? money(Math.round(value)) : say.ratio(value);
      return `가격 이력이 없는 상품인데 ${withJosa(FEATURE_NAMES[e.feature].ko, '이/가')} ${where} 상품들보다 유난히 ${e.direction === 'low' ? '낮습니다' : '높습니다'}. ${withJosa(shown(e.value), '은/는')} 비교 상품 ${say.count(e.peerCount)}개의 평균 ${shown(e.peerMean)}에서 편차의 ${say.ratio(Math.abs(e.deviations))}배만큼 떨어져 있습니다.`;
    },
  },
});
