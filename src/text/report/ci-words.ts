import type { InEveryLang, Lang } from '../lang.js';
import { sayIn } from '../say.js';

/** What only the formats for build servers say. */
export interface CiWords {
  /** Rows, promotions and findings about the batch that GitHub would not show as annotations. */
  notAnnotated(count: number): string;
  /** Findings left out of a report that may hold only so many. */
  leftOut(facts: { readonly held: number; readonly total: number }): string;
  /** Heads of the help text of a rule. */
  readonly trigger: string;
  readonly stopped: string;
  explained(command: string): string;
  /** A rule that found nothing; `judged` of `total` offers. */
  noFinding(facts: { readonly judged: number; readonly total: number }): string;
  /** A rule that could judge nothing, for want of `missing`, one or more. */
  blind(missing: readonly string[]): string;
  readonly switchedOff: string;
  readonly nothingToJudge: string;
  /** Name of the test case of a rule that found nothing. */
  readonly wholeBatch: string;
}

const en = sayIn('en');
const ko = sayIn('ko');

const WORDS: InEveryLang<CiWords> = {
  en: {
    notAnnotated: (count) =>
      `${en.count(count)} more ${count === 1 ? 'is' : 'are'} not marked here: GitHub shows ten errors, ten warnings and ten notices a step. --format html or json holds all.`,
    leftOut: ({ held, total }) =>
      `This report holds ${en.count(held)} of ${en.count(total)} findings, the worst first. --format json holds all.`,
    trigger: 'When',
    stopped: 'Would have stopped',
    explained: (command) =>
      `${command} explains the rule, and how to override it for a category or price list.`,
    noFinding: ({ judged, total }) => `No finding. Judged ${en.count(judged)} of ${en.count(total)} offers.`,
    blind: (missing) => `Could not judge a single offer. Missing: ${missing.join(', ')}.`,
    switchedOff: 'Switched off by the policy.',
    nothingToJudge: 'There was nothing to judge.',
    wholeBatch: 'whole batch',
  },
  ko: {
    notAnnotated: (count) =>
      `표시하지 못한 항목이 ${ko.count(count)}개 더 있습니다. GitHub는 한 단계에서 오류, 경고, 알림을 10개씩만 보여 줍니다. --format html 또는 json에 모두 있습니다.`,
    leftOut: ({ held, total }) =>
      `이 보고서에는 지적 ${ko.count(total)}건 중 심각한 순으로 ${ko.count(held)}건만 있습니다. --format json에 모두 있습니다.`,
    trigger: '조건',
    stopped: '막을 수 있었던 사례',
    explained: (command) => `${command} 명령이 이 규칙과, 카테고리나 가격표별로 바꾸는 방법을 설명합니다.`,
    noFinding: ({ judged, total }) =>
      `지적 없음. 상품 ${ko.count(total)}개 중 ${ko.count(judged)}개를 판정했습니다.`,
    blind: (missing) => `상품을 하나도 판정하지 못했습니다. 없는 것: ${missing.join(', ')}.`,
    switchedOff: '정책에서 꺼져 있습니다.',
    nothingToJudge: '판정할 대상이 없었습니다.',
    wholeBatch: '배치 전체',
  },
};

/** The words for build servers in a language. */
export function ciWords(lang: Lang): CiWords {
  return WORDS[lang];
}
