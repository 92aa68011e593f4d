import { topCategory } from '../../catalog/category-path.js';
import { SEVERITIES, type Severity } from '../../catalog/finding.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { pageWords, reportWords } from '../../text/report/words.js';
import { sayIn } from '../../text/say.js';
import { approvalOf, worstOf, type FindingGroup } from '../offers.js';
import { h, type PageElement } from './element.js';

/** Categories offered one by one; above that only their first levels. */
const CATEGORIES_MAX = 200;

/** Search, filters and sort. Hidden until the script runs: without it they would do nothing. */
export function filterBar(groups: readonly FindingGroup[], lang: Lang): PageElement {
  const words = pageWords(lang);
  const approvals = approvalSelect(groups, lang);
  return h(
    'div',
    {
      class: approvals.length === 0 ? 'filters' : 'filters approvals',
      id: 'filters',
      role: 'search',
      'aria-label': words.filterTitle,
      hidden: true,
    },
    h(
      'label',
      { class: 'search' },
      h('span', {}, words.search),
      h('input', {
        type: 'search',
        id: 'search',
        placeholder: words.searchHint,
        autocomplete: 'off',
        maxlength: 200,
      }),
    ),
    severityBoxes(groups, lang),
    select('rule', words.rule, [['', words.all], ...counted(countRules(groups), lang)]),
    ...approvals,
    select('category', words.category, [['', words.all], ...counted(countCategories(groups), lang)]),
    select('sort', words.sortBy, [
      ['rank', words.sortRank],
      ['exposure', words.sortExposure],
      ['markdown', words.sortMarkdown],
      ['sku', words.sortSku],
    ]),
    h('button', { type: 'button', id: 'reset' }, words.reset),
  );
}

function severityBoxes(groups: readonly FindingGroup[], lang: Lang): PageElement {
  const counts = new Map<Severity, number>();
  for (const group of groups) counts.set(worstOf(group), (counts.get(worstOf(group)) ?? 0) + 1);
  const boxes = SEVERITIES.filter((severity) => counts.has(severity)).map((severity) =>
    h(
      'label',
      { 'data-severity': severity },
      h('input', { type: 'checkbox', name: 'severity', value: severity, checked: true }),
      h('span', { class: 'badge' }, reportWords(lang).severity[severity]),
      h('span', {}, sayIn(lang).count(counts.get(severity) ?? 0)),
    ),
  );
  return h('fieldset', {}, h('legend', {}, pageWords(lang).severity), ...boxes);
}

/** Only where approvals were named: without one there is nothing to choose. */
function approvalSelect(groups: readonly FindingGroup[], lang: Lang): PageElement[] {
  const words = pageWords(lang);
  const counts = new Map<string, number>();
  for (const group of groups) add(counts, approvalOf(group) ?? 'none');
  if (!counts.has('approved') && !counts.has('refused')) return [];
  const options = (['approved', 'refused', 'none'] as const)
    .filter((state) => counts.has(state))
    .map(
      (state) => [state, `${words.approvals[state]} (${sayIn(lang).count(counts.get(state) ?? 0)})`] as const,
    );
  return [select('approval', words.approval, [['', words.all], ...options])];
}

function select(id: string, label: string, options: readonly (readonly [string, string])[]): PageElement {
  const items = options.map(([value, text]) => h('option', { value }, text));
  return h('label', {}, h('span', {}, label), h('select', { id }, ...items));
}

function counted(counts: ReadonlyMap<string, number>, lang: Lang): (readonly [string, string])[] {
  return [...counts].map(([value, count]) => [value, `${value} (${sayIn(lang).count(count)})`]);
}

/** Offers by rule, the most frequent first. */
function countRules(groups: readonly FindingGroup[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const ruleId of new Set(group.map((finding) => finding.ruleId))) add(counts, plainText(ruleId));
  }
  return new Map([...counts].sort((left, right) => right[1] - left[1]));
}

/** Offers by category in the order of their names; by first level where there are too many. */
function countCategories(groups: readonly FindingGroup[]): Map<string, number> {
  const counts = new Map<string, number>();
  const firstLevels = new Map<string, number>();
  for (const [finding] of groups) {
    if (finding.category === undefined) continue;
    const category = plainText(finding.category);
    add(counts, category);
    add(firstLevels, topCategory(category));
  }
  const chosen = counts.size > CATEGORIES_MAX ? firstLevels : counts;
  return new Map([...chosen].sort(([left], [right]) => (left < right ? -1 : 1)).slice(0, CATEGORIES_MAX));
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
