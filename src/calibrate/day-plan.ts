import type { EpochDay } from '../core/clock.js';
import { WINDOW_DAYS } from '../pricing/references/day-window.js';
import { MINIMUM_DAYS } from '../pricing/references/statistics.js';

/** How the days of a history are used. */
export interface DayPlan {
  /** Days before it only make histories. */
  readonly learnFrom: EpochDay;
  /** Days from it on judge, those before it learn. */
  readonly judgeFrom: EpochDay;
  /** Newest day. */
  readonly endsOn: EpochDay;
}

/** Days a history needs: the 30 a lowest price looks back, and as many to learn and to judge. */
export const PLAN_DAYS_MIN: number = 2 * MINIMUM_DAYS;

/**
 * A third of the days, 30 to 91 of them, only make histories; the first half of the rest learns, the second judges.
 *
 * @returns undefined when there are fewer than 60 days.
 */
export function planDays(startsOn: EpochDay, endsOn: EpochDay): DayPlan | undefined {
  const span = endsOn - startsOn + 1;
  if (span < PLAN_DAYS_MIN) return undefined;
  const warmUp = Math.min(WINDOW_DAYS, Math.max(MINIMUM_DAYS, Math.floor(span / 3)));
  const learnFrom = startsOn + warmUp;
  return { learnFrom, judgeFrom: learnFrom + Math.floor((span - warmUp) / 2), endsOn };
}
