import { keepAmountsTogether } from '../../../text/wrap.js';
import { h, type PageElement } from '../../html/element.js';

/** A cell: a text, right-aligned where it is a number. */
export interface Cell {
  readonly text: string;
  readonly isNumber?: true;
}

/** A number's cell. */
export function numberCell(text: string): Cell {
  return { text, isNumber: true };
}

/** A small table with a header: on a phone each row is a card that names its columns. */
export function smallTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): PageElement {
  return h(
    'table',
    { class: 'small' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...columns.map((text, index) => headerCell({ text, isNumber: rows[0]?.[index]?.isNumber })),
      ),
    ),
    h(
      'tbody',
      {},
      ...rows.map((cells) =>
        h(
          'tr',
          {},
          ...cells.map(({ text, isNumber }, index) =>
            h(
              'td',
              { class: isNumber === true ? 'number' : undefined, 'data-label': columns[index] },
              keepAmountsTogether(text),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Name of a column, over its numbers where they are. */
export function headerCell({
  text,
  isNumber,
}: {
  readonly text: string;
  readonly isNumber?: boolean | undefined;
}): PageElement {
  return h('th', { scope: 'col', class: isNumber === true ? 'number' : undefined }, text);
}

/** A section with its heading and lead. */
export function section(
  id: string,
  { title, lead }: { readonly title: string; readonly lead?: string | undefined },
  ...children: readonly PageElement[]
): PageElement {
  const intro = lead === undefined ? [] : [h('p', { class: 'lead' }, lead)];
  return h('section', { id }, h('h2', {}, title), ...intro, ...children);
}
