import type { InEveryLang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import type { Telling } from '../rule.js';

/** What rows are ordered by; also the field their group leaves out. */
export type LevelKind = 'tier' | 'quantity-min' | 'condition';

interface Dearer {
  readonly [key: string]: string | number;
  readonly trigger: 'dearer';
  readonly kind: LevelKind;
  readonly lesser: string;
  readonly lesserMinor: number;
  readonly lesserFile: string;
  readonly lesserLine: number;
  readonly better: string;
  readonly betterMinor: number;
}

interface MoreOffers {
  readonly [key: string]: string | number;
  readonly trigger: 'more-offers';
  readonly kind: LevelKind;
  readonly count: number;
}

interface TooManyLevels {
  readonly [key: string]: string | number | readonly string[];
  readonly trigger: 'too-many-levels';
  readonly kind: LevelKind;
  readonly count: number;
  readonly examples: readonly string[];
  readonly levelCountMax: number;
}

interface UnknownTier {
  readonly [key: string]: string | number | readonly string[];
  readonly trigger: 'unknown-tier';
  readonly rowCount: number;
  readonly examples: readonly string[];
  readonly known: readonly string[];
}

/** What is wrong with the order of levels, one shape a trigger. */
export type TierOrderEvidence = Dearer | MoreOffers | TooManyLevels | UnknownTier;

/** The diagnosis of swapped levels in words. */
export const tierOrderTell: InEveryLang<(evidence: TierOrderEvidence, telling: Telling) => string> = {
  en,
  ko,
};

const KINDS_EN: Readonly<Record<LevelKind, string>> = {
  tier: 'tiers',
  'quantity-min': 'quantity breaks',
  condition: 'conditions',
};

const KINDS_KO: Readonly<Record<LevelKind, string>> = {
  tier: '등급',
  'quantity-min': '수량 구간',
  condition: '상품 상태',
};

const CONDITIONS_KO: ReadonlyMap<string, string> = new Map([
  ['new', '새 상품'],
  ['open-box', '개봉 상품'],
  ['refurbished', '리퍼 상품'],
  ['used', '중고 상품'],
]);

function en(e: TierOrderEvidence, { say, money }: Telling): string {
  switch (e.trigger) {
    case 'dearer':
      return `${capitalised(levelEn(e.kind, e.better))} costs ${money(e.betterMinor)}, more than ${levelEn(e.kind, e.lesser)} at ${money(e.lesserMinor)} (line ${e.lesserLine} of ${e.lesserFile}): are the two swapped?`;
    case 'more-offers':
      return `${say.count(e.count)} more offers have their ${KINDS_EN[e.kind]} in the wrong order, beyond those named one by one.`;
    case 'too-many-levels':
      return `${say.count(e.count)} ${e.count === 1 ? 'offer has' : 'offers have'} more than ${e.levelCountMax} ${KINDS_EN[e.kind]} and were not compared: ${e.examples.join(', ')}${e.count > e.examples.length ? ', …' : ''}.`;
    case 'unknown-tier':
      return `${say.count(e.rowCount)} ${e.rowCount === 1 ? 'row names a tier' : 'rows name tiers'} the policy does not order: ${e.examples.join(', ')}. Add them to rule tier-order, parameter tiers, lowest first (now: ${e.known.join(', ')}).`;
  }
}

function levelEn(kind: LevelKind, name: string): string {
  switch (kind) {
    case 'tier':
      return `tier ${name}`;
    case 'quantity-min':
      return `one unit from ${name} on`;
    case 'condition':
      return `the ${name} article`;
  }
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function ko(e: TierOrderEvidence, { say, money }: Telling): string {
  switch (e.trigger) {
    case 'dearer':
      return `${withJosa(levelKo(e.kind, e.better), '이/가')} ${money(e.betterMinor)}인데 ${withJosa(levelKo(e.kind, e.lesser), '은/는')} ${money(e.lesserMinor)}입니다(${e.lesserFile} ${e.lesserLine}행). 두 가격이 뒤바뀐 것은 아닌지 확인하세요.`;
    case 'more-offers':
      return `하나씩 표시한 것 외에도 ${KINDS_KO[e.kind]}별 가격 순서가 맞지 않는 상품이 ${say.count(e.count)}개 더 있습니다.`;
    case 'too-many-levels':
      return `상품 ${say.count(e.count)}개는 ${withJosa(KINDS_KO[e.kind], '이/가')} ${e.levelCountMax}개를 넘어 비교하지 않았습니다: ${e.examples.join(', ')}${e.count > e.examples.length ? ' 등' : ''}.`;
    case 'unknown-tier':
      return `정책에 순서가 없는 등급이 ${say.count(e.rowCount)}행에 있습니다: ${e.examples.join(', ')}. tier-order 규칙의 tiers에 낮은 등급부터 추가하세요(현재: ${e.known.join(', ')}).`;
  }
}

function levelKo(kind: LevelKind, name: string): string {
  switch (kind) {
    case 'tier':
      return `${name} 등급 가격`;
    case 'quantity-min':
      return `${name}개 이상 구매 시 개당 가격`;
    case 'condition':
      return `${CONDITIONS_KO.get(name) ?? name} 가격`;
  }
}
