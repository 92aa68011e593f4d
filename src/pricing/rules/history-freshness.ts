import { dayOf } from '../../core/clock.js';
import { daysParameter, type ValuesOf } from '../parameters.js';
import {
  batchRule,
  type BatchContext,
  type BatchJudgement,
  type BatchRule,
  type BatchTotals,
  type BatchWatch,
} from '../rule.js';

interface HistoryAgeEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'old' | 'ahead';
  /** Days from the end of the history to the day judged for; negative when the history ends after it. */
  readonly ageDays: number;
  readonly historyEndsOn: number;
  readonly today: number;
}

const parameters = {
  ageDaysMax: daysParameter({
    default: 35,
    en: 'Warn when the whole history ends more days than this before the day judged for: then every reference is old.',
    ko: '가격 이력 전체가 판정일보다 이 일수 넘게 앞서 끝나면 주의로 알립니다. 모든 기준 가격이 오래된 것입니다.',
  }),
};

/** One day ahead is no mistake: a shop east of UTC is already in tomorrow. */
const AHEAD_DAYS_MAX = 1;

class HistoryAgeWatch implements BatchWatch<HistoryAgeEvidence> {
  readonly #context: BatchContext;
  readonly #values: ValuesOf<typeof parameters>;
  #rowCount = 0;

  constructor(context: BatchContext, values: ValuesOf<typeof parameters>) {
    this.#context = context;
    this.#values = values;
  }

  see(): void {
    this.#rowCount += 1;
  }

  close(_totals: BatchTotals): { judgements: BatchJudgement<HistoryAgeEvidence>[]; notJudgedCount: number } {
    const historyEndsOn = this.#context.historyEndsOn;
    if (historyEndsOn === undefined) return { judgements: [], notJudgedCount: this.#rowCount };
    const today = dayOf(this.#context.now);
    const ageDays = today - historyEndsOn;
    const isOld = ageDays > this.#values.ageDaysMax;
    if (!isOld && ageDays >= -AHEAD_DAYS_MAX) return { judgements: [], notJudgedCount: 0 };
    const judgement: BatchJudgement<HistoryAgeEvidence> = {
      severity: 'warn',
      measured: { value: ageDays, unit: 'days' },
      limit: { value: isOld ? this.#values.ageDaysMax : -AHEAD_DAYS_MAX, unit: 'days' },
      about: undefined,
      evidence: { trigger: isOld ? 'old' : 'ahead', ageDays, historyEndsOn, today },
    };
    return { judgements: [judgement], notJudgedCount: 0 };
  }
}

/** The whole history ends long before the sale, or after the day judged for. */
export const historyFreshness: BatchRule = batchRule<typeof parameters, HistoryAgeEvidence>({
  id: 'history-freshness',
  protects: {
    en: 'Judging tomorrow’s sale by last season’s prices because nobody renewed the history.',
    ko: '이력을 갱신하지 않아 지난 시즌 가격으로 내일 행사를 판정하는 일을 막습니다.',
  },
  formula: 'day judged for - end of history > ageDaysMax, or < -1',
  stops: [],
  severities: ['warn'],
  needs: ['history'],
  explains: true,
  parameters,
  open: (context, values) => new HistoryAgeWatch(context, values),
  tell: {
    en: (e, { say }) =>
      e.trigger === 'old'
        ? `The price history ends on ${say.day(e.historyEndsOn)}, ${say.count(e.ageDays)} days before ${say.day(e.today)}: every reference is that old. Add the newest days.`
        : `The price history ends on ${say.day(e.historyEndsOn)}, after ${say.day(e.today)}, the day this audit judges for: check --now, or the prices being judged are their own reference.`,
    ko: (e, { say }) =>
      e.trigger === 'old'
        ? `가격 이력이 ${say.day(e.historyEndsOn)}에 끝나 판정일 ${say.day(e.today)}보다 ${say.count(e.ageDays)}일 앞섭니다. 모든 기준 가격이 그만큼 오래되었으니 최근 이력을 추가하세요.`
        : `가격 이력이 판정일 ${say.day(e.today)}보다 늦은 ${say.day(e.historyEndsOn)}에 끝납니다. 점검할 가격이 스스로의 기준이 될 수 있으니 --now를 확인하세요.`,
  },
});
