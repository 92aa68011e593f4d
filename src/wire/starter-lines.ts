import { wrapText } from '../text/wrap.js';

/** Columns of a comment line. */
const WIDTH = 110;

/** Words for a reader. */
export function comment(text: string, indent: number): string[] {
  return wrapText(text, { width: WIDTH - indent - 2, indent: 0 }).map(
    (line) => `${' '.repeat(indent)}# ${line}`,
  );
}

/** Something to copy that is not a default. */
export function example(lines: readonly string[], indent: number): string[] {
  return lines.map((line) => `${' '.repeat(indent)}#   ${line}`);
}

/** A setting, commented out so that taking the `#` away leaves it at the right depth. */
export function setting(lines: readonly string[], indent: number): string[] {
  return lines.map((line) => {
    const content = line.trimStart();
    return `${' '.repeat(indent + line.length - content.length)}#${content}`;
  });
}

/** A setting with the words for it. */
export function described(words: string, name: string, value: string, indent: number): string[] {
  return [...comment(words, indent), ...setting([`${name}: ${value}`], indent)];
}
