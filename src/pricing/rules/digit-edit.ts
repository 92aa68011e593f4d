import type { Offer } from '../../catalog/offer.js';
import { compareProducts } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import type { Facts } from '../facts.js';
import { knownPriceName, type KnownPrice, type KnownPriceSource } from '../known-price.js';
import { ownReference } from '../own-reference.js';
import { bpsParameter, countParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule, type Telling } from '../rule.js';
import { shiftDigits } from '../shift-digits.js';
import { singleEdit, type SingleEdit } from '../single-edit.js';

interface DigitEditEvidence {
  readonly [key: string]: string | number;
  readonly priceMinor: number;
  /** The amount the price is one slip away from. */
  readonly meantMinor: number;
  readonly meantSource: KnownPriceSource;
  readonly edit: SingleEdit['kind'];
  /** The digit lost or added; the one meant where one was changed; the first of two swapped. */
  readonly digit: string;
  /** The digit typed where one was changed; the second of two swapped; else empty. */
  readonly otherDigit: string;
}

const parameters = {
  farBps: bpsParameter({
    default: 2000,
    en: 'Only a price below this share of the reference, or a reference below this share of the price, is looked at. Nearer prices differ by one digit all the time.',
    ko: '가격이 기준가의 이 비율 미만이거나 그 반대일 때만 살핍니다. 그보다 가까운 가격은 원래 한 자리 차이인 경우가 흔합니다.',
  }),
  digitsMin: countParameter({
    default: 3,
    en: 'Fewest digits of both amounts, in minor units. Of two short numbers one is nearly always one slip from the other.',
    ko: '두 금액 모두 이 자릿수 이상이어야 합니다(최소 단위 기준). 짧은 숫자끼리는 우연히 한 자리만 다른 경우가 많습니다.',
  }),
};

/** Whether an amount is far below (1) or far above (-1) another; 0 when it is near. */
function farSide(priceMinor: number, otherMinor: number, farBps: number): 1 | 0 | -1 {
  if (compareProducts(priceMinor, 10_000, otherMinor, farBps) < 0) return 1;
  return compareProducts(otherMinor, 10_000, priceMinor, farBps) < 0 ? -1 : 0;
}

/**
 * The amount that decides whether the price is far off at all: yesterday's typing error must not make today's right price
 * look wrong, nor an inflated list price a normal one.
 */
function baselineOf(offer: Offer, facts: Facts): number | undefined {
  const reference = ownReference(facts);
  if (reference !== undefined) return reference.priceMinor;
  const former = facts.formerPriceMinor;
  const minor = former !== undefined && former > 0 ? former : offer.listPriceMinor;
  return minor !== undefined && minor > 0 ? minor : undefined;
}

/** Amounts the price may have been meant to be, each once, the most trusted first. */
function knownPrices(offer: Offer, facts: Facts): KnownPrice[] {
  const known: KnownPrice[] = [];
  const add = (source: KnownPriceSource, priceMinor: number | undefined): void => {
    if (priceMinor === undefined || priceMinor <= 0) return;
    if (known.every((other) => other.priceMinor !== priceMinor)) known.push({ source, priceMinor });
  };
  const reference = ownReference(facts);
  if (reference !== undefined) add(reference.source, reference.priceMinor);
  add('former-price', facts.formerPriceMinor);
  add('list-price', offer.listPriceMinor);
  return known;
}

/**
 * A zero lost or added at the end leaves exactly a tenth or ten times of what was meant. That slip is `digit-shift`'s, which
 * compares with the same reference and former price, blocks and holds as this rule does, and says the same: it is told once.
 */
function isDigitShift(offer: Offer, meant: KnownPrice, facts: Facts): boolean {
  const reference = ownReference(facts);
  const isCompared =
    reference !== undefined && (meant.source === 'former-price' || meant.source === reference.source);
  if (!isCompared) return false;
  return (
    shiftDigits(offer.priceMinor, 1) === meant.priceMinor ||
    shiftDigits(meant.priceMinor, 1) === offer.priceMinor
  );
}

/** The price is one digit away from a known one, and far from it in value. */
export const digitEdit: OfferRule = offerRule<typeof parameters, DigitEditEvidence>({
  id: 'digit-edit',
  protects: {
    en: 'One digit lost, added, changed or swapped anywhere in the price.',
    ko: '가격 중간의 숫자 하나가 빠지거나, 더 들어가거나, 바뀐 경우를 막습니다.',
  },
  formula:
    'Damerau distance of the digits of the price and of the reference, former or list price <= 1, both with 3 digits or more, price < 0.2 x that amount (block) or > 5 x (hold); exactly a tenth or ten times the reference or former price is left to digit-shift',
  stops: [
    {
      merchant: 'Marks & Spencer',
      when: '2012-01',
      what: {
        en: 'a television of GBP 1,099 at GBP 199; honoured after a petition',
        ko: '1,099파운드 텔레비전이 199파운드에 올라갔고, 청원 끝에 그 가격에 판매함',
      },
    },
  ],
  severities: ['block', 'hold'],
  needs: ['reference'],
  explains: true,
  parameters,
  judge(offer, facts, { farBps, digitsMin }) {
    const baselineMinor = baselineOf(offer, facts);
    // absolute-floor answers for a price of 0 or below, which has no digits to compare.
    if (baselineMinor === undefined || !(offer.priceMinor > 0)) return NOT_JUDGED;
    const side = farSide(offer.priceMinor, baselineMinor, farBps);
    if (side === 0) return undefined;
    const typed = String(offer.priceMinor);
    for (const { source, priceMinor: meantMinor } of knownPrices(offer, facts)) {
      const meant = String(meantMinor);
      if (Math.min(typed.length, meant.length) < digitsMin) continue;
      if (farSide(offer.priceMinor, meantMinor, farBps) !== side) continue;
      const edit = singleEdit(meant, typed);
      if (edit === undefined) continue;
      if (isDigitShift(offer, { source, priceMinor: meantMinor }, facts)) continue;
      return {
        severity: side > 0 ? 'block' : 'hold',
        measured: { value: 1, unit: 'edits' },
        limit: { value: 1, unit: 'edits' },
        evidence: {
          priceMinor: offer.priceMinor,
          meantMinor,
          meantSource: source,
          edit: edit.kind,
          ...digitsOf(edit),
        },
      };
    }
    return undefined;
  },
  tell: {
    en: (e, telling) =>
      `${telling.money(e.priceMinor)} looks like ${telling.money(e.meantMinor)}, ${knownPriceName(e.meantSource, 'en')}, with ${englishSlip(e)}.`,
    ko: tellKorean,
  },
});

function digitsOf(edit: SingleEdit): { readonly digit: string; readonly otherDigit: string } {
  switch (edit.kind) {
    case 'lost':
    case 'added':
      return { digit: edit.digit, otherDigit: '' };
    case 'changed':
      return { digit: edit.meant, otherDigit: edit.typed };
    case 'swapped':
      return { digit: edit.first, otherDigit: edit.second };
  }
}

function englishSlip(e: DigitEditEvidence): string {
  switch (e.edit) {
    case 'lost':
      return `the digit ${e.digit} lost`;
    case 'added':
      return `the digit ${e.digit} too many`;
    case 'changed':
      return `${e.digit} typed as ${e.otherDigit}`;
    case 'swapped':
      return `${e.digit} and ${e.otherDigit} swapped`;
  }
}

function tellKorean(e: DigitEditEvidence, { money }: Telling): string {
  const price = withJosa(money(e.priceMinor), '은/는');
  return `${price} ${knownPriceName(e.meantSource, 'ko')} ${money(e.meantMinor)}${koreanSlip(e)} 값으로 보입니다.`;
}

function koreanSlip(e: DigitEditEvidence): string {
  switch (e.edit) {
    case 'lost':
      return `에서 숫자 ${withJosa(e.digit, '이/가')} 빠진`;
    case 'added':
      return `에 숫자 ${withJosa(e.digit, '이/가')} 더 들어간`;
    case 'changed':
      return `의 ${withJosa(e.digit, '을/를')} ${withJosa(e.otherDigit, '으로/로')} 잘못 입력한`;
    case 'swapped':
      return `에서 ${withJosa(e.digit, '과/와')} ${e.otherDigit}의 순서가 바뀐`;
  }
}
