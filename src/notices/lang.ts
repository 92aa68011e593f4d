/** Languages a customer is spoken to in: Chinese is Simplified. More than the product's own (see `LANGS`). */
export const NOTICE_LANGS = ['en', 'ko', 'zh', 'ja'] as const;

/** One of {@link NOTICE_LANGS}. */
export type NoticeLang = (typeof NOTICE_LANGS)[number];
