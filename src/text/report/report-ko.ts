import { sayIn } from '../say.js';
import type { ReportWords, VerdictCounts } from './report-words.js';

const say = sayIn('ko');

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['history-median', '평소 가격'],
  ['history-minimum', '30일 최저가'],
  ['list-price', '정가'],
  ['peer-estimate', '유사 상품 추정가'],
]);

function pieces(count: number): string {
  return `${say.count(count)}개`;
}

/** `판매하면 안 되는 상품 14개가 있습니다.`; undefined where nothing was flagged. */
function countedVerdict(
  { blocked, held, warned, noted }: VerdictCounts,
  noun: '상품' | '프로모션',
): string | undefined {
  const parts: string[] = [];
  const add = (count: number, what: string): void => {
    if (count > 0) parts.push(`${what} ${noun} ${pieces(count)}`);
  };
  add(blocked, noun === '상품' ? '판매하면 안 되는' : '적용하면 안 되는');
  add(held, '확인이 필요한');
  add(warned, '알아둘');
  add(noted, '참고할');
  return parts.length === 0 ? undefined : `${parts.join(', ')}가 있습니다.`;
}

export const KO: ReportWords = {
  severity: { block: '차단', hold: '보류', warn: '주의', info: '참고' },
  readRows({ rows, unread, files }) {
    const skipped = unread === 0 ? '' : ` 이 중 ${say.count(unread)}행은 상품으로 읽을 수 없었습니다.`;
    return `${say.count(rows)}행을 읽었습니다(${files.join(', ')}).${skipped}`;
  },
  noFiles: '파일 없음',
  historyUpTo: (day) => `가격 이력은 ${day}까지입니다.`,
  noHistory: '가격 이력이 없습니다.',
  previousRows: (rows) => `이전 카탈로그 ${say.count(rows)}행과 비교했습니다.`,
  policyFrom: (source) => `정책: ${source}.`,
  builtInPolicy: '정책 파일 없이 내장 기본값으로 판정했습니다.',
  judgedFor: (instant) => `판정 기준 시각은 ${instant}입니다.`,
  verdict({ judged, ...counts }) {
    const flagged = countedVerdict(counts, '상품');
    if (flagged !== undefined) return flagged;
    if (judged === 0) return '판정한 상품이 없습니다. 상품으로 읽힌 행이 하나도 없습니다.';
    return `상품 ${pieces(judged)} 모두 고칠 것이 없습니다.`;
  },
  promotionVerdict: (counts) => countedVerdict(counts, '프로모션') ?? '',
  approvedFindings: (count) => `지적 ${say.count(count)}건은 승인되었습니다.`,
  refusedApprovals: (count) =>
    `지적 ${say.count(count)}건은 승인이 유효하지 않아 심각도가 그대로 유지됩니다.`,
  batchVerdict: {
    block: '이번 배치 전체를 판매하면 안 됩니다.',
    hold: '이번 배치 전체를 담당자가 확인해야 합니다.',
    warn: '이번 배치 전체에 대한 주의 사항이 있습니다.',
  },
  totalExposure: (amounts) =>
    `차단·보류된 상품이 이대로 모두 팔리면 최대 ${amounts.join(', ')}의 손실이 납니다.`,
  knownFindings: (count) => `이 중 ${say.count(count)}건은 기준 보고서에 이미 있던 것입니다.`,
  exposure(amount, units) {
    if (units === undefined) return `최대 ${amount} 손실`;
    return units === 1 ? `1개당 ${amount} 손실` : `${pieces(units)} 판매 시 최대 ${amount} 손실`;
  },
  below: (percent) => `${percent} 낮음`,
  above: (percent) => `${percent} 높음`,
  referenceLabel: (source) => (source === undefined ? undefined : REFERENCES.get(source)) ?? '기준 가격',
  line: (line) => `${say.count(line)}행`,
  also: '함께 걸린 규칙',
  promotion: '프로모션',
  known: '기준 보고서에 있음',
  moreOffers: (count) =>
    `… 외 ${pieces(count)} 더 있습니다. --format html 또는 json으로 모두 볼 수 있습니다.`,
  moreBatchFindings: (count) =>
    `… 배치 관련 ${say.count(count)}건이 더 있습니다. --format html 또는 json으로 모두 볼 수 있습니다.`,
  batchTitle: '배치 전체',
  coverageTitle: '판정하지 못한 것',
  everythingJudged: '모든 규칙이 모든 상품을 판정했습니다.',
  noReference: '없음',
  comparedWith: (parts) =>
    `비교 기준별 상품 수: ${parts.map(({ label, count }) => `${label} ${pieces(count)}`).join(', ')}.`,
  blindSpot({ missing, ruleIds, notJudged, total }) {
    const reach =
      notJudged === total ? `상품 ${pieces(total)} 모두` : `상품 ${pieces(total)} 중 ${pieces(notJudged)}`;
    return `${missing.join(', ')} 없음: ${ruleIds.join(', ')} 규칙이 ${reach}를 판정하지 못했습니다.`;
  },
  partlyBlind(gaps) {
    const parts = gaps.map((gap) => `${gap.ruleIds.join(', ')} ${pieces(gap.notJudged)}`);
    return `비교할 값이 없는 상품이 있습니다. 규칙별로 판정하지 못한 상품: ${parts.join('; ')}.`;
  },
  switchedOff: (ruleIds, count) => `정책에서 끈 규칙(상품 ${pieces(count)}): ${ruleIds.join(', ')}.`,
  ignoredColumns: (file, columns) =>
    `${file}에서 읽지 않은 열: ${columns.join(', ')}. 금액이 든 열이 있으면 --columns로 이름을 지정하세요.`,
  nextTitle: '다음 단계',
  nextFix: '표시된 줄의 가격을 고친 뒤 다시 점검하세요.',
  nextExplain: (command) =>
    `${command} 명령이 이 규칙을 설명합니다. 무엇을 막는지, 카테고리나 가격표별로 어떻게 바꾸는지 알려 줍니다.`,
  nextPolicy: (command) =>
    `${command} 명령이 주석이 달린 정책 파일을 만들어 줍니다. 한도를 직접 정할 수 있습니다.`,
  unknownRule: ({ ruleId, measured, limit }) =>
    `이 버전이 모르는 규칙 ${ruleId}: 측정값 ${measured}, 한도 ${limit}.`,
};
