/**
 * text: languages, exact formatting of amounts and dates, Korean particles.
 * May import core and money. Invariant: what is printed is exactly what was measured; nothing is rounded silently.
 */
export const LANGS = ['en', 'ko'] as const;

/** A language the product speaks. */
export type Lang = (typeof LANGS)[number];

/** One text in every language: a missing translation does not compile. */
export type InEveryLang<T> = Readonly<Record<Lang, T>>;
