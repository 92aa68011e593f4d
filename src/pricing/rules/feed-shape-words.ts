import type { InEveryLang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import type { Baseline } from '../batch/found-shares.js';
import type { Telling } from '../rule.js';

interface SizeUnknown {
  readonly [key: string]: string | number;
  readonly trigger: 'size-unknown';
  readonly rowCount: number;
}

interface RowsMissing {
  readonly [key: string]: string | number;
  readonly trigger: 'rows-missing';
  readonly rowCount: number;
  readonly previousRowCount: number;
  readonly shareBps: number;
}

interface PricesEmpty {
  readonly [key: string]: string | number;
  readonly trigger: 'prices-empty';
  readonly rowCount: number;
  readonly emptyPriceCount: number;
  readonly shareBps: number;
}

interface OffersNotFound {
  readonly [key: string]: string | number | readonly string[];
  readonly trigger: 'offers-not-found';
  readonly baseline: Baseline;
  readonly offerCount: number;
  readonly foundCount: number;
  readonly shareBps: number;
  /** Price lists of the offers that were not found; the last item is `…` when there are more. */
  readonly missingPriceLists: readonly string[];
  /** SKU, price list and currency of the first of them. */
  readonly missingExample: readonly string[];
  /** As `missingPriceLists`, of the baseline. */
  readonly knownPriceLists: readonly string[];
  /** As `missingExample`; empty for a baseline without offers. */
  readonly knownExample: readonly string[];
}

interface RepeatedBlockFound {
  readonly [key: string]: string | number;
  readonly trigger: 'repeated-block';
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly rowCount: number;
  readonly copyOfFile: string;
  readonly copyOfLine: number;
  readonly blockCount: number;
}

interface DuplicateRows {
  readonly [key: string]: string | number | readonly string[];
  readonly trigger: 'duplicate-rows';
  readonly offerCount: number;
  readonly examples: readonly string[];
}

interface PriceConflictFound {
  readonly [key: string]: string | number;
  readonly trigger: 'price-conflict';
  readonly lowMinor: number;
  readonly lowFile: string;
  readonly lowLine: number;
  readonly highMinor: number;
  readonly highFile: string;
  readonly highLine: number;
}

interface MoreConflicts {
  readonly [key: string]: string | number;
  readonly trigger: 'more-conflicts';
  readonly namedCount: number;
  readonly unnamedCount: number;
}

/** What is wrong with a feed, one shape a trigger. */
export type FeedShapeEvidence =
  | SizeUnknown
  | RowsMissing
  | PricesEmpty
  | OffersNotFound
  | RepeatedBlockFound
  | DuplicateRows
  | PriceConflictFound
  | MoreConflicts;

/** Stands for the names beyond those listed. */
export const MORE = '…';

/** The diagnosis of a broken feed in words. */
export const feedShapeTell: InEveryLang<(evidence: FeedShapeEvidence, telling: Telling) => string> = {
  en,
  ko,
};

function en(e: FeedShapeEvidence, { say, money }: Telling): string {
  switch (e.trigger) {
    case 'size-unknown':
      return `No previous catalogue was given (--previous): whether rows are missing from these ${say.count(e.rowCount)} cannot be told.`;
    case 'rows-missing':
      return `Only ${say.count(e.rowCount)} rows arrived where the previous catalogue had ${say.count(e.previousRowCount)} (${say.percent(e.shareBps)}): the feed looks cut short.`;
    case 'prices-empty':
      return `${say.count(e.emptyPriceCount)} of ${say.count(e.rowCount)} rows (${say.percent(e.shareBps)}) have no price: the price column looks lost.`;
    case 'offers-not-found': {
      const file = BASELINES[e.baseline].en;
      const counts = `${e.foundCount === 0 ? 'None' : `Only ${say.count(e.foundCount)}`} of ${say.count(e.offerCount)} offers (${say.percent(e.shareBps)})`;
      return `${counts} can be found in the ${file}, so nearly everything was judged without it. Here: ${namesEn(e.missingPriceLists, e.missingExample)}. There: ${namesEn(e.knownPriceLists, e.knownExample)}. If SKUs or price lists are written differently, make them the same; if all goods are new, have a person approve the batch.`;
    }
    case 'repeated-block': {
      const more = e.blockCount === 1 ? '' : ` It is the longest of ${say.count(e.blockCount)} such blocks.`;
      return `Lines ${e.firstLine} to ${e.lastLine} of ${e.file} repeat ${say.count(e.rowCount)} rows that already stand from line ${e.copyOfLine} of ${e.copyOfFile}: part of the feed came twice.${more}`;
    }
    case 'duplicate-rows':
      return `${offersEn(e.offerCount, say.count(e.offerCount))} in more than one row, at the same price: ${e.examples.join(', ')}${e.offerCount > e.examples.length ? ', …' : ''}.`;
    case 'price-conflict':
      return `Two prices for one offer: ${money(e.lowMinor)} in line ${e.lowLine} of ${e.lowFile} and ${money(e.highMinor)} in line ${e.highLine} of ${e.highFile}. Which one is meant?`;
    case 'more-conflicts':
      return `${offersEn(e.unnamedCount, `Another ${say.count(e.unnamedCount)}`)} at two prices beyond the ${say.count(e.namedCount)} named one by one.`;
  }
}

const BASELINES: Readonly<Record<Baseline, InEveryLang<string>>> = {
  history: { en: 'price history', ko: '가격 이력' },
  'previous-catalogue': { en: 'previous catalogue', ko: '이전 카탈로그' },
};

function namesEn(priceLists: readonly string[], example: readonly string[]): string {
  const [sku, priceList, currency] = example;
  if (sku === undefined || priceList === undefined || currency === undefined) return 'no offers at all';
  const lists = `${priceLists.length === 1 ? 'price list' : 'price lists'} ${quotedList(priceLists)}`;
  const inList = priceLists.length === 1 ? '' : ` in “${priceList}”`;
  return `${lists}, such as SKU “${sku}”${inList} in ${currency}`;
}

function namesKo(priceLists: readonly string[], example: readonly string[]): string {
  const [sku, priceList, currency] = example;
  if (sku === undefined || priceList === undefined || currency === undefined) return '상품 없음';
  const inList = priceLists.length === 1 ? '' : `, 가격표 “${priceList}”`;
  return `가격표 ${quotedList(priceLists)}, 예: SKU “${sku}”${inList}, ${currency}`;
}

function quotedList(names: readonly string[]): string {
  return names.map((name) => (name === MORE ? name : `“${name}”`)).join(', ');
}

function offersEn(count: number, said: string): string {
  return count === 1 ? `${said} offer stands` : `${said} offers stand`;
}

function ko(e: FeedShapeEvidence, { say, money }: Telling): string {
  switch (e.trigger) {
    case 'size-unknown':
      return `이전 카탈로그(--previous)가 없어 이 ${say.count(e.rowCount)}행에서 빠진 행이 있는지 알 수 없습니다.`;
    case 'rows-missing':
      return `이전 카탈로그는 ${say.count(e.previousRowCount)}행이었는데 이번에는 ${say.count(e.rowCount)}행(${say.percent(e.shareBps)})만 들어왔습니다. 피드가 중간에 잘린 것으로 보입니다.`;
    case 'prices-empty':
      return `${say.count(e.rowCount)}행 중 ${say.count(e.emptyPriceCount)}행(${say.percent(e.shareBps)})에 가격이 없습니다. 가격 열이 빠진 것으로 보입니다.`;
    case 'offers-not-found': {
      const file = BASELINES[e.baseline].ko;
      return `상품 ${say.count(e.offerCount)}개 중 ${say.count(e.foundCount)}개(${say.percent(e.shareBps)})만 ${file}에서 찾을 수 있어, 거의 모든 상품을 그 정보 없이 판정했습니다. 카탈로그: ${namesKo(e.missingPriceLists, e.missingExample)}. ${file}: ${namesKo(e.knownPriceLists, e.knownExample)}. SKU나 가격표 이름이 서로 다르면 맞추고, 모두 새 상품이라면 담당자가 배치를 승인하세요.`;
    }
    case 'repeated-block': {
      const more =
        e.blockCount === 1
          ? ''
          : ` 이런 구간이 모두 ${say.count(e.blockCount)}곳이며, 그중 가장 긴 구간입니다.`;
      return `${e.file} ${e.firstLine}~${e.lastLine}행이 ${e.copyOfFile} ${e.copyOfLine}행부터 나온 ${say.count(e.rowCount)}행을 그대로 되풀이합니다. 피드 일부가 두 번 들어왔습니다.${more}`;
    }
    case 'duplicate-rows':
      return `상품 ${say.count(e.offerCount)}개가 같은 가격으로 두 행 이상에 중복되어 있습니다: ${e.examples.join(', ')}${e.offerCount > e.examples.length ? ' 등' : ''}.`;
    case 'price-conflict':
      return `한 상품에 가격이 둘입니다. ${e.lowFile} ${e.lowLine}행은 ${money(e.lowMinor)}, ${e.highFile} ${e.highLine}행은 ${money(e.highMinor)}입니다. 어느 쪽이 맞는지 확인하세요.`;
    case 'more-conflicts':
      return `하나씩 표시한 ${say.count(e.namedCount)}개 외에도 가격이 둘인 상품이 ${withJosa(`${say.count(e.unnamedCount)}개`, '이/가')} 더 있습니다.`;
  }
}
