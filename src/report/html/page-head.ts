import { createHash } from 'node:crypto';
import type { Lang } from '../../text/lang.js';
import { h } from './element.js';
import { renderElement } from './render.js';

/** What stands in the head of a page. */
export interface PageHead {
  readonly lang: Lang;
  readonly title: string;
  readonly style: string;
  /** The page's one script; its digest alone may run. */
  readonly script: string;
  /** The first link of the page: past the header, to what most readers want. */
  readonly skip: { readonly href: string; readonly text: string };
}

/**
 * A page up to its open `main`: opens without network, lets one style sheet and one script run by their digests, and nothing else, and
 * tells nobody where it was opened from.
 */
export function pageHead({ lang, title, style, script, skip }: PageHead): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(script)}'`,
    `style-src 'sha256-${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">`,
    renderElement(h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy })),
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    renderElement(h('title', {}, title)),
    `<style>${style}</style></head><body>`,
    renderElement(h('a', { class: 'skip', href: skip.href }, skip.text)),
    '<main>',
  ].join('');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
