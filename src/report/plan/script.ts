/**
 * The plan page's one script, as it stands in the page: runs in any browser of the last five years, without network. It reads the orders
 * from the page's JSON and touches data as text only. Its digest stands in the page's content security policy.
 */
export const PLAN_SCRIPT: string = String.raw`'use strict';
(() => {
  const PAGE = 50;
  const PRINTED = 100;
  const byId = (id) => document.getElementById(id);
  const { head, orders } = JSON.parse(byId('data').textContent);
  const { words } = head;
  const list = byId('order-list');
  const controls = ['search', 'decision', 'reason', 'order-status', 'due', 'progress', 'sort']
    .map((id) => byId(id))
    .filter(Boolean);

  const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  const told = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** The exact amount: its digits are moved, never divided. */
  function money(minor) {
    if (minor === 0) return '';
    const { before, after, exponent } = head.money;
    const digits = String(minor).padStart(exponent + 1, '0');
    const whole = grouped(digits.slice(0, digits.length - exponent));
    return before + whole + (exponent > 0 ? '.' + digits.slice(-exponent) : '') + after;
  }

  /** The texts of a row, one for each column. */
  function textsOf([id, decision, reason, status, minor, due, units, coupon, progress]) {
    const texts = [
      id,
      head.decisions[decision][1],
      head.reasons[reason][0],
      head.statuses[status],
      money(minor),
      due < 0 ? '' : head.dues[due],
      units === 0 ? '' : grouped(units),
    ];
    if (head.hasCoupon) texts.push(money(coupon));
    if (head.hasLedger) texts.push(progress < 0 ? '' : head.progress[progress][1]);
    return texts;
  }

  function rowOf(order) {
    const row = document.createElement('tr');
    row.dataset.decision = head.decisions[order[1]][0];
    if (order[8] >= 0) row.dataset.progress = head.progress[order[8]][0];
    textsOf(order).forEach((text, index) => {
      const cell = document.createElement('td');
      const [label, isNumber] = head.columns[index];
      if (isNumber) cell.className = 'number';
      cell.dataset.label = label;
      if (index === 0) cell.append(toldButton(order, text));
      else cell.textContent = text;
      row.append(cell);
    });
    return row;
  }

  function toldButton(order, text) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'order';
    button.textContent = text;
    button.title = words.showTold;
    button.addEventListener('click', () => showTold(order, button));
    return button;
  }

  let opener;
  /** What the customer of an order that was decided alike is told, copied from the page. */
  function showTold(order, button) {
    const sample = head.reasons[order[2]][1];
    const source = sample < 0 ? null : byId('told-' + sample);
    if (!source) return;
    opener = button;
    const facts = { order: order[0], sample: head.samples[sample] };
    byId('chosen-title').textContent = told(facts.order === facts.sample ? words.toldOwn : words.toldAlike, facts);
    byId('chosen-text').replaceChildren(source.querySelector('.letters').cloneNode(true));
    byId('chosen').hidden = false;
    byId('chosen-title').focus();
  }
  function closeTold() {
    if (byId('chosen').hidden) return;
    byId('chosen').hidden = true;
    byId('chosen-text').replaceChildren();
    if (opener) opener.focus();
  }
  byId('chosen-close').addEventListener('click', closeTold);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeTold();
  });

  let matching = orders;
  let first = 0;

  function show(from, count) {
    first = Math.max(0, Math.min(from, matching.length - 1));
    const shown = matching.slice(first, first + count);
    const rows = document.createDocumentFragment();
    for (const order of shown) rows.append(rowOf(order));
    list.replaceChildren(rows);
    const facts = {
      from: grouped(shown.length === 0 ? 0 : first + 1),
      to: grouped(first + shown.length),
      matching: grouped(matching.length),
      total: grouped(orders.length),
    };
    byId('status').textContent = matching.length === 0 ? words.noMatch : told(words.shown, facts);
    byId('printed').textContent = first + shown.length < matching.length ? told(words.printed, facts) : '';
    byId('pager').hidden = matching.length <= PAGE;
    byId('previous').disabled = first === 0;
    byId('next').disabled = first + count >= matching.length;
    byId('place').textContent = grouped(Math.floor(first / PAGE) + 1) + ' / ' + grouped(Math.max(1, Math.ceil(matching.length / PAGE)));
  }

  const valueOf = (id) => (byId(id) ? byId(id).value : '');

  function apply() {
    const part = valueOf('search').trim().toLowerCase();
    const [decision, reason, status, due, progress] = ['decision', 'reason', 'order-status', 'due', 'progress'].map(valueOf);
    matching = orders.filter(
      (order) =>
        (decision === '' || head.decisions[order[1]][1] === decision) &&
        (reason === '' || head.reasons[order[2]][0] === reason) &&
        (status === '' || head.statuses[order[3]] === status) &&
        (due === '' || head.dues[order[5]] === due) &&
        (progress === '' || (order[8] >= 0 && head.progress[order[8]][1] === progress)) &&
        (part === '' || order[0].toLowerCase().includes(part)),
    );
    const sort = valueOf('sort');
    // Days stand in their order; what has none comes last. Equal ones stay by id, as they are.
    if (sort === 'due') matching = matching.slice().sort((a, b) => (a[5] < 0 ? 1e9 : a[5]) - (b[5] < 0 ? 1e9 : b[5]));
    if (sort === 'money') matching = matching.slice().sort((a, b) => b[4] - a[4]);
    show(0, PAGE);
  }

  let pending;
  for (const control of controls) {
    control.addEventListener(control.id === 'search' ? 'input' : 'change', () => {
      clearTimeout(pending);
      pending = setTimeout(apply, control.id === 'search' ? 120 : 0);
    });
  }
  byId('reset').addEventListener('click', () => {
    for (const control of controls) control.value = control.id === 'sort' ? 'id' : '';
    apply();
    byId('search').focus();
  });
  const turn = (pages) => {
    show(first + pages * PAGE, PAGE);
    byId('order-table').scrollIntoView({ block: 'start' });
  };
  byId('previous').addEventListener('click', () => turn(-1));
  byId('next').addEventListener('click', () => turn(1));

  let onScreen = 0;
  addEventListener('beforeprint', () => {
    onScreen = first;
    show(0, PRINTED);
  });
  addEventListener('afterprint', () => show(onScreen, PAGE));

  byId('filters').hidden = false;
  // A browser that restores a form on reload restores what was asked for, too.
  apply();
})();
`;
