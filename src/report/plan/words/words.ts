import type { InEveryLang, Lang } from '../../../text/lang.js';
import { EN } from './en.js';
import { KO } from './ko.js';
import type { PlanWords } from './plan-words.js';

const WORDS: InEveryLang<PlanWords> = { en: EN, ko: KO };

/** Words of the plan page. */
export function planWords(lang: Lang): PlanWords {
  return WORDS[lang];
}
