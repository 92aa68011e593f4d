import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A fenced block of a page: its language, the words after it (`runnable`, `policy`), its first line, its text. */
export interface FencedBlock {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly marks: readonly string[];
  readonly text: string;
}

export interface Page {
  /** Path from the repository root. */
  readonly path: string;
  readonly text: string;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every page a reader sees: the Markdown files of the root, of `docs` and of `examples`. */
export function pages(): readonly Page[] {
  return ['.', 'docs', 'examples', 'bench'].flatMap((folder) => {
    const path = `${ROOT}${folder}`;
    if (!existsSync(path)) return [];
    return (
      readdirSync(path, { recursive: folder !== '.', encoding: 'utf8' })
        // An example may have packages of its own installed.
        .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
        .sort()
        .map((name) => (folder === '.' ? name : `${folder}/${name}`))
        .map((name) => ({ path: name, text: readFileSync(`${ROOT}${name}`, 'utf8') }))
    );
  });
}

/** Fenced blocks in the order they stand. */
export function fencedBlocks(page: Page): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open:
    | { readonly fence: string; readonly info: string; readonly line: number; readonly body: string[] }
    | undefined;
  for (const [index, line] of page.text.split('\n').entries()) {
    const fence = /^\s*(`{3,})(.*)$/.exec(line);
    if (open === undefined) {
      if (fence !== null)
        open = { fence: fence[1] ?? '', info: (fence[2] ?? '').trim(), line: index + 2, body: [] };
    } else if (fence?.[1] === open.fence && (fence[2] ?? '').trim() === '') {
      const [language = '', ...marks] = open.info.split(/\s+/);
      blocks.push({ page: page.path, line: open.line, language, marks, text: open.body.join('\n') });
      open = undefined;
    } else {
      open.body.push(line);
    }
  }
  if (open !== undefined) throw new Error(`${page.path}:${open.line} opens a fence that is never closed`);
  return blocks;
}

/** The page without its fenced blocks and inline code: what is left is prose with links. */
export function prose(page: Page): string {
  return page.text.replace(/^\s*(`{3,})[^\n]*\n[\s\S]*?^\s*\1\s*$/gm, '').replace(/`[^`\n]*`/g, '');
}

/** Anchors GitHub gives the headings of a page. */
export function anchorsOf(page: Page): ReadonlySet<string> {
  const headings = page.text
    .replace(/^\s*(`{3,})[^\n]*\n[\s\S]*?^\s*\1\s*$/gm, '')
    .matchAll(/^#{1,6} +(.+)$/gm);
  const anchors = new Set<string>();
  for (const [, heading = ''] of headings) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const base = plain
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    let anchor = base;
    for (let copy = 1; anchors.has(anchor); copy++) anchor = `${base}-${copy}`;
    anchors.add(anchor);
  }
  return anchors;
}
