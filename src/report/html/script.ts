/**
 * The page's one script, as it stands in the page: runs in any browser of the last five years, without network. It reads
 * the offers from the page's JSON, fills copies of the page's own template by the same bindings as `renderElement`, and
 * touches data as text only. Its digest stands in the page's content security policy.
 */
export const PAGE_SCRIPT: string = String.raw`'use strict';
(() => {
  const PAGE = 50;
  const PRINTED = 200;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const offers = data.offers;
  const words = data.words;
  const list = byId('offer-list');
  const template = byId('card').content.firstElementChild;
  const status = byId('status');
  const more = byId('more');
  const printed = byId('printed');
  const search = byId('search');
  const rule = byId('rule');
  const category = byId('category');
  const sort = byId('sort');
  // Not on the page of a report in which no approval was named.
  const approval = byId('approval');
  const boxes = [...document.querySelectorAll('input[name=severity]')];

  let matching = offers.map((_, index) => index);
  let shown = list.children.length;

  const isAbsent = (value) => value === undefined || (Array.isArray(value) && value.length === 0);

  /** Fills an element from a record, or takes it out when a member it needs is not there. */
  function fill(element, record) {
    const { when, slot, list: member, bound } = element.dataset;
    for (const name of [when, slot, member]) {
      if (name !== undefined && isAbsent(record[name])) return element.remove();
    }
    for (const pair of bound === undefined ? [] : bound.split(' ')) {
      const [attribute, name] = pair.split(':');
      if (record[name] !== undefined) element.setAttribute(attribute, record[name]);
    }
    for (const name of ['when', 'slot', 'list', 'bound']) element.removeAttribute('data-' + name);
    if (slot !== undefined) element.textContent = record[slot];
    else if (member === undefined) for (const child of [...element.children]) fill(child, record);
    else {
      const child = element.firstElementChild;
      element.replaceChildren(...record[member].map((item) => filled(child, item)));
    }
  }

  function filled(element, record) {
    const copy = element.cloneNode(true);
    fill(copy, record);
    return copy;
  }

  const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  const told = (text, counts) => text.replace(/\{(\w+)\}/g, (_, name) => grouped(counts[name]));

  function showUpTo(count) {
    const end = Math.min(count, matching.length);
    const cards = document.createDocumentFragment();
    for (let at = shown; at < end; at++) cards.append(filled(template, offers[matching[at]]));
    list.append(cards);
    while (list.children.length > end) list.lastElementChild.remove();
    shown = end;
    tellStatus();
  }

  function tellStatus() {
    const counts = { shown, matching: matching.length, total: offers.length };
    status.textContent = matching.length === 0 ? words.noMatch : told(words.shownOffers, counts);
    printed.textContent = shown < matching.length ? told(words.printedOffers, counts) : '';
    const rest = Math.min(PAGE, matching.length - shown);
    more.hidden = rest <= 0;
    more.textContent = told(words.showMore, { count: rest });
  }

  const texts = new Map();
  function textOf(index) {
    let text = texts.get(index);
    if (text === undefined) {
      const { sku, name, category: path, place, message, approval: said, others } = offers[index];
      text = [sku, name, path, place, message, said, ...others.flatMap((other) => [other.message, other.approval])].join('\n');
      texts.set(index, (text = plain(text)));
    }
    return text;
  }
  const plain = (text) => text.normalize('NFC').replaceAll('\u00a0', ' ').toLowerCase();

  function isInCategory(path, wanted) {
    return wanted === '' || path === wanted || (path !== undefined && path.startsWith(wanted + ' > '));
  }

  function matches(offer, index, wanted) {
    return (
      wanted.severities.has(offer.severity) &&
      isInCategory(offer.category, wanted.category) &&
      (wanted.approval === '' || (offer.approvalState || 'none') === wanted.approval) &&
      (wanted.rule === '' || offer.findings.some((finding) => finding.ruleId === wanted.rule)) &&
      wanted.words.every((word) => textOf(index).includes(word))
    );
  }

  /** Largest first, offers without the number last; equal ones stay as ranked. */
  const descending = (member) => (left, right) => {
    const a = offers[left][member];
    const b = offers[right][member];
    if (a === b) return left - right;
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    return b - a;
  };
  const byText = (member) => (left, right) => {
    const a = offers[left][member] || '';
    const b = offers[right][member] || '';
    return a < b ? -1 : a > b ? 1 : left - right;
  };
  const byExposure = descending('exposure');
  const byCurrency = byText('currency');
  const orders = {
    rank: (left, right) => left - right,
    // Amounts of two currencies cannot be compared: each currency stands by itself.
    exposure: (left, right) =>
      offers[left].currency === offers[right].currency ? byExposure(left, right) : byCurrency(left, right),
    markdown: descending('markdown'),
    sku: byText('sku'),
  };

  function apply() {
    const wanted = {
      severities: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
      rule: rule.value,
      category: category.value,
      approval: approval ? approval.value : '',
      words: plain(search.value).split(/\s+/).filter(Boolean),
    };
    matching = [];
    offers.forEach((offer, index) => {
      if (matches(offer, index, wanted)) matching.push(index);
    });
    matching.sort(orders[sort.value]);
    list.replaceChildren();
    shown = 0;
    showUpTo(PAGE);
  }

  let pending;
  search.addEventListener('input', () => {
    clearTimeout(pending);
    pending = setTimeout(apply, 120);
  });
  const controls = [rule, category, sort, ...(approval ? [approval] : []), ...boxes];
  for (const control of controls) control.addEventListener('change', apply);
  byId('reset').addEventListener('click', () => {
    search.value = rule.value = category.value = '';
    sort.value = 'rank';
    if (approval) approval.value = '';
    for (const box of boxes) box.checked = true;
    apply();
    search.focus();
  });
  more.addEventListener('click', () => {
    const next = shown;
    showUpTo(shown + PAGE);
    const card = list.children[next];
    if (card) {
      card.tabIndex = -1;
      card.focus({ preventScroll: true });
    }
  });

  let onScreen = shown;
  addEventListener('beforeprint', () => {
    onScreen = shown;
    showUpTo(Math.max(shown, PRINTED));
  });
  addEventListener('afterprint', () => showUpTo(onScreen));

  byId('filters').hidden = false;
  // A browser that restores a form on reload restores what was asked for, too.
  const isAsked = search.value || rule.value || category.value || (approval && approval.value);
  if (isAsked || sort.value !== 'rank' || boxes.some((box) => !box.checked)) apply();
  else tellStatus();
})();
`;
