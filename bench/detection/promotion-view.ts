import { severityRank, type Severity } from '../../src/catalog/finding.js';
import type { Promotions } from '../../src/catalog/promotion.js';
import type { Alarm, PromotionJudge } from './promotion-judge.js';
import { firstEntry } from './promotion-fault.js';
import type { ShopRow } from './promotion-shop.js';

/** One way to judge a calendar: by which judge, and as if it said what. */
export interface Looking {
  readonly judge: PromotionJudge;
  /** What is judged instead of the calendar. */
  readonly prepare: (calendar: Promotions) => Promotions;
}

/** An honest calendar judged one way, so that of its copies only what is new counts. */
export class View {
  readonly alarms: readonly Alarm[];
  readonly #looking: Looking;
  /** Severity by rule and subject. */
  readonly #known: ReadonlyMap<string, Severity>;

  constructor(looking: Looking, calendar: Promotions, rows: readonly ShopRow[]) {
    this.#looking = looking;
    const { judge } = looking;
    const prepared = looking.prepare(calendar);
    this.alarms = [...judge.judgeTerms(prepared), ...judge.judgeRows(prepared, rows)];
    this.#known = new Map(this.alarms.map((alarm) => [keyOf(alarm), alarm.severity]));
  }

  /** What is said of the promotions of a copy by themselves and was not, or less severely, of the calendar. */
  newTerms(copy: Promotions): readonly Alarm[] {
    const { judge, prepare } = this.#looking;
    return judge.judgeTerms(prepare(copy)).filter((alarm) => this.#isNew(alarm));
  }

  /** The same of rows, one after the other. */
  *newRows(copy: Promotions, rows: readonly ShopRow[]): Generator<Alarm> {
    const { judge, prepare } = this.#looking;
    for (const alarm of judge.judgeRows(prepare(copy), rows)) if (this.#isNew(alarm)) yield alarm;
  }

  /** What was said of a promotion is no news of its second entry. */
  #isNew(alarm: Alarm): boolean {
    const before = this.#known.get(keyOf(alarm));
    return before === undefined || severityRank(alarm.severity) < severityRank(before);
  }
}

function keyOf({ ruleId, isAboutRow, subject, reason }: Alarm): string {
  return [ruleId, isAboutRow ? subject : firstEntry(subject), reason].join('\t');
}
