import type { Trip } from '../../../catalog/trip.js';
import { SALE_SCOPE, type ModeHold, type SaleMode } from '../../../stock/mode.js';
import { REFUSED_TOTALS, type SaleTotals } from '../../../stock/totals.js';
import type { SaleActivity } from '../../../stock/verdict.js';
import { sayIn } from '../../../text/say.js';
import { watchWords } from '../../../text/watch-words.js';
import { alarmText, holderText, ruleText, scopeText } from '../alarm-text.js';
import { isGrave, type Alarm } from '../alarms.js';
import { fitText, span, type Line, type Style } from './line.js';
import type { Screen } from './screen.js';

/** A heading with lines below it, as many as there is room for. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Sections one below the other in exactly `rows` lines: what does not fit is cut from the longest, and counted. */
export function stackSections(sections: readonly Section[], rows: number, screen: Screen): readonly Line[] {
  const room = Math.max(0, rows - sections.length * 2 + 1);
  const heights = sharedRoom(
    sections.map(({ lines }) => lines.length),
    room,
  );
  const stacked = sections.flatMap(({ title, lines }, index) => {
    const height = heights[index] ?? 0;
    const gap: Line[] = index === 0 ? [] : [[]];
    return [...gap, [span(title, 'title')], ...cutLines(lines, height, screen)];
  });
  return [...stacked, ...Array.from({ length: Math.max(0, rows - stacked.length) }, (): Line => [])].slice(
    0,
    rows,
  );
}

/** The lines that fit; where some do not, the last one says how many. */
export function cutLines(lines: readonly Line[], rows: number, { lang }: Screen): readonly Line[] {
  if (lines.length <= rows) return lines;
  if (rows <= 0) return [];
  const left = lines.length - (rows - 1);
  return [...lines.slice(0, rows - 1), [span(watchWords(lang).more(sayIn(lang).count(left)), 'dim')]];
}

/** Takes lines from the longest until all fit. */
function sharedRoom(wanted: readonly number[], room: number): readonly number[] {
  const heights = [...wanted];
  let over = heights.reduce((sum, height) => sum + height, 0) - room;
  for (; over > 0; over -= 1) {
    const longest = heights.indexOf(Math.max(...heights));
    heights[longest] = (heights[longest] ?? 0) - 1;
  }
  return heights.map((height) => Math.max(0, height));
}

/** Sections as one line each, for a screen without room: the first entry, and how many there are beside it. */
export function sectionLines(sections: readonly Section[], { lang }: Screen): readonly Line[] {
  return sections.map(({ title, lines: [first = [], ...rest] }) => {
    const more =
      rest.length === 0 ? [] : [span(` ${watchWords(lang).more(sayIn(lang).count(rest.length))}`, 'dim')];
    return [span(title, 'title'), span('  '), ...first, ...more];
  });
}

/** Refusals by reason, most first. */
export function refusalSection({ totals }: SaleActivity, columns: number, screen: Screen): Section {
  const { lang, glyphs } = screen;
  const words = watchWords(lang);
  const lines = refusalCounts(totals, lang).map(({ name, count }): Line => {
    const number = sayIn(lang).count(count);
    return [
      span(fitText(name, Math.max(1, columns - number.length - 1), 'left', glyphs.cut)),
      span(` ${number}`),
    ];
  });
  return { title: words.refusals, lines: lines.length === 0 ? [[span(words.none, 'dim')]] : lines };
}

/** Refusals on one line, most first. */
export function refusalLine({ totals }: SaleActivity, { lang }: Screen): Line {
  const words = watchWords(lang);
  const counts = refusalCounts(totals, lang).map(({ name, count }) => `${name} ${sayIn(lang).count(count)}`);
  return [span(words.refusals, 'title'), span(`  ${counts.length === 0 ? words.none : counts.join(', ')}`)];
}

function refusalCounts(
  totals: SaleTotals,
  lang: Screen['lang'],
): readonly { readonly name: string; readonly count: number }[] {
  const { refused } = watchWords(lang);
  return [
    ...REFUSED_TOTALS.map((reason) => ({ name: refused[reason], count: totals.refused[reason] })),
    { name: refused.price, count: totals.rejected },
  ]
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
}

/** What is held, by whom and since when. */
export function holdSection({ holds }: SaleActivity, screen: Screen): Section {
  const words = watchWords(screen.lang);
  const lines = [...holds].sort(byTimeDown).map((hold) => holdLine(hold, screen));
  return { title: words.holds, lines: lines.length === 0 ? [[span(words.noHolds, 'dim')]] : lines };
}

function byTimeDown(left: ModeHold, right: ModeHold): number {
  return right.at - left.at || right.seq - left.seq;
}

function holdLine({ scope, holder, mode, at, sampleLeft }: ModeHold, { lang, clock }: Screen): Line {
  const words = watchWords(lang);
  const sample = sampleLeft === undefined ? '' : ` (${words.sampleLeft(sayIn(lang).count(sampleLeft))})`;
  return [
    span(`${clock(at)} `, 'dim'),
    span(words.modes[mode], modeStyle(mode)),
    span(`${sample} ${scopeText(scope, lang)}, ${holderText(holder, lang)}`),
  ];
}

/** The last trips, newest first. */
export function tripSection({ trips, tripRules }: SaleActivity, screen: Screen): Section {
  const words = watchWords(screen.lang);
  const isShare = (ruleId: string): boolean =>
    tripRules.find(({ id }) => id === ruleId)?.measure.endsWith('share') === true;
  const lines = [...trips].reverse().map((trip) => tripLine(trip, isShare(trip.ruleId), screen));
  return { title: words.trips, lines: lines.length === 0 ? [[span(words.noTrips, 'dim')]] : lines };
}

function tripLine(trip: Trip, isShare: boolean, { lang, clock }: Screen): Line {
  const words = watchWords(lang);
  const say = sayIn(lang);
  const { ruleId, scope, mode, at, measured, limit } = trip;
  const value = (measure: number): string => (isShare ? say.percent(measure) : say.count(measure));
  const what = words.tripLine({
    rule: ruleText(ruleId),
    scope: scope === SALE_SCOPE ? undefined : scope,
    mode: words.modes[mode],
  });
  const measures = measured > limit ? ` (${value(measured)} > ${value(limit)})` : '';
  return [span(`${clock(at)} `, 'dim'), span(what), span(measures, 'dim')];
}

/** Alarms, the gravest first. */
export function alarmLines(alarms: readonly Alarm[], { lang }: Screen): readonly Line[] {
  if (alarms.length === 0) return [[span(watchWords(lang).noAlarms, 'good')]];
  return alarms.map((alarm): Line => {
    const style: Style = isGrave(alarm) ? 'bad' : 'warn';
    return [span(isGrave(alarm) ? '! ' : '- ', style), span(alarmText(alarm, lang), style)];
  });
}

/** The colour of a mode. */
export function modeStyle(mode: SaleMode): Style {
  if (mode === 'open') return 'good';
  return mode === 'probe' || mode === 'drain' ? 'warn' : 'bad';
}
