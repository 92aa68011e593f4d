import type { NoticeLang } from '../lang.js';
import { EN } from './en.js';
import { JA } from './ja.js';
import { KO } from './ko.js';
import type { NoticeWords } from './notice-words.js';
import { ZH } from './zh.js';

const WORDS: Readonly<Record<NoticeLang, NoticeWords>> = { en: EN, ko: KO, zh: ZH, ja: JA };

/** What is said to a customer in a language. */
export function noticeWords(lang: NoticeLang): NoticeWords {
  return WORDS[lang];
}
