import type { AuditResult, RankedFinding } from '../../audit/result.js';
import type { Severity } from '../../catalog/finding.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { pageWords, reportWords } from '../../text/report/words.js';
import { sayIn } from '../../text/say.js';
import { keepAmountsTogether } from '../../text/wrap.js';
import { approvalText } from '../approval-text.js';
import { messageOf } from '../message.js';
import {
  countFlagged,
  exposureAmounts,
  knownLines,
  refusedLines,
  sourceLines,
  verdictLines,
} from '../verdict.js';
import type { GroupedFindings } from '../offers.js';
import { placeOf } from '../place.js';
import { h, type PageChild, type PageElement } from './element.js';

/** What was read, the verdict, the four numbers to start from, and where to go on the page. */
export function pageHeader(result: AuditResult, groups: GroupedFindings, lang: Lang): PageElement {
  const words = pageWords(lang);
  const verdict = verdictLines(result, groups, lang);
  return h(
    'header',
    { class: 'top' },
    h('p', { class: 'eyebrow' }, words.eyebrow),
    h('h1', {}, verdict.join(' ')),
    h(
      'p',
      { class: 'lead' },
      ...withDays(
        [...refusedLines(result, lang), ...knownLines(result, lang), ...sourceLines(result, lang)].join(' '),
      ),
    ),
    figures(result, groups, lang),
    navigation(lang),
  );
}

/** A text whose days are not torn apart at their hyphens. */
function withDays(text: string): PageChild[] {
  return text
    .split(/(\d{4}-\d{2}-\d{2})/)
    .map((part, index) => (index % 2 === 1 ? h('time', {}, part) : part));
}

function figures(result: AuditResult, groups: GroupedFindings, lang: Lang): PageElement {
  const words = pageWords(lang);
  const say = sayIn(lang);
  const counts = countFlagged(groups.offers);
  const amounts = exposureAmounts(result, lang);
  const figure = (severity: Severity, caption: string): PageElement =>
    h(
      'li',
      { 'data-severity': severity },
      h('b', {}, say.count(counts[severity])),
      h('span', {}, h('i', { class: 'badge' }, reportWords(lang).severity[severity]), ' ', caption),
    );
  return h(
    'ul',
    { class: 'figures' },
    figure('block', words.blockedCaption),
    figure('hold', words.heldCaption),
    figure('warn', words.warnedCaption),
    h(
      'li',
      { class: 'cost' },
      h('b', {}, amounts.length === 0 ? words.exposureNone : amounts.map(keepAmountsTogether).join(' + ')),
      h('span', {}, words.exposureCaption),
    ),
  );
}

function navigation(lang: Lang): PageElement {
  const words = pageWords(lang);
  const link = (id: string, title: string): PageElement => h('a', { href: `#${id}` }, title);
  return h(
    'nav',
    { 'aria-label': words.navigation },
    link('offers', words.offersTitle),
    link('markdowns', words.markdownsTitle),
    link('coverage', reportWords(lang).coverageTitle),
    link('rules', words.rulesTitle),
    link('about', words.aboutTitle),
  );
}

/** Findings about the batch or a whole file: they stand before every offer. */
export function batchSection(findings: readonly RankedFinding[], lang: Lang): PageElement[] {
  if (findings.length === 0) return [];
  const words = reportWords(lang);
  const items = findings.slice(0, BATCH_MAX).map((finding) => batchItem(finding, lang));
  const rest = findings.length - BATCH_MAX;
  const more = rest > 0 ? [h('p', {}, words.moreBatchFindings(rest))] : [];
  return [
    h(
      'section',
      { id: 'batch' },
      h('h2', {}, words.batchTitle),
      h('ol', { class: 'offers' }, ...items),
      ...more,
    ),
  ];
}

function batchItem(finding: RankedFinding, lang: Lang): PageElement {
  const approval = approvalText(finding, lang);
  return h(
    'li',
    { class: 'offer', 'data-severity': finding.severity, 'data-approval': finding.approval?.kind },
    h(
      'article',
      {},
      h(
        'header',
        {},
        h('span', { class: 'badge' }, reportWords(lang).severity[finding.severity]),
        h('h3', {}, h('code', {}, plainText(finding.ruleId))),
        h('p', { class: 'meta' }, placeOf(finding) ?? ''),
      ),
      h('p', { class: 'diagnosis' }, keepAmountsTogether(messageOf(finding, lang))),
      ...(approval === undefined ? [] : [h('p', { class: 'approval' }, approval)]),
    ),
  );
}

/** One finding a duplicate is possible; beyond this a list helps nobody. */
const BATCH_MAX = 100;
