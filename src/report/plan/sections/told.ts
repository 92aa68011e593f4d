import { explainDecision } from '../../../notices/explain.js';
import { partText, type Explanation } from '../../../notices/explanation.js';
import { NOTICE_LANGS, type NoticeLang } from '../../../notices/lang.js';
import { plainText } from '../../../text/plain-text.js';
import { h, type PageElement } from '../../html/element.js';
import type { PlanPage } from '../plan-report.js';
import { reasonText } from '../reason-text.js';
import type { Sample } from '../survey.js';
import { section } from './tables.js';

/** What customers are told: one order for each way of being decided, in every language. */
export function toldSection(page: PlanPage): PageElement {
  const { report, words } = page;
  return section(
    'told',
    { title: words.sections.told, lead: words.leads.told },
    ...report.survey.samples.map((sample, index) => sampleCard(page, sample, index)),
  );
}

function sampleCard(page: PlanPage, { record, reasons }: Sample, index: number): PageElement {
  const { report, words, say } = page;
  // The page's own language stands open, the others behind it.
  const langs = [report.lang, ...NOTICE_LANGS.filter((lang) => lang !== report.lang)];
  const texts = langs.map((lang) =>
    letter(page, { lang, told: explainDecision({ ...common(page), record, lang }) }),
  );
  const count = words.toldOf({ orders: say.count(reasons.orders), order: plainText(record.id) });
  return h(
    'details',
    { class: 'told', id: `told-${String(index)}`, open: index === 0 ? true : undefined },
    h(
      'summary',
      {},
      h('b', {}, `${words.decisions[reasons.decision]}: ${reasonText(reasons, words)}`),
      ' ',
      h('span', {}, count),
    ),
    h('div', { class: 'letters' }, ...texts),
  );
}

function common({ report }: PlanPage): Pick<Parameters<typeof explainDecision>[0], 'header' | 'templates'> {
  return { header: report.header, templates: report.templates };
}

function letter(
  { report, words }: PlanPage,
  { lang, told }: { readonly lang: NoticeLang; readonly told: Explanation },
): PageElement {
  return h(
    'details',
    {
      class: 'letter',
      lang: lang === 'zh' ? 'zh-Hans' : lang,
      open: lang === report.lang ? true : undefined,
    },
    h('summary', { lang: report.lang }, words.langs[lang]),
    h('h3', {}, told.title),
    ...told.parts.map((part) => h('p', { class: 'text' }, partText(part, lang))),
  );
}
