import { describe, expect, it } from 'vitest';
import { explainDecision } from '../../../../src/notices/explain.js';
import { readNoticeTemplates } from '../../../../src/wire/notice-templates.js';
import { fakeHeader, fakeLine, fakeRecord } from '../../report/plan/fake-plan.js';

const header = fakeHeader();

function fileOf(text: string, { when = 'cancel', title = 'Order {order}' } = {}): string {
  return JSON.stringify({ version: 1, templates: [{ lang: 'en', when, title, text }] });
}

const WHOLE = '{mistake}\n\n{goods}\n{refunds}\n{notes}\n{coupon}\n{appeal}';

function tell(text: string, record = fakeRecord()) {
  const templates = readNoticeTemplates(fileOf(text), { file: 'notices.json' });
  return explainDecision({ header, record, lang: 'en', templates });
}

describe('a template of a shop', () => {
  it('is told instead of the built-in text, its values in place', () => {
    const told = tell(`Dear customer of {shop},\n${WHOLE}\nYours, {{the team}}`);
    expect(told.title).toBe('Order A-1');
    expect(told.text).toMatch(/^Dear customer of 하이마켓,\nOur shop showed a wrong price/);
    expect(told.text).toContain('28,800 won goes back the way you paid it');
    expect(told.text).toMatch(/Yours, \{the team\}$/);
  });

  it('leaves out the line of a block with nothing to say', () => {
    const told = tell(`${WHOLE}\nEND`, fakeRecord({ coupon: undefined }));
    expect(told.text).not.toContain('coupon');
    expect(told.text).not.toMatch(/\n\n\n/);
  });

  it('does not read its values again as a template', () => {
    const record = fakeRecord({ lines: [fakeLine({ sku: '{shop} {{contact}} {nothing}' })] });
    expect(tell(WHOLE, record).text).toContain('{shop} {{contact}} {nothing}, 2 units');
  });

  it('falls back to the built-in text for another decision', () => {
    const record = fakeRecord({ decision: 'review', lines: [fakeLine({ decision: 'review' })] });
    expect(tell(WHOLE, record).title).toContain('we are looking at');
  });

  it('is an error where an order has no such value, with place, variable and order', () => {
    const record = fakeRecord({ coupon: undefined });
    expect(() => tell(`${WHOLE} {couponAmount}`, record)).toThrow(
      /notices\.json:1: \{couponAmount\} has no value for order A-1/,
    );
    expect(
      tell(`${WHOLE} {couponAmount} {couponLastDay} {firstDueDay} {lastDueDay} {window} {apology}`).text,
    ).toContain('25,800 won 30 October 2026 6 August 2026 6 August 2026 between 10:00');
    const late = fakeRecord({ dueAt: fakeHeader().madeAt - 1 });
    expect(() => tell(`${WHOLE} {lastDueDay}`, late)).toThrow('{lastDueDay} has no value for order A-1');
  });
});

describe('a file of templates', () => {
  const read = (text: string): unknown => readNoticeTemplates(text, { file: 'notices.yaml' });

  it('names an unknown variable with its line and the nearest name', () => {
    const yaml = `version: 1\ntemplates:\n  - lang: en\n    when: review\n    title: About {order}\n    text: |\n      {goods}\n      {notes}\n      {apeal}\n`;
    expect(() => read(yaml)).toThrow(
      /notices\.yaml:6:\d+ templates\[0\]\.text: line 3 of the text: \{apeal\} is no variable; did you mean \{appeal\}/,
    );
  });

  it.each([
    ['{goods} {notes} {coupon} {appeal}', 'refunds'],
    ['{goods} {refunds} {notes} {appeal}', 'coupon'],
    ['{refunds} {notes} {coupon} {appeal}', 'goods'],
    ['{goods} {refunds} {notes} {coupon}', 'contact'],
  ])('asks for what a customer must be told: %s', (text, missing) => {
    expect(() => read(fileOf(text))).toThrow(new RegExp(`names no .*\\{${missing}\\}`));
  });

  it.each([
    '{',
    '}',
    '{}',
    '{order',
    '{{order}}}',
    '{order.id}',
    '{constructor}',
    '{__proto__}',
    '${"${x}"}',
  ])('refuses %s: no logic, no stray brace', (part) => {
    expect(() => read(fileOf(`${WHOLE} ${part}`))).toThrow(/no variable|a single/);
  });

  it('refuses a second template for one language and decision, another language, and no text', () => {
    const template = { lang: 'en', when: 'cancel', title: 'x', text: WHOLE };
    const twice = JSON.stringify({ version: 1, templates: [template, template] });
    expect(() => read(twice)).toThrow('a second template for en cancel');
    expect(() => read(JSON.stringify({ version: 1, templates: [{ ...template, lang: 'fr' }] }))).toThrow(
      'lang',
    );
    expect(() => read(JSON.stringify({ version: 1, templates: [{ ...template, text: '' }] }))).toThrow(
      'text',
    );
    expect(() => read('')).toThrow('says nothing');
  });

  it('takes controls and turning marks out of the text', () => {
    const templates = readNoticeTemplates(fileOf(`a\u202eb\u0007c ${WHOLE}`), { file: 'n.json' });
    expect(explainDecision({ header, record: fakeRecord(), lang: 'en', templates }).text).toMatch(
      /^abc Our shop/,
    );
  });
});
