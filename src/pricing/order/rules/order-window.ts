import { wholeRule, type WholeRule } from '../order-rule.js';

interface OrderWindowEvidence {
  readonly [key: string]: number;
  readonly now: number;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The sale has not begun, or is over. */
export const orderWindow: WholeRule = wholeRule<Record<string, never>, OrderWindowEvidence>({
  id: 'order-window',
  protects: {
    en: 'Orders at sale prices before the sale opens or after it ended: a page that went live early, a cart left open overnight.',
    ko: '행사 시작 전이나 종료 후에 행사 가격으로 들어오는 주문을 막습니다. 미리 열린 페이지나 밤새 열어 둔 장바구니입니다.',
  },
  formula: 'now < start, or now >= end, of the price book',
  stops: [
    {
      merchant: 'Pinduoduo',
      when: '2019-01-20',
      what: {
        en: 'a coupon of a campaign that was over could be used without limit for a night',
        ko: '끝난 행사의 쿠폰을 하룻밤 동안 제한 없이 사용함',
      },
    },
  ],
  severities: ['block'],
  parameters: {},
  judge({ now, book }) {
    const { startsAt, endsAt } = book.header;
    // Written so that a clock that answers NaN is outside.
    if (now >= startsAt && now < endsAt) return undefined;
    return {
      severity: 'block',
      measured: { value: now, unit: 'epoch-ms' },
      limit: { value: now < startsAt ? startsAt : endsAt, unit: 'epoch-ms' },
      evidence: { now, startsAt, endsAt },
    };
  },
  tell: {
    en: (e, { say }) =>
      e.now < e.startsAt
        ? `The sale opens at ${say.instant(e.startsAt)}; the order came before.`
        : `The sale ended at ${say.instant(e.endsAt)}; the order came after.`,
    ko: (e, { say }) =>
      e.now < e.startsAt
        ? `행사는 ${say.instant(e.startsAt)}에 시작합니다. 주문이 그 전에 들어왔습니다.`
        : `행사는 ${say.instant(e.endsAt)}에 끝났습니다. 주문이 그 뒤에 들어왔습니다.`,
  },
});
