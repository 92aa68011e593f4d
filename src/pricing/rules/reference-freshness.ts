import { daysParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';

interface FreshnessEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'old' | 'contaminated' | 'quarantined';
  /** Days between the SKU's last observation and the end of the whole history. */
  readonly ageDays: number;
  readonly lastOn: number;
  readonly days: number;
}

const parameters = {
  ageDaysMax: daysParameter({
    default: 35,
    en: 'A SKU last observed more days than this before the history ends has a stale reference. Five weeks bridge a sold-out month.',
    ko: '가격 이력이 끝나기 이 일수 전에 마지막으로 관측된 상품은 기준 가격이 오래된 것으로 봅니다. 5주면 한 달 품절은 넘길 수 있습니다.',
  }),
};

/** The reference stands on old or doubtful observations. */
export const referenceFreshness: OfferRule = offerRule<typeof parameters, FreshnessEvidence>({
  id: 'reference-freshness',
  protects: {
    en: 'Judging by a reference that is out of date, or that bad prices have crept into.',
    ko: '오래되었거나 잘못된 가격이 섞인 기준으로 판정하는 것을 막습니다.',
  },
  formula:
    'end of history - last observation > ageDaysMax; or days counted in (contaminated) or left out (quarantined) although their price would have been blocked > 0',
  stops: [],
  severities: ['warn', 'info'],
  needs: ['history'],
  explains: false,
  parameters,
  judge(_offer, facts, values) {
    const { history, historyEndsOn } = facts;
    if (history === undefined || historyEndsOn === undefined) return NOT_JUDGED;
    const { lastOn, contaminatedDays, quarantinedDays } = history;
    const ageDays = historyEndsOn - lastOn;
    if (ageDays > values.ageDaysMax) {
      return {
        severity: 'warn',
        measured: { value: ageDays, unit: 'days' },
        limit: { value: values.ageDaysMax, unit: 'days' },
        evidence: { trigger: 'old', ageDays, lastOn, days: ageDays },
      };
    }
    // Quarantined days are not in the reference, so it can be trusted; contaminated ones are.
    const days = contaminatedDays > 0 ? contaminatedDays : quarantinedDays;
    if (days === 0) return undefined;
    const isContaminated = contaminatedDays > 0;
    return {
      severity: isContaminated ? 'warn' : 'info',
      measured: { value: days, unit: 'days' },
      limit: { value: 0, unit: 'days' },
      evidence: { trigger: isContaminated ? 'contaminated' : 'quarantined', ageDays, lastOn, days },
    };
  },
  tell: {
    en(e, { say }) {
      switch (e.trigger) {
        case 'old':
          return `Its price was last observed on ${say.day(e.lastOn)}, ${say.count(e.ageDays)} days before the history ends: the reference may be out of date.`;
        case 'contaminated':
          return `${daysEn(e.days, say.count(e.days))} counted into its reference although the price would have been blocked, because it stood for two weeks: was that price right?`;
        case 'quarantined':
          return `${daysEn(e.days, say.count(e.days))} left out of its reference, because the price would have been blocked.`;
      }
    },
    ko(e, { say }) {
      switch (e.trigger) {
        case 'old':
          return `이 상품의 가격은 ${say.day(e.lastOn)} 이후 관측되지 않았습니다(이력 종료 ${say.count(e.ageDays)}일 전). 기준 가격이 오래되었을 수 있습니다.`;
        case 'contaminated':
          return `차단됐어야 할 가격이 2주 넘게 유지되어 기준 가격에 ${say.count(e.days)}일치가 포함되었습니다. 그 가격이 맞았는지 확인하세요.`;
        case 'quarantined':
          return `차단됐어야 할 가격 ${say.count(e.days)}일치를 기준 가격에서 제외했습니다.`;
      }
    },
  },
});

function daysEn(count: number, said: string): string {
  return count === 1 ? `${said} day is` : `${said} days are`;
}
