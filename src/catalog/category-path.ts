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

/** Whether a category is `path` or below it; a row without a category is in none. */
export function isInCategory(category: string | undefined, path: string): boolean {
  return category === path || (category?.startsWith(`${path}${CATEGORY_JOINT}`) ?? false);
}

/** A category path and every one above it, the nearest first: `A > B` gives `A > B` and `A`. */
export function pathsUpFrom(category: string): readonly string[] {
  const paths = [category];
  let path = category;
  for (let end = path.lastIndexOf(CATEGORY_JOINT); end > 0; end = path.lastIndexOf(CATEGORY_JOINT)) {
    path = path.slice(0, end);
    paths.push(path);
  }
  return paths;
}

/** The highest category of a path. */
export function topCategory(category: string): string {
  const end = category.indexOf(CATEGORY_JOINT);
  return end < 0 ? category : category.slice(0, end);
}
