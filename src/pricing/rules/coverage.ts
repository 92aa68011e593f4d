import { INPUT_WORDS } from '../../text/input-words.js';
import { withJosa } from '../../text/josa.js';
import type { Lang } from '../../text/lang.js';
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

function inputsIn(needs: readonly RuleInput[], lang: Lang): string {
  const names = needs.map((need) => {
    const { name, ofOffer = name } = INPUT_WORDS[need];
    return ofOffer[lang];
  });
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
