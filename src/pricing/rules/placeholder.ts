import type { Offer } from '../../catalog/offer.js';
import type { ReferenceSource } from '../../catalog/reference.js';
import { compareProducts, markdownBps } from '../../money/basis-points.js';
import { currencyExponent } from '../../money/currency.js';
import { withJosa } from '../../text/josa.js';
import { isFreeGift } from '../declared-gift.js';
import type { Facts } from '../facts.js';
import { bpsParameter, numbersParameter, textsParameter } from '../parameters.js';
import { offerRule, type OfferRule, type Telling } from '../rule.js';
import { sourceName } from '../source-name.js';
import { findWord } from '../whole-words.js';

interface PlaceholderEvidence {
  readonly [key: string]: string | number | boolean | null;
  readonly priceMinor: number;
  /** `amount` and `repeated-digit` are about the price, `test-sku` about the SKU alone. */
  readonly kind: Kind;
  /** Word of the SKU that marks a test; null where there is none. */
  readonly testWord: string | null;
  readonly isNew: boolean;
  /** The three are null without a reference. */
  readonly referenceMinor: number | null;
  readonly referenceSource: ReferenceSource | null;
  readonly markdownBps: number | null;
}

const parameters = {
  amounts: numbersParameter({
    default: [0, 1, 9, 99, 999, 9999, 99999, 999999, 1234, 12345, 123456, 1234567, 99999.99, 999999.99],
    en: 'Amounts people type to fill a field, in whole units of the currency (999 is USD 999.00, not 9.99). Prices such as 9,900 are real and do not stand here.',
    ko: '빈칸을 채우려고 흔히 입력하는 금액입니다. 통화의 기본 단위로 적습니다(999는 USD 999.00이며 9.99가 아닙니다). 9,900원처럼 실제로 쓰이는 가격은 넣지 않습니다.',
  }),
  testWords: textsParameter({
    default: ['test', 'dummy', 'sample', '테스트', '더미'],
    en: 'A SKU with one of these as a whole word, also with digits after it (TEST-01, test2), is a test row. “tester” is not.',
    ko: 'SKU에 이 단어가 독립된 단어로 들어 있으면(뒤에 숫자가 붙은 경우 포함: TEST-01, test2) 시험용 행으로 봅니다. “tester”는 해당하지 않습니다.',
  }),
  deepBps: bpsParameter({
    default: 4000,
    en: 'A new row more than this below its reference blocks; and only that far below does one repeated digit (66, 777) count.',
    ko: '새로 등록된 행이 기준가보다 이 비율을 넘게 낮으면 차단합니다. 같은 숫자만 반복된 금액(66, 777)도 이만큼 낮을 때만 봅니다.',
  }),
};

type Kind = 'amount' | 'repeated-digit' | 'test-sku';

/** The price is a filler, or the row was only a test. */
export const placeholder: OfferRule = offerRule<typeof parameters, PlaceholderEvidence>({
  id: 'placeholder',
  protects: {
    en: 'A filler amount or a test row that went live.',
    ko: '임시로 넣어 둔 금액이나 시험용 상품이 그대로 판매되는 것을 막습니다.',
  },
  formula:
    'price is one of the filler amounts, or one repeated digit and more than 40 % below the reference, or the SKU names a test; a new row more than 40 % below the reference blocks',
  stops: [
    {
      merchant: 'Digiland',
      when: '2003-01-08',
      what: {
        en: 'a template value of SGD 66 went live for a printer of SGD 3,854: 1,606 units to 6 buyers',
        ko: '3,854싱가포르달러 프린터에 양식의 임시값 66달러가 적용되어 6명이 1,606대를 주문함',
      },
    },
  ],
  severities: ['block', 'warn'],
  needs: [],
  explains: true,
  parameters,
  judge(offer, facts, { amounts, testWords, deepBps }) {
    if (isFreeGift(offer)) return undefined;
    const reference = facts.reference;
    const isDeep =
      reference !== undefined &&
      compareProducts(offer.priceMinor, 10_000, reference.priceMinor, 10_000 - deepBps) < 0;
    const testWord = findWord(offer.sku, testWords, 'placeholder') ?? null;
    // What a SKU has usually cost is its price, however much it looks like a filler.
    const isUsual = facts.history?.medianMinor === offer.priceMinor;
    const kind =
      (isUsual ? undefined : kindOf(offer, amounts, isDeep)) ?? (testWord === null ? undefined : 'test-sku');
    if (kind === undefined) return undefined;
    const isNew = isNewRow(facts);
    return {
      severity: isNew && isDeep ? 'block' : 'warn',
      measured: {
        value: kind === 'test-sku' ? offer.sku : offer.priceMinor,
        unit: kind === 'test-sku' ? 'text' : 'minor',
      },
      limit: { value: `no ${kind}`, unit: 'text' },
      evidence: {
        priceMinor: offer.priceMinor,
        kind,
        testWord,
        isNew,
        referenceMinor: reference?.priceMinor ?? null,
        referenceSource: reference?.source ?? null,
        markdownBps: reference === undefined ? null : markdownBps(offer.priceMinor, reference.priceMinor),
      },
    };
  },
  tell: { en: tellEnglish, ko: tellKorean },
});

function kindOf(
  offer: Offer,
  amounts: readonly number[],
  isDeep: boolean,
): 'amount' | 'repeated-digit' | undefined {
  // The double nearest to the decimal a person sees: the same one that the policy's 99999.99 was read as.
  const typed = offer.priceMinor / 10 ** currencyExponent(offer.currency);
  if (amounts.includes(typed)) return 'amount';
  return isDeep && /^([0-9])\1+$/.test(String(typed)) ? 'repeated-digit' : undefined;
}

/** Not in the previous catalogue, or without a history where one was handed in. */
function isNewRow(facts: Facts): boolean {
  if (facts.hasPreviousCatalogue && facts.previous === undefined) return true;
  return facts.historyEndsOn !== undefined && facts.history === undefined;
}

function tellEnglish(e: PlaceholderEvidence, { say, money, severity }: Telling): string {
  const sentences: string[] = [];
  if (e.kind === 'amount') sentences.push(`${money(e.priceMinor)} is an amount people type to fill a field.`);
  if (e.kind === 'repeated-digit') sentences.push(`${money(e.priceMinor)} repeats one digit, as fillers do.`);
  if (e.testWord !== null) sentences.push(`The SKU holds the word “${e.testWord}”: a test row looks live.`);
  if (
    e.markdownBps !== null &&
    e.referenceMinor !== null &&
    e.referenceSource !== null &&
    e.markdownBps > 0
  ) {
    const row = e.isNew && severity === 'block' ? 'The row is new and' : 'The price is';
    sentences.push(
      `${row} ${say.percent(e.markdownBps)} below ${sourceName(e.referenceSource, 'en')} of ${money(e.referenceMinor)}.`,
    );
  }
  return sentences.join(' ');
}

function tellKorean(e: PlaceholderEvidence, { say, money, severity }: Telling): string {
  const sentences: string[] = [];
  const price = withJosa(money(e.priceMinor), '은/는');
  if (e.kind === 'amount') sentences.push(`${price} 빈칸을 채울 때 흔히 쓰는 금액입니다.`);
  if (e.kind === 'repeated-digit') sentences.push(`${price} 임시값처럼 같은 숫자만 반복된 금액입니다.`);
  if (e.testWord !== null) {
    sentences.push(
      `SKU에 시험용 단어(${e.testWord})가 있습니다. 시험 등록한 상품이 그대로 올라간 것으로 보입니다.`,
    );
  }
  if (
    e.markdownBps !== null &&
    e.referenceMinor !== null &&
    e.referenceSource !== null &&
    e.markdownBps > 0
  ) {
    const row = e.isNew && severity === 'block' ? '새로 등록된 상품이며 ' : '';
    sentences.push(
      `${row}${sourceName(e.referenceSource, 'ko')} ${money(e.referenceMinor)}보다 ${say.percent(e.markdownBps)} 낮습니다.`,
    );
  }
  return sentences.join(' ');
}
