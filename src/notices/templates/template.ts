import type { NoticeLang } from '../lang.js';
import type { NoticeState } from '../words/notice-words.js';
import type { Variable } from './variables.js';

/** A piece of a template: text as it stands, or a variable. */
export type TemplatePiece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'variable'; readonly name: Variable };

/** A checked text: its lines, each in pieces. */
export type TemplateText = readonly (readonly TemplatePiece[])[];

/** A shop's own notice for one language and one decision. */
export interface NoticeTemplate {
  readonly lang: NoticeLang;
  /** What the notice is about; see `NOTICE_STATES`. */
  readonly when: NoticeState;
  readonly title: TemplateText;
  readonly text: TemplateText;
  /** `templates.yaml:12`, for messages. */
  readonly place: string;
}

/** A shop's own notices. */
export interface NoticeTemplates {
  /** Undefined where the shop has none for this language and decision. */
  find(lang: NoticeLang, when: NoticeState): NoticeTemplate | undefined;
}

/** The templates of a shop; of two for one language and decision the first. */
export function noticeTemplates(templates: readonly NoticeTemplate[]): NoticeTemplates {
  return {
    find: (lang, when) => templates.find((template) => template.lang === lang && template.when === when),
  };
}
