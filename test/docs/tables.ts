import { pages, type Page } from './markdown.js';

/** A page by its path from the root. */
export function pageAt(path: string): Page {
  const page = pages().find((candidate) => candidate.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page;
}

/** The part of a page from a text on: the way to a table that has a namesake before it. */
export function pageFrom(page: Page, text: string): Page {
  const at = page.text.indexOf(text);
  if (at < 0) throw new Error(`${page.path} does not say "${text}"`);
  return { ...page, text: page.text.slice(at) };
}

/** Rows of the table of a page whose header row starts with these cells; cells as written, blanks around them left out. */
export function tableRows(page: Page, header: readonly string[]): readonly (readonly string[])[] {
  const lines = page.text.split('\n').map(cellsOf);
  const at = lines.findIndex((cells) => header.every((name, index) => cells[index] === name));
  if (at < 0) throw new Error(`${page.path} has no table of ${header.join(', ')}`);
  const end = lines.findIndex((cells, index) => index > at && cells.length === 0);
  return lines.slice(at + 2, end < 0 ? undefined : end);
}

/** Texts in backticks. */
export function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** A `|` within a cell is written `\|`. */
function cellsOf(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
