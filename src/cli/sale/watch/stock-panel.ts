import type { StockCounters } from '../../../stock/verdict.js';
import { displayWidth } from '../../../text/display-width.js';
import { sayIn } from '../../../text/say.js';
import { watchWords } from '../../../text/watch-words.js';
import { stockBar } from './glyphs.js';
import { fitText, span, type Line, type Style } from './line.js';
import type { Screen } from './screen.js';

/** Units of one row of the stock table. */
interface StockRow {
  readonly name: string;
  readonly sold: number;
  readonly reserved: number;
  readonly left: number;
  readonly allotment: number;
}

/** Share of what the numbers leave that a bar keeps, however long the names are. */
const BAR_SHARE_MIN = 0.4;

/** The stock table in exactly `rows` lines: a heading, all keys together, and those that move most. */
export function stockPanel(
  counters: Iterable<StockCounters>,
  size: { readonly columns: number; readonly rows: number },
  screen: Screen,
): readonly Line[] {
  const words = watchWords(screen.lang);
  const say = sayIn(screen.lang);
  const keys = [...counters].map(rowOf).sort(byUnitsDown);
  const fits = Math.max(0, size.rows - 2);
  const shown = keys.length <= fits ? keys : keys.slice(0, Math.max(0, fits - 1));
  const rows = [sumOf(keys, words.sum(say.count(keys.length))), ...shown];
  const layout = layoutOf(rows, size.columns, screen);
  const lines = [
    headLine(layout, screen),
    ...rows.map((row, index) => rowLine(row, index === 0, layout, screen)),
  ];
  if (shown.length < keys.length)
    lines.push([span(words.more(say.count(keys.length - shown.length)), 'dim')]);
  const blank = Array.from({ length: Math.max(0, size.rows - lines.length) }, (): Line => []);
  return [...lines, ...blank].slice(0, size.rows);
}

function rowOf({ stockKey, allotment, available, reserved, committed }: StockCounters): StockRow {
  return { name: stockKey, sold: committed, reserved, left: available, allotment };
}

function byUnitsDown(left: StockRow, right: StockRow): number {
  const units = right.sold + right.reserved - (left.sold + left.reserved);
  return units !== 0 ? units : left.name < right.name ? -1 : 1;
}

function sumOf(rows: readonly StockRow[], name: string): StockRow {
  const sum = (unitsOf: (row: StockRow) => number): number =>
    rows.reduce((total, row) => total + unitsOf(row), 0);
  return {
    name,
    sold: sum(({ sold }) => sold),
    reserved: sum(({ reserved }) => reserved),
    left: sum(({ left }) => left),
    allotment: sum(({ allotment }) => allotment),
  };
}

interface Layout {
  readonly name: number;
  readonly bar: number;
  readonly sold: number;
  readonly reserved: number;
  readonly left: number;
}

function layoutOf(rows: readonly StockRow[], columns: number, { lang }: Screen): Layout {
  const { columns: heads, soldOut } = watchWords(lang);
  const say = sayIn(lang);
  const widthOf = (head: string, texts: readonly string[]): number =>
    Math.max(displayWidth(head), ...texts.map(displayWidth));
  const sold = widthOf(
    heads.sold,
    rows.map((row) => say.count(row.sold)),
  );
  const reserved = widthOf(
    heads.reserved,
    rows.map((row) => say.count(row.reserved)),
  );
  const left = widthOf(heads.left, [soldOut, ...rows.map((row) => say.count(row.left))]);
  const room = columns - sold - reserved - left - 4;
  const names = widthOf(
    heads.stockKey,
    rows.map(({ name }) => name),
  );
  const name = Math.max(1, Math.min(names, room - Math.ceil(room * BAR_SHARE_MIN)));
  return { name, bar: Math.max(0, room - name), sold, reserved, left };
}

function headLine(layout: Layout, { lang, glyphs }: Screen): Line {
  const { columns } = watchWords(lang);
  const cells = [
    fitText(columns.stockKey, layout.name, 'left', glyphs.cut),
    ' '.repeat(layout.bar),
    fitText(columns.sold, layout.sold, 'right', glyphs.cut),
    fitText(columns.reserved, layout.reserved, 'right', glyphs.cut),
    fitText(columns.left, layout.left, 'right', glyphs.cut),
  ];
  return [span(cells.join(' '), 'title')];
}

function rowLine(row: StockRow, isSum: boolean, layout: Layout, { lang, glyphs }: Screen): Line {
  const say = sayIn(lang);
  const isGone = row.allotment > 0 && row.left <= 0;
  // What is only reserved may come back.
  const isSoldOut = isGone && row.left === 0 && row.reserved === 0;
  const left = isSoldOut ? watchWords(lang).soldOut : say.count(row.left);
  const numbers = [
    fitText(say.count(row.sold), layout.sold, 'right', glyphs.cut),
    fitText(say.count(row.reserved), layout.reserved, 'right', glyphs.cut),
  ];
  const name: Style = isSum ? 'strong' : 'plain';
  return [
    span(fitText(row.name, layout.name, 'left', glyphs.cut), name),
    span(' '),
    span(stockBar(row, layout.bar, glyphs), isGone ? 'dim' : 'good'),
    span(` ${numbers.join(' ')} `, name),
    span(fitText(left, layout.left, 'right', glyphs.cut), row.left < 0 ? 'bad' : isGone ? 'warn' : name),
  ];
}
