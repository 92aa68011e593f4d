/** Between the parts of a category path inside this library, whatever the files use. */
export const CATEGORY_JOINT = ' > ';

/**
 * A category path as offers carry it: parts trimmed and joined by ` > `.
 *
 * @param separator what separates parts in `text`, exactly as declared; blanks around it do not matter.
 * @returns undefined when a part is empty (`Audio > > Wired`), or there is none.
 */
export function categoryPath(text: string, separator: string): string | undefined {
  const parts = text.split(separator).map((part) => part.trim());
  return parts.includes('') ? undefined : parts.join(CATEGORY_JOINT);
}
