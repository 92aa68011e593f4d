import { compareProducts } from '../../../money/basis-points.js';
import { bpsParameter } from '../../parameters.js';
import { shareBps } from '../../share-bps.js';
import { groupRule, type GroupRule } from '../order-rule.js';

interface DeepPayableEvidence {
  readonly [key: string]: number;
  /** All units together. */
  readonly payableMinor: number;
  readonly quantity: number;
  /** One unit. */
  readonly referenceMinor: number;
  readonly markdownBps: number;
}

const parameters = {
  warnAboveBps: bpsParameter({
    default: 9_000,
    en: 'Warn where what is paid is further below the reference. It changes nothing for the customer: the price and its floor are approved. It shows the operator which orders spend the loss budget.',
    ko: '결제 금액이 기준 가격보다 이 비율을 넘게 낮으면 경고합니다. 가격과 하한은 승인된 것이므로 고객에게는 달라지는 것이 없습니다. 어느 주문이 할인 예산을 쓰는지 운영자에게 보여 줍니다.',
  }),
  holdAboveBps: bpsParameter({
    default: 10_000,
    en: 'Hold where what is paid is further below the reference. 10000 never holds: deals of a few won are a campaign that people approve on purpose.',
    ko: '결제 금액이 기준 가격보다 이 비율을 넘게 낮으면 보류합니다. 10000이면 보류하지 않습니다. 몇 원짜리 특가는 일부러 승인하는 행사이기 때문입니다.',
  }),
};

const WHOLE_BPS = 10_000;

/** What is paid is far below the reference, whatever was approved. */
export const deepPayable: GroupRule = groupRule<typeof parameters, DeepPayableEvidence>({
  id: 'deep-payable',
  protects: {
    en: 'An approval that was given in haste: the price and the floor are as approved, and what is paid is next to nothing of the reference.',
    ko: '급하게 내준 승인을 막습니다. 가격과 하한은 승인된 대로인데 결제 금액이 기준 가격에 비하면 거의 없는 경우입니다.',
  },
  formula: '1 - payable price / (reference x quantity) > limit',
  stops: [
    {
      merchant: 'Debenhams',
      when: '2013',
      what: { en: '99 % off on hundreds of items', ko: '수백 개 상품이 99% 할인으로 판매됨' },
    },
  ],
  severities: ['hold', 'warn'],
  parameters,
  ascending: [['warnAboveBps', 'holdAboveBps']],
  judge(group, _facts, { warnAboveBps, holdAboveBps }) {
    const { referenceMinor, judgedMinor, quantity } = group;
    if (referenceMinor === undefined || group.isGift) return undefined;
    const worthMinor = referenceMinor * quantity;
    // Above 2^53 the order has been refused before any rule is asked.
    const isAbove = (bps: number): boolean =>
      compareProducts(judgedMinor, WHOLE_BPS, worthMinor, WHOLE_BPS - bps) < 0;
    if (!isAbove(warnAboveBps)) return undefined;
    const holds = isAbove(holdAboveBps);
    const markdownBps = shareBps(worthMinor - judgedMinor, worthMinor);
    return {
      severity: holds ? 'hold' : 'warn',
      measured: { value: markdownBps, unit: 'bps' },
      limit: { value: holds ? holdAboveBps : warnAboveBps, unit: 'bps' },
      evidence: { payableMinor: judgedMinor, quantity, referenceMinor, markdownBps },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      `${money(e.payableMinor)} for ${say.count(e.quantity)} units is ${say.percent(e.markdownBps)} below the reference of ${money(e.referenceMinor)} a unit.`,
    ko: (e, { say, money }) =>
      `${say.count(e.quantity)}개에 ${money(e.payableMinor)}이면 기준 가격(1개 ${money(e.referenceMinor)})보다 ${say.percent(e.markdownBps)} 낮습니다.`,
  },
});
