import type { InEveryLang, Lang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import type { SoldAmount } from '../packs/sold-amount.js';
import { knownPriceName, type KnownPriceSource } from '../known-price.js';
import type { Telling } from '../rule.js';

interface AmountChanged {
  readonly [key: string]: string | number | null;
  readonly trigger: 'pack-changed' | 'content-changed' | 'unit-price-moved';
  readonly priceMinor: number;
  readonly pack: number | null;
  readonly content: number | null;
  readonly contentUnit: string | null;
  readonly previousPriceMinor: number;
  readonly previousPack: number | null;
  readonly previousContent: number | null;
  readonly previousContentUnit: string | null;
  /** New amount / old amount of one sold unit. */
  readonly amountFactor: number;
  /** New price per amount / old price per amount. */
  readonly unitPriceRatio: number;
}

interface TitleDisagrees {
  readonly [key: string]: string | number | null;
  readonly trigger: 'title-disagrees';
  readonly field: 'pack' | 'content';
  readonly titleSays: string;
  readonly pack: number | null;
  readonly content: number | null;
  readonly contentUnit: string | null;
  readonly factor: number;
}

interface PriceForOtherPack {
  readonly [key: string]: string | number | boolean;
  readonly trigger: 'price-for-other-pack';
  readonly direction: 'one-of-pack' | 'whole-pack';
  readonly pack: number;
  readonly isStated: boolean;
  readonly priceMinor: number;
  readonly baseMinor: number;
  readonly baseSource: KnownPriceSource;
}

/** Why a pack, a content and a price do not fit, one shape a trigger. */
export type UnitPackEvidence = AmountChanged | TitleDisagrees | PriceForOtherPack;

/** The diagnosis of a wrong pack or content in words. */
export const unitPackTell: InEveryLang<(evidence: UnitPackEvidence, telling: Telling) => string> = { en, ko };

function en(e: UnitPackEvidence, { say, money }: Telling): string {
  switch (e.trigger) {
    case 'pack-changed':
    case 'content-changed': {
      const direction =
        e.amountFactor > 1
          ? `${say.ratio(e.amountFactor)} times as much`
          : `${say.ratio(1 / e.amountFactor)} times less`;
      return `One sold unit was ${amountBefore(e, 'en')} at ${money(e.previousPriceMinor)} and is now ${amountNow(e, 'en')} at ${money(e.priceMinor)}: ${direction}, and the price did not follow. Is the ${e.trigger === 'pack-changed' ? 'pack' : 'content'} or its unit wrong?`;
    }
    case 'unit-price-moved':
      return `One sold unit was ${amountBefore(e, 'en')} at ${money(e.previousPriceMinor)} and is now ${amountNow(e, 'en')} at ${money(e.priceMinor)}: for the same amount the customer pays ${say.ratio(e.unitPriceRatio)} times what it cost before.`;
    case 'title-disagrees':
      return e.field === 'pack'
        ? `The title says ${e.titleSays} pieces, the row ${amountNow(e, 'en')}: which one does the customer get for this price?`
        : `The title says ${e.titleSays}, the row ${amountNow(e, 'en')}: ${say.ratio(e.factor)} times apart. Is the unit wrong?`;
    case 'price-for-other-pack': {
      const base = knownPriceName(e.baseSource, 'en');
      const { pack } = e;
      if (e.direction === 'one-of-pack') {
        return `${money(e.priceMinor)} is one ${ordinal(pack)} of ${base} of ${money(e.baseMinor)}: it looks like the price of one piece on a pack of ${say.count(pack)}.`;
      }
      return `${money(e.priceMinor)} is ${say.count(pack)} times ${base} of ${money(e.baseMinor)}: it looks like the price of a case of ${say.count(pack)} on a single piece.`;
    }
  }
}

function ko(e: UnitPackEvidence, { say, money }: Telling): string {
  switch (e.trigger) {
    case 'pack-changed':
    case 'content-changed': {
      const direction =
        e.amountFactor > 1
          ? `${say.ratio(e.amountFactor)}배로 늘었는데`
          : `${say.ratio(1 / e.amountFactor)}분의 1로 줄었는데`;
      const field = e.trigger === 'pack-changed' ? '묶음 수량' : '용량이나 단위';
      return `판매 단위: 이전 ${amountBefore(e, 'ko')}(${money(e.previousPriceMinor)}), 지금 ${amountNow(e, 'ko')}(${money(e.priceMinor)}). 양은 ${direction} 가격은 그만큼 바뀌지 않았습니다. ${withJosa(field, '을/를')} 잘못 입력했는지 확인하세요.`;
    }
    case 'unit-price-moved':
      return `판매 단위: 이전 ${amountBefore(e, 'ko')}(${money(e.previousPriceMinor)}), 지금 ${amountNow(e, 'ko')}(${money(e.priceMinor)}). 같은 양의 가격이 이전의 ${say.ratio(e.unitPriceRatio)}배가 되었습니다.`;
    case 'title-disagrees':
      return e.field === 'pack'
        ? `상품명에는 ${e.titleSays}개로 적혀 있는데 수량 정보는 ${amountNow(e, 'ko')}입니다. 고객이 이 가격에 어느 쪽을 받게 되는지 확인하세요.`
        : `상품명의 용량 표기는 ${e.titleSays}인데 용량 정보는 ${amountNow(e, 'ko')}입니다. ${say.ratio(e.factor)}배 차이이니 단위를 확인하세요.`;
    case 'price-for-other-pack': {
      const base = knownPriceName(e.baseSource, 'ko');
      const pack = say.count(e.pack);
      if (e.direction === 'one-of-pack') {
        return `${withJosa(money(e.priceMinor), '은/는')} ${base} ${money(e.baseMinor)}의 ${pack}분의 1입니다. ${pack}개 묶음에 낱개 가격이 들어간 것으로 보입니다.`;
      }
      return `${withJosa(money(e.priceMinor), '은/는')} ${base} ${money(e.baseMinor)}의 ${pack}배입니다. 낱개 상품에 ${pack}개들이 박스 가격이 들어간 것으로 보입니다.`;
    }
  }
}

interface StatedAmount {
  readonly pack: number | null;
  readonly content: number | null;
  readonly contentUnit: string | null;
}

function amountNow(e: StatedAmount, lang: Lang): string {
  return amountIn(e, lang);
}

function amountBefore(e: AmountChanged, lang: Lang): string {
  return amountIn(
    { pack: e.previousPack, content: e.previousContent, contentUnit: e.previousContentUnit },
    lang,
  );
}

/** `24 × 330 ml`, `4500 g`, `24 pieces`, `24개`. */
function amountIn({ pack, content, contentUnit }: StatedAmount, lang: Lang): string {
  const holds = content === null ? undefined : `${content} ${contentUnit ?? ''}`.trimEnd();
  if (holds === undefined) {
    const count = pack ?? 1;
    return lang === 'ko' ? `${count}개` : `${count} ${count === 1 ? 'piece' : 'pieces'}`;
  }
  return pack === null || pack === 1 ? holds : `${pack} × ${holds}`;
}

function ordinal(value: number): string {
  if (value === 2) return 'half';
  const tens = value % 100;
  const last = tens > 10 && tens < 14 ? 0 : value % 10;
  return `${value}${last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'}`;
}

/** The amount of a row as evidence holds it: plain JSON has no undefined. */
export function statedAmount({ pack, content, contentUnit }: SoldAmount): {
  readonly pack: number | null;
  readonly content: number | null;
  readonly contentUnit: string | null;
} {
  return { pack: pack ?? null, content: content ?? null, contentUnit: contentUnit ?? null };
}
