// The calendar of the sale. Days are counted from 1970-01-01, as written in the files; no zone is applied.

const DAY_MS = 86_400_000;

/** When the sale opens: the instant the demo judges the catalogue for. */
export const SALE_STARTS = '2026-11-27T00:00:00+09:00';
export const SALE_ENDS = '2026-11-30T00:00:00+09:00';

/** The sale of the week before: one row still carries its window. */
export const LAST_SALE_STARTS = '2026-11-20T00:00:00+09:00';
export const LAST_SALE_ENDS = '2026-11-24T00:00:00+09:00';

/** Days of history before the sale. */
export const HISTORY_DAYS = 90;

const LAST_DAY = Date.UTC(2026, 10, 26) / DAY_MS;

/** The days of the history, oldest first, as `2026-11-26`. */
export function historyDays() {
  return Array.from({ length: HISTORY_DAYS }, (_, index) =>
    new Date((LAST_DAY - HISTORY_DAYS + 1 + index) * DAY_MS).toISOString().slice(0, 10),
  );
}
