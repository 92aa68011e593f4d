import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- results -->';
const END = '<!-- end of results -->';

/** Puts results between the two marks of a page. @throws Error when a mark is missing. */
export function withResults(page: string, results: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`the page needs the marks ${BEGIN} and ${END}`);
  return `${page.slice(0, from)}${BEGIN}\n\n${results}\n\n${page.slice(to)}`;
}

/** Writes results into a page of the documentation, so that nobody copies numbers by hand. */
export function writeResults(file: URL, results: string): void {
  writeFileSync(file, withResults(readFileSync(file, 'utf8'), results));
}
