import type { NoticeLang } from './lang.js';

/** What a part of an explanation is about. `own` is a shop's own template, whole. */
export type NoticeTopic =
  'mistake' | 'order' | 'refunds' | 'notes' | 'coupon' | 'contact' | 'actions' | 'timeline' | 'own';

/** One part of an explanation: a heading and its lines, or sentences that belong together. */
export interface NoticePart {
  readonly topic: NoticeTopic;
  /** The order it is about; undefined for all of them. */
  readonly orderId: string | undefined;
  readonly heading: string | undefined;
  /** Sentences, or the items of a list; one line each, without controls or marks that turn the reading direction. */
  readonly lines: readonly string[];
  readonly isList: boolean;
}

/** What a customer is told: the same for app, web page, message and the phone desk. */
export interface Explanation {
  readonly lang: NoticeLang;
  /** Subject of a message. */
  readonly title: string;
  readonly parts: readonly NoticePart[];
  /** All parts as plain text, blank lines between them; without the title. */
  readonly text: string;
}

/** An explanation of its parts; those without a line are left out. */
export function explanationOf(
  lang: NoticeLang,
  { title, parts }: { readonly title: string; readonly parts: readonly NoticePart[] },
): Explanation {
  const told = parts.filter(({ lines }) => lines.length > 0);
  return { lang, title, parts: told, text: told.map((part) => partText(part, lang)).join('\n\n') };
}

/** How the items of a list begin. */
const BULLETS: Readonly<Record<NoticeLang, string>> = { en: '- ', ko: '- ', zh: '- ', ja: '・' };

/** A part as plain text. */
export function partText({ topic, heading, lines, isList }: NoticePart, lang: NoticeLang): string {
  const head = heading === undefined ? [] : [heading];
  if (isList) return [...head, ...lines.map((line) => `${BULLETS[lang]}${line}`)].join('\n');
  // A shop breaks the lines of its own text itself.
  return [...head, lines.join(topic === 'own' ? '\n' : glueOf(lang))].join('\n');
}

/** What stands between two sentences: nothing in Chinese and Japanese. */
export function glueOf(lang: NoticeLang): '' | ' ' {
  return lang === 'zh' || lang === 'ja' ? '' : ' ';
}
