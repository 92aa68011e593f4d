import { currencyExponent } from '../../money/currency.js';
import { withJosa } from '../../text/josa.js';
import { knownPriceName, type KnownPrice, type KnownPriceSource } from '../known-price.js';
import { ownReference } from '../own-reference.js';
import { ratioParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule, type Telling } from '../rule.js';
import { shiftDigits } from '../shift-digits.js';

interface DigitShiftEvidence {
  readonly [key: string]: string | number | null;
  readonly priceMinor: number;
  readonly referenceMinor: number;
  readonly referenceSource: KnownPriceSource;
  /** What the price looks like: the same digits with the place put right; null where that is no whole amount. */
  readonly looksLikeMinor: number | null;
  /** Digits lost, or added where negative. */
  readonly places: number;
}

const parameters = {
  toleranceDecades: ratioParameter({
    default: 0.02,
    en: 'How far from a whole number of digits the shift may be, in powers of ten. 0.02 is about 5 %: room for the new price to differ from the old one, with no false alarm on a real catalogue and 3 on 7,833 days of a history.',
    ko: '자릿수 차이가 정수에서 벗어나도 되는 폭(10의 거듭제곱)입니다. 0.02는 약 5%로, 가격이 조금 바뀐 경우까지 잡으면서도 실제 카탈로그에서 오탐이 없고 이력 7,833일 중 3건뿐이었습니다.',
  }),
};

/** The price is ten, a hundred or a thousand times too low or too high: a digit too few or too many. */
export const digitShift: OfferRule = offerRule<typeof parameters, DigitShiftEvidence>({
  id: 'digit-shift',
  protects: {
    en: 'A digit lost or added at the end, or a decimal point in the wrong place.',
    ko: '끝자리가 빠지거나 더 붙은 가격, 소수점을 잘못 찍은 가격을 막습니다.',
  },
  formula:
    'd = log10(known / price), k = round(d): |k| >= 1 and |d - k| <= tolerance, known = the reference, then the price before; down blocks (against a list price only where it is exact), up holds',
  stops: [
    {
      merchant: 'Lotte.com',
      when: '2012-02-25',
      what: {
        en: '13,600 won typed for 136,000 won by a supplier',
        ko: '협력사가 136,000원을 13,600원으로 입력함',
      },
    },
    {
      merchant: 'Argos',
      when: '1999',
      what: {
        en: 'a GBP 299.00 television at GBP 2.99; thousands ordered',
        ko: '299파운드 텔레비전이 2.99파운드에 올라가 수천 명이 주문함',
      },
    },
    {
      merchant: 'Dell Taiwan',
      when: '2009-06-25',
      what: {
        en: 'a tenth of the price for eight hours: 140,000 units, and a fine',
        ko: '8시간 동안 10분의 1 가격으로 14만 대가 주문되고 과징금까지 부과됨',
      },
    },
  ],
  severities: ['block', 'hold'],
  needs: ['reference'],
  explains: true,
  parameters,
  judge(offer, facts, { toleranceDecades }) {
    const reference = ownReference(facts);
    // No logarithm without a price above 0; absolute-floor answers for such a row.
    if (reference === undefined || !(offer.priceMinor > 0)) return NOT_JUDGED;
    const former = facts.formerPriceMinor ?? 0;
    const known: KnownPrice[] = [reference];
    if (former > 0) known.push({ source: 'former-price', priceMinor: former });
    const shifts = known.flatMap((price) => shiftFrom(price, offer.priceMinor, toleranceDecades) ?? []);
    const shift = shifts.reduce<Shift | undefined>(surer, undefined);
    if (shift === undefined) return undefined;
    return {
      severity: shift.isSure ? 'block' : 'hold',
      measured: { value: shift.decades, unit: 'decades' },
      limit: { value: shift.places, unit: 'decades' },
      evidence: {
        priceMinor: offer.priceMinor,
        referenceMinor: shift.known.priceMinor,
        referenceSource: shift.known.source,
        looksLikeMinor: shift.looksLikeMinor,
        places: shift.places,
      },
    };
  },
  tell: { en: tellEnglish, ko: tellKorean },
});

/** How a price looks beside an amount it may have been meant to be. */
interface Shift {
  readonly known: KnownPrice;
  readonly decades: number;
  readonly places: number;
  readonly looksLikeMinor: number | null;
  /** The digits are those of the known amount, only the place is wrong. */
  readonly isExact: boolean;
  readonly isSure: boolean;
}

function shiftFrom(known: KnownPrice, priceMinor: number, toleranceDecades: number): Shift | undefined {
  const decades = Math.log10(known.priceMinor / priceMinor);
  const places = Math.round(decades);
  if (places === 0 || Math.abs(decades - places) > toleranceDecades) return undefined;
  const looksLikeMinor = shiftDigits(priceMinor, places) ?? null;
  const isExact = looksLikeMinor === known.priceMinor;
  // A list price is no price the goods were sold at: nearly a tenth of it may be a deep sale, exactly a tenth is not.
  const isSure = places > 0 && (known.source !== 'list-price' || isExact);
  return { known, decades, places, looksLikeMinor, isExact, isSure };
}

/** The surer of two; of two as sure the exact one, else the first: the reference before the former price. */
function surer(best: Shift | undefined, shift: Shift): Shift {
  if (best === undefined) return shift;
  if (best.isSure !== shift.isSure) return best.isSure ? best : shift;
  return shift.isExact && !best.isExact ? shift : best;
}

/** In a currency with decimals the same slip may be the decimal point. */
function hasDecimals(telling: Telling): boolean {
  return telling.currency !== undefined && currencyExponent(telling.currency) > 0;
}

function tellEnglish(e: DigitShiftEvidence, telling: Telling): string {
  const { say, money } = telling;
  const count = Math.abs(e.places);
  const digits = count === 1 ? 'a digit' : `${count} digits`;
  const digitsSlip = e.places > 0 ? `${digits} lost` : `${digits} too many`;
  const slip = hasDecimals(telling) ? `${digitsSlip} or the decimal point moved` : digitsSlip;
  const usual = knownPriceName(e.referenceSource, 'en');
  const price = money(e.priceMinor);
  if (e.looksLikeMinor === null) {
    return `${price} is about ${say.count(10 ** count)} times ${usual} of ${money(e.referenceMinor)}: it looks like ${slip}.`;
  }
  if (e.looksLikeMinor === e.referenceMinor) {
    return `${price} looks like ${money(e.looksLikeMinor)}, ${usual}, with ${slip}.`;
  }
  return `${price} looks like ${money(e.looksLikeMinor)} with ${slip}; ${usual} is ${money(e.referenceMinor)}.`;
}

const KOREAN_COUNTS = ['', '한', '두', '세', '네'];

function tellKorean(e: DigitShiftEvidence, telling: Telling): string {
  const { say, money } = telling;
  const count = Math.abs(e.places);
  const digits = `${KOREAN_COUNTS[count] ?? String(count)} 자리`;
  const point = hasDecimals(telling) ? '거나 소수점이 밀린' : '';
  const lost = e.places > 0;
  const slip =
    point === ''
      ? `${digits}가 ${lost ? '빠진' : '더 붙은'}`
      : `${digits}가 ${lost ? '빠지' : '더 붙'}${point}`;
  const usual = knownPriceName(e.referenceSource, 'ko');
  const price = withJosa(money(e.priceMinor), '은/는');
  if (e.looksLikeMinor === null) {
    return `${price} ${usual} ${money(e.referenceMinor)}의 약 ${say.count(10 ** count)}배로, ${slip} 값으로 보입니다.`;
  }
  const particle = lost ? '에서' : '에';
  if (e.looksLikeMinor === e.referenceMinor) {
    return `${price} ${usual} ${money(e.looksLikeMinor)}${particle} ${slip} 값으로 보입니다.`;
  }
  return `${price} ${money(e.looksLikeMinor)}${particle} ${slip} 값으로 보입니다. ${usual}: ${money(e.referenceMinor)}.`;
}
