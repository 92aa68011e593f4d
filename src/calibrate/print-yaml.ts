import type { PlainSection } from './merge-limits.js';

/** Comment lines, without `#`, that stand before a section or an item of a list. */
export type CommentsOf = (section: object) => readonly string[];

/** A key that means the same to every YAML reader without quotes. */
const PLAIN_KEY = /^\$?[A-Za-z][\w-]*$/;
const NOT_PLAIN = /^(?:y|yes|n|no|on|off|true|false|null)$/i;

/**
 * Plain data as YAML. Texts are in double quotes, as in JSON, so that no reader takes one for anything else; comments stand
 * before what they are about.
 */
export function printYaml(document: PlainSection, commentsOf: CommentsOf): string {
  return sectionLines(document, '', commentsOf)
    .map((line) => `${line}\n`)
    .join('');
}

function sectionLines(section: PlainSection, indent: string, commentsOf: CommentsOf): string[] {
  return Object.entries(section).flatMap(([key, value]) => {
    const name = PLAIN_KEY.test(key) && !NOT_PLAIN.test(key) ? key : JSON.stringify(key);
    if (isSection(value) && Object.keys(value).length > 0) {
      const inner = `${indent}  `;
      return [
        `${indent}${name}:`,
        ...commentLines(commentsOf(value), inner),
        ...sectionLines(value, inner, commentsOf),
      ];
    }
    if (Array.isArray(value) && value.some(isSection)) {
      return [`${indent}${name}:`, ...value.flatMap((item) => itemLines(item, `${indent}  `, commentsOf))];
    }
    return [`${indent}${name}: ${JSON.stringify(value)}`];
  });
}

function itemLines(item: unknown, indent: string, commentsOf: CommentsOf): string[] {
  if (!isSection(item)) return [`${indent}- ${JSON.stringify(item)}`];
  const [first = '{}', ...rest] = sectionLines(item, `${indent}  `, commentsOf);
  return [...commentLines(commentsOf(item), indent), `${indent}- ${first.trimStart()}`, ...rest];
}

function commentLines(comments: readonly string[], indent: string): string[] {
  return comments.map((comment) => `${indent}# ${comment}`);
}

function isSection(value: unknown): value is PlainSection {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
