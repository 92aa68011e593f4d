import type { SaleActivity } from '../../../stock/verdict.js';
import { sayIn } from '../../../text/say.js';
import { SHOWN_TOTALS, watchWords } from '../../../text/watch-words.js';
import { spentBps } from '../alarms.js';
import { sparkline, stockBar } from './glyphs.js';
import { fitLine, lineWidth, span, type Line, type Span, type Style } from './line.js';
import { amountText, rateText, type Screen } from './screen.js';
import {
  alarmLines,
  cutLines,
  holdSection,
  modeStyle,
  refusalLine,
  refusalSection,
  sectionLines,
  stackSections,
  tripSection,
  type Section,
} from './sections.js';
import { stockPanel } from './stock-panel.js';
import { alarmsOfWatch, ratesOf, reservedSeries, type SeenSale, type WatchState } from './watch-state.js';

/** Below this nothing useful fits. */
const COLUMNS_MIN = 40;
const ROWS_MIN = 10;
/** From here on stock and reasons stand side by side. */
const WIDE = 100;
/** Share of a wide screen that stock takes, and the columns between. */
const LEFT_SHARE = 0.58;
const GAP = 3;
/** Lines above the panels, and the rule and heading of the alarms below. */
const TOP_ROWS = 5;
const ALARMS_MAX = 4;

/**
 * The whole screen: exactly `rows` lines of exactly `columns` columns. A pure function of what is known and of the screen, so
 * that a test sees what an operator sees.
 */
export function frameOf(state: WatchState, screen: Screen): readonly Line[] {
  const { columns, rows, glyphs } = screen;
  const lines = drawn(state, screen).slice(0, Math.max(0, rows));
  const filled = [...lines, ...Array.from({ length: Math.max(0, rows - lines.length) }, (): Line => [])];
  return filled.map((line) => fitLine(line, Math.max(0, columns), glyphs.cut));
}

function drawn(state: WatchState, screen: Screen): readonly Line[] {
  const { columns, rows, lang, glyphs } = screen;
  const words = watchWords(lang);
  if (columns < COLUMNS_MIN || rows < ROWS_MIN)
    return [[span(words.tooSmall)], [span(`${columns} x ${rows}`)]];
  const alarms = alarmsOfWatch(state, screen.now);
  const rule: Line = [span(glyphs.rule.repeat(columns), 'dim')];
  const bottom = cutLines(alarmLines(alarms, screen), alarmRows(rows), screen);
  const foot: Line[] = [
    rule,
    between([span(words.alarms, 'title')], [span(words.quit(String(screen.everyMs / 1000)), 'dim')], columns),
    ...bottom,
  ];
  const { seen } = state;
  if (seen === undefined) {
    const blank = Array.from({ length: Math.max(0, rows - foot.length - 3) }, (): Line => []);
    return [titleLine(state, screen), rule, [span(words.connecting)], ...blank, ...foot];
  }
  const panelRows = rows - TOP_ROWS - foot.length;
  return [
    titleLine(state, screen),
    rule,
    ratesLine(state, screen),
    totalsLine(seen.activity, screen),
    budgetLine(seen.activity, screen),
    ...panels(seen, panelRows, screen),
    ...foot,
  ];
}

function alarmRows(rows: number): number {
  return Math.max(1, Math.min(ALARMS_MAX, Math.floor(rows / 6)));
}

function titleLine({ saleId, seen, lost }: WatchState, screen: Screen): Line {
  const { lang, clock, columns } = screen;
  const words = watchWords(lang);
  const left: Span[] = [span(` ${saleId} `, 'strong')];
  if (seen === undefined) return between(left, [], columns);
  const { mode, at } = seen.activity;
  // An old mode is no news: in green it would be taken for one.
  const style = lost === undefined ? badgeOf(modeStyle(mode)) : 'dim';
  left.push(span(` ${words.modes[mode]} `, style), span(`  ${epochText(seen, lang)}`));
  return between(left, [span(`${clock(at)} `, 'dim')], columns);
}

function epochText({ snapshot, activity }: SeenSale, lang: Screen['lang']): string {
  const words = watchWords(lang);
  const say = sayIn(lang);
  const parts: string[] = [];
  if (snapshot.epoch !== undefined) parts.push(words.epoch(say.count(snapshot.epoch)));
  const { overlap } = snapshot;
  if (overlap?.epoch !== undefined && overlap.until > activity.at) {
    const seconds = Math.ceil((overlap.until - activity.at) / 1000);
    parts.push(words.overlap(say.count(overlap.epoch), say.count(seconds)));
  }
  if (snapshot.generation > 1) parts.push(words.generation(say.count(snapshot.generation)));
  return parts.join(', ');
}

function badgeOf(style: Style): Style {
  if (style === 'good') return 'badge-good';
  return style === 'warn' ? 'badge-warn' : 'badge-bad';
}

function ratesLine({ points }: WatchState, screen: Screen): Line {
  const { lang, glyphs, columns } = screen;
  const words = watchWords(lang);
  const rates = ratesOf(points);
  const shown = (rate: number | undefined): string => (rate === undefined ? '-' : rateText(rate, lang));
  const texts: Span[] = [
    span(` ${words.reservedRate} `, 'dim'),
    span(shown(rates?.reserved), 'strong'),
    span(`   ${words.boughtRate} `, 'dim'),
    span(shown(rates?.committed), 'strong'),
    span(`   ${words.refusedRate} `, 'dim'),
    span(shown(rates?.refused), 'strong'),
    span('   '),
  ];
  const room = Math.min(60, columns - lineWidth(texts) - 1);
  return room < 8 ? texts : [...texts, span(sparkline(reservedSeries(points), room, glyphs), 'good')];
}

function totalsLine({ totals }: SaleActivity, { lang, columns }: Screen): Line {
  const words = watchWords(lang);
  const say = sayIn(lang);
  const line: Span[] = [span(` ${words.totals}`, 'dim')];
  for (const name of SHOWN_TOTALS) {
    const isAlways = name === 'reserved' || name === 'committed';
    if (totals[name] === 0 && !isAlways) continue;
    const piece = [span(`  ${words.total[name]} `, 'dim'), span(say.count(totals[name]))];
    if (lineWidth(line) + lineWidth(piece) <= columns) line.push(...piece);
  }
  return line;
}

function budgetLine({ lossBudgetMinor, lossSpentMinor }: SaleActivity, screen: Screen): Line {
  const { lang, glyphs, columns } = screen;
  const words = watchWords(lang);
  const shareBps = spentBps(lossBudgetMinor, lossSpentMinor);
  const spent = amountText(lossSpentMinor, screen);
  if (lossBudgetMinor === undefined || shareBps === undefined)
    return [span(` ${words.budget} `, 'dim'), span(spent), span(`  (${words.noBudget})`, 'dim')];
  const style: Style = shareBps >= 10_000 ? 'bad' : shareBps >= 8_000 ? 'warn' : 'good';
  const text = `${spent} / ${amountText(lossBudgetMinor, screen)} (${sayIn(lang).percent(shareBps)})`;
  const head = span(` ${words.budget} `, 'dim');
  const room = Math.min(30, columns - lineWidth([head, span(text)]) - 2);
  const bar = stockBar({ sold: shareBps, reserved: 0, allotment: 10_000 }, Math.max(0, room), glyphs);
  return [head, span(bar, style), span(` ${text}`, style === 'good' ? 'plain' : style)];
}

function panels(seen: SeenSale, rows: number, screen: Screen): readonly Line[] {
  return screen.columns >= WIDE ? sideBySide(seen, rows, screen) : oneBelowTheOther(seen, rows, screen);
}

function sideBySide(seen: SeenSale, rows: number, screen: Screen): readonly Line[] {
  const { columns, glyphs } = screen;
  const left = Math.floor((columns - GAP) * LEFT_SHARE);
  const right = columns - GAP - left - 1;
  const stock = stockPanel(seen.counters.values(), { columns: left - 1, rows: rows - 1 }, screen);
  const sections = stackSections(sectionsOf(seen, right, screen), rows - 1, screen);
  const wall = span(` ${glyphs.wall} `, 'dim');
  const lines = stock.map((line, index) => [
    span(' '),
    ...fitLine(line, left - 1, glyphs.cut),
    wall,
    ...fitLine(sections[index] ?? [], right, glyphs.cut),
  ]);
  return [[], ...lines];
}

/** The table of stock, and below it one line for each of the others. */
function oneBelowTheOther({ counters, activity }: SeenSale, rows: number, screen: Screen): readonly Line[] {
  const sections = [holdSection(activity, screen), tripSection(activity, screen)];
  const rest = [...sectionLines(sections, screen), refusalLine(activity, screen)];
  const size = { columns: screen.columns - 2, rows: Math.max(0, rows - rest.length) };
  return [...stockPanel(counters.values(), size, screen), ...rest]
    .slice(0, rows)
    .map((line) => [span(' '), ...line]);
}

function sectionsOf({ activity }: SeenSale, columns: number, screen: Screen): readonly Section[] {
  return [
    holdSection(activity, screen),
    tripSection(activity, screen),
    refusalSection(activity, columns, screen),
  ];
}

/** Two ends of one line; where they do not fit, the right one goes. */
function between(left: Line, right: Line, columns: number): Line {
  const blanks = columns - lineWidth(left) - lineWidth(right);
  return blanks < 1 ? left : [...left, span(' '.repeat(blanks)), ...right];
}
