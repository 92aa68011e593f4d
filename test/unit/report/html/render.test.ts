import { describe, expect, it } from 'vitest';
import { bound, h, type PageElement } from '../../../../src/report/html/element.js';
import { offerCard } from '../../../../src/report/html/offer-card.js';
import { offerRecord } from '../../../../src/report/html/offer-record.js';
import { renderElement, renderSkeleton } from '../../../../src/report/html/render.js';
import { flaggedOffer } from '../../../../src/report/offers.js';
import { fakeFinding, fakeRefused, fakeSale } from '../../../support/fake-audit-result.js';

const LIST = bound(h('ul', {}, h('li', {}, bound(h('b', {}), { slot: 'name' }))), { list: 'items' });

describe('renderElement', () => {
  it('escapes every text and every attribute', () => {
    expect(renderElement(h('p', { title: `"'<&>` }, `<b>"'&`))).toBe(
      '<p title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;&quot;&#39;&amp;</p>',
    );
  });

  it('leaves undefined attributes out and writes true ones bare', () => {
    expect(renderElement(h('input', { hidden: true, value: undefined, max: 0 }))).toBe(
      '<input hidden max="0">',
    );
  });

  it('fills slots and bound attributes from the record, 0 included', () => {
    const element = bound(h('p', {}), { slot: 'text', attributes: { title: 'hint' } });
    expect(renderElement(element, { text: 0, hint: '<' })).toBe('<p title="&lt;">0</p>');
  });

  it('repeats the child of a list', () => {
    expect(renderElement(LIST, { items: [{ name: 'a' }, { name: 'b' }] })).toBe(
      '<ul><li><b>a</b></li><li><b>b</b></li></ul>',
    );
  });

  it('leaves out what has nothing to show', () => {
    expect(renderElement(LIST, { items: [] })).toBe('');
    expect(renderElement(LIST)).toBe('');
    expect(renderElement(bound(h('p', {}, 'x'), { when: 'name' }), {})).toBe('');
  });
});

describe('renderSkeleton', () => {
  it('writes the bindings for the script', () => {
    const element = bound(h('p', {}, LIST), { when: 'items', attributes: { 'data-x': 'x', title: 'y' } });
    expect(renderSkeleton(element)).toBe(
      '<p data-when="items" data-bound="data-x:x title:y"><ul data-list="items"><li><b data-slot="name"></b></li></ul></p>',
    );
  });
});

describe('the card of an offer', () => {
  it('shows only members that an offer record has', () => {
    const { findings, trails } = fakeSale(1);
    const [first = fakeFinding()] = findings;
    const known = fakeRefused({ ...first, isNew: false, priceList: 'overseas' });
    const trailsOfAll = new Map(
      [...trails].map(([key, trail]) => [key.replace('default', 'overseas'), trail]),
    );
    const record = offerRecord(flaggedOffer([known, { ...known, ruleId: 'rule-of-tomorrow' }]), {
      lang: 'en',
      trails: trailsOfAll,
    });
    expect(membersOf(offerCard('en')).filter((member) => !has(record, member))).toEqual([]);
  });
});

/** Every member an element or its children are bound to. */
function membersOf(element: PageElement): readonly string[] {
  const { slot, list, when, attributes } = element.binding;
  const own = [slot, list, when, ...Object.values(attributes ?? {})].filter((member) => member !== undefined);
  return [
    ...own,
    ...element.children.flatMap((child) => (typeof child === 'string' ? [] : membersOf(child))),
  ];
}

/** Whether a record, or a record in one of its lists, has a value for the member. */
function has(record: ReturnType<typeof offerRecord>, member: string): boolean {
  if (record[member] !== undefined) return true;
  return Object.values(record).some(
    (value) => typeof value === 'object' && value.some((item) => has(item, member)),
  );
}
