import { plainText } from '../../../text/plain-text.js';
import { sayIn } from '../../../text/say.js';
import { watchWords } from '../../../text/watch-words.js';
import { alarmText } from '../alarm-text.js';
import { spentBps } from '../alarms.js';
import { amountText, rateText, type Screen } from './screen.js';
import { alarmsOfWatch, ratesOf, refusedCount, type WatchState } from './watch-state.js';

/** One line for each round, where there is no terminal: what a log keeps. Alarms follow in brackets. */
export function plainLine(state: WatchState, screen: Screen): string {
  const { lang, clock, now } = screen;
  const { seen, points } = state;
  const words = watchWords(lang);
  const alarms = alarmsOfWatch(state, now).map((alarm) => `[${alarm.id}] ${alarmText(alarm, lang)}`);
  const parts = seen === undefined ? [words.connecting] : [...saleParts(state, screen)];
  const rates = ratesOf(points);
  if (rates !== undefined) parts.push(`${words.reservedRate} ${rateText(rates.reserved, lang)}`);
  return plainText([`${clock(now)} ${state.saleId}`, ...parts, ...alarms].join('  '));
}

function saleParts({ seen }: WatchState, screen: Screen): string[] {
  if (seen === undefined) return [];
  const { lang } = screen;
  const words = watchWords(lang);
  const say = sayIn(lang);
  const { activity, counters } = seen;
  const { totals, lossBudgetMinor, lossSpentMinor } = activity;
  let left = 0;
  for (const { available } of counters.values()) left += available;
  const share = spentBps(lossBudgetMinor, lossSpentMinor);
  const budget = share === undefined ? amountText(lossSpentMinor, screen) : say.percent(share);
  return [
    words.modes[activity.mode],
    `${words.total.reserved} ${say.count(totals.reserved)}`,
    `${words.total.committed} ${say.count(totals.committed)}`,
    `${words.refusedRate} ${say.count(refusedCount(totals))}`,
    `${words.columns.left} ${say.count(left)}`,
    `${words.budget} ${budget}`,
  ];
}
