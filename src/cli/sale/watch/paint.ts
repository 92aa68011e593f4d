import type { Line, Style } from './line.js';

const ESCAPE = '\u001b[';

/** Select Graphic Rendition of each style (ECMA-48): the 8 colours every terminal has. */
const CODES: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '2',
  strong: '1',
  title: '1;4',
  good: '32',
  warn: '33',
  bad: '1;31',
  'badge-good': '30;42',
  'badge-warn': '30;43',
  'badge-bad': '1;37;41',
};

/** Enters a screen of its own without a cursor, so that what stood in the terminal comes back. */
export const ENTER_SCREEN: string = ['?1049h', '?25l', '2J'].map((code) => ESCAPE + code).join('');
/** Undoes {@link ENTER_SCREEN}; harmless twice. */
export const LEAVE_SCREEN: string = ['0m', '?25h', '?1049l'].map((code) => ESCAPE + code).join('');

/** One whole frame from the top left corner; nothing scrolls and nothing flickers. */
export function paintFrame(lines: readonly Line[], options: { readonly colours: 'ansi' | 'none' }): string {
  const painted = lines.map((line) => paintLine(line, options));
  return `${ESCAPE}H${painted.join(`${ESCAPE}K\r\n`)}${ESCAPE}K`;
}

/** One line; every style is ended where its piece ends. */
export function paintLine(line: Line, { colours }: { readonly colours: 'ansi' | 'none' }): string {
  return line
    .map(({ text, style }) => {
      const code = colours === 'ansi' ? CODES[style] : '';
      return code === '' || text === '' ? text : `${ESCAPE}${code}m${text}${ESCAPE}0m`;
    })
    .join('');
}
