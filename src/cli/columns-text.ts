import { displayWidth } from '../text/display-width.js';

/**
 * A table in plain text: a head, a rule and rows, columns two blanks apart.
 *
 * @param options `left` are the positions of columns set to the left; the others, numbers, are set to the right.
 */
export function columnsText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly left: readonly number[] },
): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) =>
    all.reduce((width, cells) => Math.max(width, displayWidth(cells[at] ?? '')), 0),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const blanks = ' '.repeat((widths[at] ?? 0) - displayWidth(cell));
        return options.left.includes(at) ? `${cell}${blanks}` : `${blanks}${cell}`;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(head), rule, ...rows.map(line)].map((text) => `${text}\n`).join('');
}
