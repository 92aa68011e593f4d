import type { PriceRule } from '../pricing/rule.js';
import type { InEveryLang } from '../text/lang.js';

/** Words of `saleguard rules` that are not taken from the rule table. */
export interface RuleWords {
  listHead(count: number): string;
  listEnd(source: string): string;
  readonly severities: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<PriceRule['kind'], string>>;
  readonly trigger: string;
  readonly needs: string;
  readonly needsNothing: string;
  readonly stops: string;
  readonly parameters: string;
  readonly noParameters: string;
  byDefault(value: string): string;
  inForce(source: string): string;
  readonly off: string;
  readonly changed: string;
  readonly asBuiltIn: string;
  readonly switchedOff: string;
  loweredTo(severity: string): string;
  readonly where: string;
  readonly howToSet: string;
  readonly mergeNote: string;
  cannotBeWaived(reason: string): string;
}

export const RULE_WORDS: InEveryLang<RuleWords> = {
  en: {
    listHead: (count) => `${count} ${count === 1 ? 'rule' : 'rules'}. Explain one: saleguard rules <id>`,
    listEnd: (source) => `As set by ${source}.`,
    severities: 'Can give',
    kind: 'Judges',
    kinds: {
      offer: 'one offer at a time',
      batch: 'the whole catalogue',
      reading: 'what could be read',
      promotion: 'one promotion by itself',
      coverage: 'what could not be judged',
    },
    trigger: 'Trigger',
    needs: 'Needs',
    needsNothing: 'nothing beside sku, price and currency',
    stops: 'Would have stopped',
    parameters: 'Parameters',
    noParameters: 'none',
    byDefault: (value) => `default ${value}`,
    inForce: (source) => `In force by ${source}`,
    off: 'off',
    changed: 'changed',
    asBuiltIn: 'everything at its default',
    switchedOff: 'switched off',
    loweredTo: (severity) => `findings lowered to ${severity}`,
    where: 'where',
    howToSet: 'How to set it, in the policy file',
    mergeNote: 'Currencies that a policy does not name keep the amount above.',
    cannotBeWaived: (reason) => `Cannot be switched off or lowered: ${reason}.`,
  },
  ko: {
    listHead: (count) => `규칙 ${count}개. 하나를 자세히 보기: saleguard rules <id> --lang ko`,
    listEnd: (source) => `${source} 기준입니다.`,
    severities: '심각도',
    kind: '판정 대상',
    kinds: {
      offer: '상품 하나',
      batch: '카탈로그 전체',
      reading: '읽은 내용',
      promotion: '프로모션 하나',
      coverage: '판정하지 못한 것',
    },
    trigger: '조건',
    needs: '필요한 정보',
    needsNothing: 'sku, 가격, 통화 외에는 없음',
    stops: '막을 수 있었던 사고',
    parameters: '설정값',
    noParameters: '없음',
    byDefault: (value) => `기본값 ${value}`,
    inForce: (source) => `${source} 적용값`,
    off: '꺼짐',
    changed: '변경됨',
    asBuiltIn: '모두 기본값',
    switchedOff: '꺼져 있음',
    loweredTo: (severity) => `심각도를 ${severity}까지로 낮춤`,
    where: '대상',
    howToSet: '정책 파일에서 설정하는 방법',
    mergeNote: '정책에 적지 않은 통화에는 위의 금액이 그대로 적용됩니다.',
    cannotBeWaived: (reason) => `끄거나 낮출 수 없습니다. 이유: ${reason}.`,
  },
};
