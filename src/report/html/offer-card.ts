import type { Lang } from '../../text/lang.js';
import { pageWords } from '../../text/report/words.js';
import { bound, h, type PageElement } from './element.js';
import { TRAIL } from './trail.js';

/**
 * The card of one offer: one definition for the cards written into the page and for the template its script fills. What
 * it shows are the members of `offerRecord`.
 */
export function offerCard(lang: Lang): PageElement {
  return bound(
    h(
      'li',
      { class: 'offer' },
      h('article', {}, heading(), diagnosis(), amounts(lang), TRAIL, others(lang), evidence(lang)),
    ),
    { attributes: { 'data-severity': 'severity', 'data-approval': 'approvalState' } },
  );
}

function heading(): PageElement {
  return h(
    'header',
    {},
    bound(h('span', { class: 'badge' }), { slot: 'severityWord' }),
    h('h3', {}, bound(h('span', { class: 'sku' }), { slot: 'sku' }), ' ', slot('span', 'name', 'name')),
    h(
      'p',
      { class: 'meta' },
      slot('span', 'priceList', 'tag'),
      slot('span', 'category'),
      slot('span', 'place', 'place'),
      slot('span', 'known', 'tag'),
    ),
  );
}

function diagnosis(): PageElement {
  return h('p', { class: 'diagnosis' }, slot('span', 'message'), ' ', slot('code', 'ruleId'), ' ', APPROVAL);
}

/** What approvals said about a finding. */
const APPROVAL: PageElement = slot('span', 'approval', 'approval');

/** What the other rules say of the same offer. */
function others(lang: Lang): PageElement {
  return bound(
    h(
      'ul',
      { class: 'others', 'aria-label': pageWords(lang).others },
      h('li', {}, slot('span', 'message'), ' ', slot('code', 'ruleId'), ' ', APPROVAL),
    ),
    { list: 'others' },
  );
}

function amounts(lang: Lang): PageElement {
  return h(
    'div',
    { class: 'amounts' },
    bound(
      h(
        'dl',
        {},
        h('div', { class: 'price' }, h('dt', {}, pageWords(lang).price), slot('dd', 'price')),
        bound(h('div', { class: 'reference' }, slot('dt', 'referenceLabel'), slot('dd', 'reference')), {
          when: 'reference',
        }),
      ),
      { when: 'price' },
    ),
    slot('p', 'markdownText', 'markdown'),
    slot('p', 'exposureText', 'exposure'),
  );
}

function evidence(lang: Lang): PageElement {
  const words = pageWords(lang);
  const facts = bound(h('dl', {}, h('div', {}, slot('dt', 'label'), slot('dd', 'value'))), {
    list: 'evidence',
  });
  const measured = h(
    'p',
    {},
    slot('code', 'ruleId'),
    ` ${words.measured} `,
    slot('b', 'measured'),
    ` · ${words.limit} `,
    slot('b', 'limit'),
  );
  return h(
    'details',
    {},
    h('summary', {}, words.evidence),
    bound(h('div', { class: 'evidence' }, h('section', {}, measured, facts)), { list: 'findings' }),
  );
}

function slot(tag: string, member: string, className?: string): PageElement {
  return bound(h(tag, { class: className }), { slot: member });
}
