import type { Severity } from '../../catalog/finding.js';
import type { ReferenceSource } from '../../catalog/reference.js';
import { isMarkdownAtLeast, markdownBps } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import { isFreeGift } from '../declared-gift.js';
import { bpsParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';
import { isStandingPrice } from '../standing-price.js';
import { sourceName } from '../source-name.js';

interface DeepMarkdownEvidence {
  readonly [key: string]: string | number;
  readonly priceMinor: number;
  readonly referenceMinor: number;
  readonly referenceSource: ReferenceSource;
  readonly markdownBps: number;
  /** Observed days the price level has stood; 0 for a price that is new tomorrow. */
  readonly stoodDays: number;
}

const parameters = {
  historyBlockBps: bpsParameter({
    default: 6000,
    en: 'Block from this markdown below the SKU’s own price history. Over 41 real incident pairs 60 % stops 39, 70 % stops 36, 90 % only 26.',
    ko: '자체 가격 이력 대비 이 할인율부터 차단합니다. 실제 사고 41건 중 60 %는 39건, 70 %는 36건, 90 %는 26건만 막습니다.',
  }),
  historyWarnBps: bpsParameter({
    default: 4000,
    en: 'Warn from this markdown below the SKU’s own price history.',
    ko: '자체 가격 이력 대비 이 할인율부터 경고합니다.',
  }),
  listBlockBps: bpsParameter({
    default: 9000,
    en: 'Block from this markdown below the list price, where there is no history. List prices are inflated: half of ordinary marketplace rows are over 50 % off and 0.8 % over 90 %.',
    ko: '이력이 없을 때 정가 대비 이 할인율부터 차단합니다. 정가는 부풀려져 있어 일반 상품의 절반이 50 % 넘게, 0.8 %가 90 % 넘게 할인 중입니다.',
  }),
  listHoldBps: bpsParameter({
    default: 8000,
    en: 'Hold from this markdown below the list price, where there is no history.',
    ko: '이력이 없을 때 정가 대비 이 할인율부터 보류합니다.',
  }),
  peerWarnBps: bpsParameter({
    default: 9700,
    en: 'Warn from this markdown below the estimate from the category, where there is neither history nor list price.',
    ko: '이력도 정가도 없을 때 카테고리 추정가 대비 이 할인율부터 경고합니다.',
  }),
};

type Values = { readonly [K in keyof typeof parameters]: number };

interface Step {
  readonly severity: Severity;
  readonly limitBps: number;
}

/** The worst step a price reaches, by where the reference comes from. */
function stepReached(
  priceMinor: number,
  referenceMinor: number,
  source: ReferenceSource,
  values: Values,
): Step | undefined {
  const reaches = (limitBps: number): boolean => isMarkdownAtLeast(priceMinor, referenceMinor, limitBps);
  switch (source) {
    case 'history-median':
    case 'history-minimum':
      if (reaches(values.historyBlockBps)) return { severity: 'block', limitBps: values.historyBlockBps };
      if (reaches(values.historyWarnBps)) return { severity: 'warn', limitBps: values.historyWarnBps };
      return undefined;
    case 'list-price':
      if (reaches(values.listBlockBps)) return { severity: 'block', limitBps: values.listBlockBps };
      if (reaches(values.listHoldBps)) return { severity: 'hold', limitBps: values.listHoldBps };
      return undefined;
    case 'peer-estimate':
      return reaches(values.peerWarnBps) ? { severity: 'warn', limitBps: values.peerWarnBps } : undefined;
  }
}

/** The markdown below the reference price is deeper than the shop ever means. */
export const deepMarkdown: OfferRule = offerRule<typeof parameters, DeepMarkdownEvidence>({
  id: 'deep-markdown',
  protects: {
    en: 'A price far below what the SKU has sold for, whatever the cause.',
    ko: '원인이 무엇이든 그 상품이 팔리던 값보다 지나치게 낮은 가격을 막습니다.',
  },
  formula: '1 - price / reference >= limit, the limit by the source of the reference',
  stops: [
    {
      merchant: 'Lotte Hi-Mart',
      when: 'n.d.',
      what: {
        en: 'unopened earphones and headphones at up to 90 % off in the mobile app; every order was cancelled',
        ko: '모바일 앱에 미개봉 이어폰·헤드폰이 최대 90 % 할인으로 올라가 모든 주문이 취소됨',
      },
    },
    {
      merchant: 'LF Mall',
      when: '2021-05-28',
      what: { en: '4,400 won for goods of about 100,000 won', ko: '10만 원대 상품이 4,400원에 등록됨' },
    },
  ],
  severities: ['block', 'hold', 'warn'],
  needs: ['reference'],
  explains: false,
  judgesPayable: true,
  ascending: [
    ['historyWarnBps', 'historyBlockBps'],
    ['listHoldBps', 'listBlockBps'],
  ],
  parameters,
  judge(offer, facts, values) {
    const reference = facts.reference;
    if (reference === undefined) return NOT_JUDGED;
    if (isFreeGift(offer)) return undefined;
    const step = stepReached(offer.priceMinor, reference.priceMinor, reference.source, values);
    if (step === undefined) return undefined;
    const depthBps = markdownBps(offer.priceMinor, reference.priceMinor);
    const hasStood = isStandingPrice(offer, facts);
    return {
      severity: hasStood ? 'warn' : step.severity,
      measured: { value: depthBps, unit: 'bps' },
      limit: { value: step.limitBps, unit: 'bps' },
      evidence: {
        priceMinor: offer.priceMinor,
        referenceMinor: reference.priceMinor,
        referenceSource: reference.source,
        markdownBps: depthBps,
        stoodDays: hasStood ? (facts.history?.standingDays ?? 0) : 0,
      },
    };
  },
  tell: {
    en(e, { say, money }) {
      const size = `${money(e.priceMinor)} is ${say.percent(e.markdownBps)} below ${sourceName(e.referenceSource, 'en')} of ${money(e.referenceMinor)}.`;
      return e.stoodDays === 0
        ? size
        : `${size} It has stood there for ${say.count(e.stoodDays)} observed days.`;
    },
    ko(e, { say, money }) {
      const size = `${withJosa(money(e.priceMinor), '은/는')} ${sourceName(e.referenceSource, 'ko')} ${money(e.referenceMinor)}보다 ${say.percent(e.markdownBps)} 낮습니다.`;
      return e.stoodDays === 0 ? size : `${size} 이 가격대로 관측된 지 ${say.count(e.stoodDays)}일째입니다.`;
    },
  },
});
