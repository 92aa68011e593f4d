import type { Offer } from '../../catalog/offer.js';
import { compareProducts } from '../../money/basis-points.js';
import type { Facts } from '../facts.js';
import type { KnownPrice, KnownPriceSource } from '../known-price.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';
import { hasSwappedMinimum } from './field-swap-coupon.js';
import { fieldSwapTell, type FieldSwapEvidence } from './field-swap-words.js';

type SwapJudgement = Judgement<FieldSwapEvidence>;

const parameters = {};

/** An amount of the row stands in the field of another. */
export const fieldSwap: OfferRule = offerRule<typeof parameters, FieldSwapEvidence>({
  id: 'field-swap',
  protects: {
    en: 'The discount, the amount saved or the list price standing where the price should; the minimum spend of a coupon standing where its discount should.',
    ko: '할인 금액이나 정가가 판매가 자리에 들어간 경우, 쿠폰의 최소 구매 금액과 할인 금액이 뒤바뀐 경우를 막습니다.',
  },
  formula:
    'price = discount of the row, unless that is half of the list price; list price - price = usual or former price; price > list price = usual or former price; minimum spend of a promotion < its amount off',
  stops: [
    {
      merchant: 'Best Buy',
      when: '2010',
      what: {
        en: 'a game of list price USD 59.99: saved 54.99, total 5.00',
        ko: '정가 59.99달러 게임의 할인 금액(54.99)과 결제 금액(5.00)이 뒤바뀜',
      },
    },
    {
      merchant: 'Lotte.com',
      when: '2011-07',
      what: {
        en: 'the discount of 2,100 won registered as the price of goods for 12,000 won',
        ko: '12,000원 상품의 할인 금액 2,100원이 판매가로 등록됨',
      },
    },
    {
      merchant: 'Lotte ON',
      when: '2025-07',
      what: {
        en: 'minimum spend and discount of a coupon swapped: goods for nothing, parcels recalled',
        ko: '쿠폰의 최소 구매 금액과 할인 금액이 뒤바뀌어 0원 주문이 몰리고 출고분을 회수함',
      },
    },
  ],
  severities: ['block', 'hold', 'warn'],
  needs: ['list-price', 'discount'],
  explains: true,
  parameters,
  judge(offer, facts) {
    const { priceMinor } = offer;
    const listMinor = positive(offer.listPriceMinor);
    const discountMinor = positive(offer.discountMinor);
    const known = knownPrices(facts);
    const comparesList = listMinor !== undefined && known.length > 0;
    // absolute-floor answers for a price of 0 or below: no amount of the row is meant by it.
    if ((discountMinor === undefined && !comparesList) || !(priceMinor > 0)) return NOT_JUDGED;
    if (discountMinor === priceMinor) {
      const judgement = judgeDiscount(offer, listMinor, known);
      if (judgement !== undefined) return judgement;
    }
    return comparesList ? judgeList(priceMinor, listMinor, known) : undefined;
  },
  judgePromotion(promotion, { now }) {
    if (!hasSwappedMinimum(promotion)) return undefined;
    const { amountMinor, minSpendMinor, endsAt } = promotion;
    const isOver = endsAt !== undefined && endsAt <= now;
    return {
      severity: isOver ? 'warn' : 'block',
      measured: { value: amountMinor, unit: 'minor' },
      limit: { value: minSpendMinor, unit: 'minor' },
      evidence: { kind: 'minimum-and-discount-swapped', amountMinor, minSpendMinor },
    };
  },
  tell: fieldSwapTell,
});

/** A field of 0 holds nothing that could have been swapped; a negative one is the business of other rules. */
function positive(minor: number | undefined): number | undefined {
  return minor !== undefined && minor > 0 ? minor : undefined;
}

/** What the offer has really cost: its usual price and the one before this change. */
function knownPrices(facts: Facts): KnownPrice[] {
  const known: KnownPrice[] = [];
  const add = (source: KnownPriceSource, priceMinor: number | undefined): void => {
    if (priceMinor !== undefined && priceMinor > 0) known.push({ source, priceMinor });
  };
  const reference = facts.reference;
  add('history-median', facts.history?.medianMinor);
  if (reference?.source === 'history-median' || reference?.source === 'history-minimum') {
    add(reference.source, reference.priceMinor);
  }
  add('former-price', facts.formerPriceMinor);
  return known;
}

/**
 * The price equals the row's discount. At half price it rightly does, so a price within 1 % of half of what the offer
 * cost before is let through; were it a swap after all, the right price would be the same within 2 %.
 */
function judgeDiscount(
  offer: Offer,
  listMinor: number | undefined,
  known: readonly KnownPrice[],
): SwapJudgement | undefined {
  const { priceMinor } = offer;
  const isUsual = isUsualPrice(priceMinor, known);
  const before = listMinor === undefined ? known.map((one) => one.priceMinor) : [listMinor];
  if (before.some((beforeMinor) => isAboutHalf(priceMinor, beforeMinor))) return undefined;
  if (listMinor === undefined && (isUsual || offer.claimedMarkdownBps === 5000)) return undefined;
  return {
    // Where the price is the usual one, or nothing tells what the discount was taken from, a person must tell.
    severity: before.length === 0 || isUsual ? 'hold' : 'block',
    measured: { value: priceMinor, unit: 'minor' },
    limit: { value: priceMinor, unit: 'minor' },
    evidence: {
      kind: 'discount-as-price',
      priceMinor,
      discountMinor: priceMinor,
      listPriceMinor: listMinor ?? null,
      meantMinor: listMinor !== undefined && listMinor > priceMinor ? listMinor - priceMinor : null,
    },
  };
}

function judgeList(
  priceMinor: number,
  listMinor: number,
  known: readonly KnownPrice[],
): SwapJudgement | undefined {
  // At its usual price an offer is where it belongs, whatever the sums: 50,000 of a list price of 100,000.
  if (isUsualPrice(priceMinor, known)) return undefined;
  for (const { source, priceMinor: knownMinor } of known) {
    const isSaved = listMinor - priceMinor === knownMinor && priceMinor !== knownMinor;
    const isSwapped = priceMinor > listMinor && listMinor === knownMinor;
    if (!isSaved && !isSwapped) continue;
    // A sale from 60,000 to 40,000 of a list price of 100,000 meets the same sum by chance; one far deeper does not.
    const blocks = isSwapped || compareProducts(priceMinor, 2, knownMinor, 1) <= 0;
    return {
      severity: blocks ? 'block' : 'hold',
      measured: { value: priceMinor, unit: 'minor' },
      limit: { value: knownMinor, unit: 'minor' },
      evidence: {
        kind: isSwapped ? 'list-and-price-swapped' : 'saved-as-price',
        priceMinor,
        listPriceMinor: listMinor,
        knownMinor,
        knownSource: source,
      },
    };
  }
  return undefined;
}

/** True for the price of the history. Yesterday's price does not count: it may hold the same mistake. */
function isUsualPrice(priceMinor: number, known: readonly KnownPrice[]): boolean {
  return known.some((one) => one.source !== 'former-price' && one.priceMinor === priceMinor);
}

/** Within 1 % of half of an amount, decided exactly. */
function isAboutHalf(priceMinor: number, wholeMinor: number): boolean {
  return (
    compareProducts(priceMinor, 200, wholeMinor, 99) >= 0 &&
    compareProducts(priceMinor, 200, wholeMinor, 101) <= 0
  );
}
