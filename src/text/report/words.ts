import type { InEveryLang, Lang } from '../lang.js';
import { PAGE_EN } from './page-en.js';
import { PAGE_KO } from './page-ko.js';
import type { PageWords } from './page-words.js';
import { EN } from './report-en.js';
import { KO } from './report-ko.js';
import type { ReportWords } from './report-words.js';

const REPORT_WORDS: InEveryLang<ReportWords> = { en: EN, ko: KO };
const PAGE_WORDS: InEveryLang<PageWords> = { en: PAGE_EN, ko: PAGE_KO };

/** Words of every report format. */
export function reportWords(lang: Lang): ReportWords {
  return REPORT_WORDS[lang];
}

/** Words only the HTML report needs. */
export function pageWords(lang: Lang): PageWords {
  return PAGE_WORDS[lang];
}
