import type { InEveryLang, Lang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import { bpsParameter } from '../parameters.js';
import { coverageRule, type CoverageRule, type RuleInput } from '../rule.js';

interface CoverageEvidence {
  readonly [key: string]: string | number | readonly string[];
  readonly blindRuleId: string;
  readonly notJudgedCount: number;
  readonly totalCount: number;
  readonly shareBps: number;
  readonly needs: readonly RuleInput[];
}

const parameters = {
  shareMinBps: bpsParameter({
    default: 0,
    en: 'Say nothing while the share of offers a rule could not judge is at most this.',
    ko: '규칙이 판정하지 못한 상품의 비율이 이 값 이하이면 알리지 않습니다.',
  }),
};

const INPUTS: Readonly<Record<RuleInput, InEveryLang<string>>> = {
  reference: { en: 'reference price', ko: '기준 가격' },
  history: { en: 'price history', ko: '가격 이력' },
  'list-price': { en: 'list price', ko: '정가' },
  cost: { en: 'unit cost', ko: '원가' },
  discount: { en: 'discount amount', ko: '할인액' },
  'pack-or-content': { en: 'pack or content', ko: '묶음 수량·용량' },
  'sale-window': { en: 'sale window', ko: '판매 기간' },
  'claimed-markdown': { en: 'advertised markdown', ko: '표시 할인율' },
  'former-price': { en: 'former price', ko: '변경 전 가격' },
  'previous-catalogue': { en: 'entry in the previous catalogue', ko: '이전 카탈로그 항목' },
  peers: { en: 'peers in the category', ko: '비교할 만한 같은 카테고리 상품' },
  channel: { en: 'second channel', ko: '비교할 채널' },
  tier: { en: 'tier, quantity break or condition', ko: '등급·수량 구간·상태' },
  promotions: { en: 'promotions', ko: '프로모션' },
  approvals: { en: 'approvals', ko: '승인' },
};

function inputsIn(needs: readonly RuleInput[], lang: Lang): string {
  const names = needs.map((need) => INPUTS[need][lang]);
  const last = names.pop() ?? (lang === 'ko' ? '필요한 값' : 'needed value');
  if (names.length === 0) return last;
  return lang === 'ko' ? `${names.join(', ')} 또는 ${last}` : `${names.join(', ')} or ${last}`;
}

/** What a rule could not judge is said, so that silence is never mistaken for a pass. */
export const coverage: CoverageRule = coverageRule<typeof parameters, CoverageEvidence>({
  id: 'coverage',
  protects: {
    en: 'Silent blindness: a clean report because the rules had nothing to compare with.',
    ko: '비교할 값이 없어 조용했을 뿐인데 문제가 없다고 믿는 일을 막습니다.',
  },
  formula: 'offers a rule could not judge / offers > shareMinBps',
  stops: [],
  severities: ['info'],
  needs: [],
  explains: false,
  parameters,
  judgeCoverage(tally, values) {
    const { ruleId, judgedCount, notJudgedCount, needs } = tally;
    const totalCount = judgedCount + notJudgedCount;
    if (notJudgedCount === 0 || notJudgedCount * 10_000 <= totalCount * values.shareMinBps) return undefined;
    const shareBps = Math.floor((notJudgedCount * 10_000) / totalCount);
    return {
      severity: 'info',
      measured: { value: shareBps, unit: 'bps' },
      limit: { value: values.shareMinBps, unit: 'bps' },
      evidence: { blindRuleId: ruleId, notJudgedCount, totalCount, shareBps, needs },
    };
  },
  tell: {
    en(e, { say }) {
      const share = e.shareBps === 0 ? 'Below 0.01 %' : say.percent(e.shareBps);
      const verb = e.notJudgedCount === 1 ? 'has' : 'have';
      return `${share} of the offers (${say.count(e.notJudgedCount)} of ${say.count(e.totalCount)}) ${verb} no ${inputsIn(e.needs, 'en')}: ${e.blindRuleId} is blind there.`;
    },
    ko(e, { say }) {
      const share = e.shareBps === 0 ? '0.01% 미만' : say.percent(e.shareBps);
      return `상품의 ${share}(${say.count(e.totalCount)}개 중 ${say.count(e.notJudgedCount)}개)는 ${withJosa(inputsIn(e.needs, 'ko'), '이/가')} 없어 ${e.blindRuleId} 규칙이 판정하지 못했습니다.`;
    },
  },
});
