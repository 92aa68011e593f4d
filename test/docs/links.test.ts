import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, pages, prose, ROOT, type Page } from './markdown.js';

describe.each(pages().map((page) => [page.path, page] as const))('links of %s', (_, page) => {
  it('lead to files and headings that exist', () => {
    expect(linksOf(page).flatMap((link) => problemOf(page, link) ?? [])).toEqual([]);
  });
});

function linksOf(page: Page): readonly string[] {
  const text = prose(page);
  const inline = [...text.matchAll(/\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g)];
  const defined = [...text.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)];
  return [...inline, ...defined].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link));
}

function problemOf(page: Page, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page.path : posix.normalize(posix.join(posix.dirname(page.path), file));
  if (target.startsWith('..')) return `${link} leaves the repository`;
  if (!existsSync(`${ROOT}${target}`)) return `${link}: there is no ${target}`;
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  const text = readFileSync(`${ROOT}${target}`, 'utf8');
  return anchorsOf({ path: target, text }).has(anchor) ? undefined : `${link}: ${target} has no such heading`;
}
