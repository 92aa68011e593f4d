/** Signs that the view is drawn with, each one column wide. */
export interface Glyphs {
  readonly sold: string;
  readonly reserved: string;
  readonly left: string;
  readonly rule: string;
  readonly wall: string;
  readonly cut: string;
  /** Heights of a bar, from nothing to full. */
  readonly heights: readonly string[];
  readonly arrow: string;
}

/** For terminals that draw block elements one column wide: nearly all. */
export const BLOCKS: Glyphs = {
  sold: '█',
  reserved: '▒',
  left: '░',
  rule: '─',
  wall: '│',
  cut: '…',
  heights: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  arrow: '→',
};

/** For terminals set to draw such signs two columns wide, as some East Asian ones are, or not at all. */
export const PLAIN_SIGNS: Glyphs = {
  sold: '#',
  reserved: '+',
  left: '.',
  rule: '-',
  wall: '|',
  cut: '~',
  heights: [' ', '.', '.', ':', ':', '-', '=', '#', '#'],
  arrow: '>',
};

/**
 * A bar of what is sold, reserved and left. Rounded down, so that a bar without room for what is left is one of which nothing is
 * left.
 */
export function stockBar(
  units: { readonly sold: number; readonly reserved: number; readonly allotment: number },
  columns: number,
  glyphs: Glyphs,
): string {
  const { sold, reserved, allotment } = units;
  const soldCells = cellsOf(sold, allotment, columns);
  const heldCells = Math.max(soldCells, cellsOf(sold + reserved, allotment, columns));
  return (
    glyphs.sold.repeat(soldCells) +
    glyphs.reserved.repeat(heldCells - soldCells) +
    glyphs.left.repeat(columns - heldCells)
  );
}

function cellsOf(part: number, whole: number, columns: number): number {
  if (whole <= 0 || part <= 0) return 0;
  return Math.min(columns, Math.floor((part * columns) / whole));
}

/** The last values as heights, the highest full; as many as there are columns. */
export function sparkline(values: readonly number[], columns: number, glyphs: Glyphs): string {
  const shown = values.slice(-columns);
  const most = Math.max(...shown, 0);
  const { heights } = glyphs;
  const top = heights.length - 1;
  const bars = shown.map((value) => {
    const level = most <= 0 ? 0 : Math.ceil((Math.max(0, value) / most) * top);
    return heights[Math.min(level, top)] ?? ' ';
  });
  return bars.join('').padStart(columns);
}
