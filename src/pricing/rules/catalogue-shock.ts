import type { CurrencyCode } from '../../money/currency.js';
import { compareProducts } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import { PriceCrowds, type PriceCrowd } from '../batch/price-crowds.js';
import { bpsParameter, countParameter, type ValuesOf } from '../parameters.js';
import {
  batchRule,
  type BatchJudgement,
  type BatchRow,
  type BatchRule,
  type BatchTotals,
  type BatchWatch,
} from '../rule.js';

interface ShareEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'share-changed';
  readonly changedCount: number;
  readonly downCount: number;
  readonly upCount: number;
  /** Rows whose former price is known. */
  readonly comparedCount: number;
  readonly shareBps: number;
  readonly changeBps: number;
}

interface CrowdEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'one-price';
  readonly priceMinor: number;
  readonly currency: CurrencyCode;
  readonly skuCount: number;
  readonly rowCount: number;
}

type ShockEvidence = ShareEvidence | CrowdEvidence;

const parameters = {
  changeBps: bpsParameter({
    default: 3000,
    en: 'A price counts as changed when it moved by more than this, up or down, since its former price.',
    ko: '변경 전 가격보다 이 비율을 넘게 오르거나 내린 가격을 ‘크게 바뀐 가격’으로 셉니다.',
  }),
  shareBps: bpsParameter({
    default: 200,
    en: 'Hold the batch when more than this share of the prices changed. Ordinary days change far fewer; the incidents changed nearly all.',
    ko: '크게 바뀐 가격이 이 비율을 넘으면 배치를 보류합니다. 평소에는 훨씬 적게 바뀌고, 사고 때는 거의 전부 바뀌었습니다.',
  }),
  changedCountMin: countParameter({
    default: 20,
    en: 'Fewer changed prices than this never hold a batch: in a small shop two prices are 2 % already.',
    ko: '크게 바뀐 가격이 이보다 적으면 배치를 보류하지 않습니다. 작은 매장에서는 두 개만 바뀌어도 2%가 되기 때문입니다.',
  }),
  crowdCount: countParameter({
    default: 20,
    en: 'Hold the batch when more SKUs than this moved to one exact price.',
    ko: '이보다 많은 SKU가 똑같은 한 가격으로 바뀌면 배치를 보류합니다.',
  }),
  crowdShareBps: bpsParameter({
    default: 100,
    en: 'Only when those SKUs are also more than this share of all rows.',
    ko: '그 SKU가 전체 행에서 차지하는 비율도 이보다 클 때에만 보류합니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;

/** Counts rows and moves; what it keeps grows only with the prices that moved. */
class ShockWatch implements BatchWatch<ShockEvidence> {
  readonly #values: Values;
  readonly #crowds: PriceCrowds;
  #rowCount = 0;
  #comparedCount = 0;
  #downCount = 0;
  #upCount = 0;

  constructor(seed: number, values: Values) {
    this.#values = values;
    this.#crowds = new PriceCrowds({ seed });
  }

  see({ offer, facts }: BatchRow): void {
    this.#rowCount += 1;
    const former = facts.formerPriceMinor;
    // A former price of 0 gives no ratio; absolute-floor speaks about such prices.
    if (former === undefined || former <= 0) return;
    this.#comparedCount += 1;
    if (offer.priceMinor === former) return;
    this.#crowds.see(offer);
    const { changeBps } = this.#values;
    if (compareProducts(offer.priceMinor, 10_000, former, 10_000 - changeBps) < 0) this.#downCount += 1;
    else if (compareProducts(offer.priceMinor, 10_000, former, 10_000 + changeBps) > 0) this.#upCount += 1;
  }

  close(_totals: BatchTotals): { judgements: BatchJudgement<ShockEvidence>[]; notJudgedCount: number } {
    const share = this.#shareJudgement();
    const { crowdCount, crowdShareBps } = this.#values;
    const crowds = this.#crowds
      .above(crowdCount)
      .filter((crowd) => crowd.skuCount * 10_000 > this.#rowCount * crowdShareBps)
      .map((crowd) => this.#crowdJudgement(crowd));
    return {
      judgements: share === undefined ? crowds : [share, ...crowds],
      notJudgedCount: this.#rowCount - this.#comparedCount,
    };
  }

  #shareJudgement(): BatchJudgement<ShockEvidence> | undefined {
    const { changeBps, shareBps, changedCountMin } = this.#values;
    const comparedCount = this.#comparedCount;
    const changedCount = this.#downCount + this.#upCount;
    if (changedCount < changedCountMin || changedCount * 10_000 <= comparedCount * shareBps) return undefined;
    const measuredBps = Math.floor((changedCount * 10_000) / comparedCount);
    return {
      severity: 'hold',
      measured: { value: measuredBps, unit: 'bps' },
      limit: { value: shareBps, unit: 'bps' },
      about: undefined,
      evidence: {
        trigger: 'share-changed',
        changedCount,
        downCount: this.#downCount,
        upCount: this.#upCount,
        comparedCount,
        shareBps: measuredBps,
        changeBps,
      },
    };
  }

  #crowdJudgement(crowd: PriceCrowd): BatchJudgement<ShockEvidence> {
    return {
      severity: 'hold',
      measured: { value: crowd.skuCount, unit: 'rows' },
      limit: { value: this.#values.crowdCount, unit: 'rows' },
      about: undefined,
      evidence: { trigger: 'one-price', ...crowd, rowCount: this.#rowCount },
    };
  }
}

/** A whole catalogue moved at once: an engine, not a person, set these prices. */
export const catalogueShock: BatchRule = batchRule<typeof parameters, ShockEvidence>({
  id: 'catalogue-shock',
  protects: {
    en: 'One wrong setting that moves many prices at once, each of which may look like an ordinary markdown.',
    ko: '설정 하나의 잘못으로 많은 가격이 한꺼번에 바뀌는 사고를 막습니다. 하나씩 보면 평범한 할인처럼 보일 수 있습니다.',
  },
  formula:
    'share of prices with abs(price / former - 1) > changeBps above shareBps and at least changedCountMin; or one exact price that more than crowdCount SKUs and crowdShareBps of all rows moved to',
  stops: [
    {
      merchant: '6pm.com',
      when: '2010-05-21',
      what: {
        en: 'a pricing engine capped every item at 49.95 dollars; 1.6 million dollars lost in six hours',
        ko: '가격 엔진이 모든 상품을 49.95달러로 묶어 6시간 만에 160만 달러 손실',
      },
    },
    {
      merchant: 'Screwfix',
      when: '2014-01-23',
      what: { en: 'every price became 34.99 pounds', ko: '모든 상품 가격이 34.99파운드로 바뀜' },
    },
    {
      merchant: 'Amazon',
      when: '2019-07',
      what: {
        en: 'cameras of 550 to 13,000 dollars all at 94.48 on Prime Day',
        ko: '프라임데이에 550~13,000달러짜리 카메라들이 모두 94.48달러로 판매됨',
      },
    },
    {
      merchant: 'Walmart.com',
      when: '2013-11-06',
      what: {
        en: 'monitors and projectors of 600 dollars at about 9 across the site',
        ko: '600달러대 모니터·프로젝터 등이 사이트 전체에서 9달러 안팎으로 표시됨',
      },
    },
    {
      merchant: 'Debenhams',
      when: '2013',
      what: { en: 'hundreds of items at 99 % off', ko: '수백 개 상품이 99% 할인으로 노출됨' },
    },
  ],
  severities: ['hold'],
  needs: ['former-price'],
  explains: true,
  parameters,
  open: (context, values) => new ShockWatch(context.seed, values),
  tell: {
    en: (e, { say }) =>
      e.trigger === 'one-price'
        ? `${say.count(e.skuCount)} SKUs moved to the one price of ${say.money(e.priceMinor, e.currency)}, from other prices: did one setting overwrite them?`
        : `${say.count(e.changedCount)} of ${say.count(e.comparedCount)} prices (${say.percent(e.shareBps)}) moved by more than ${say.percent(e.changeBps)}, ${say.count(e.downCount)} down and ${say.count(e.upCount)} up: if this is no planned campaign, hold the whole batch.`,
    ko: (e, { say }) =>
      e.trigger === 'one-price'
        ? `가격이 서로 달랐던 SKU ${say.count(e.skuCount)}개가 모두 ${withJosa(say.money(e.priceMinor, e.currency), '으로/로')} 바뀌었습니다. 설정 하나가 가격을 덮어쓴 것은 아닌지 확인하세요.`
        : `가격 ${say.count(e.comparedCount)}개 중 ${say.count(e.changedCount)}개(${say.percent(e.shareBps)})가 ${say.percent(e.changeBps)} 넘게 바뀌었습니다(인하 ${say.count(e.downCount)}개, 인상 ${say.count(e.upCount)}개). 계획된 행사가 아니라면 배치 전체를 보류하세요.`,
  },
});
