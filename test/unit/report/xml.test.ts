import { describe, expect, it } from 'vitest';
import { escapeXml, escapeXmlAttribute, openTag, textElement } from '../../../src/report/xml.js';

describe('escapeXml', () => {
  it.each([
    [`<a b="c" d='e'>&`, `&lt;a b="c" d='e'&gt;&amp;`],
    ['two\nlines\t\r', 'two\nlines\t&#13;'],
    [']]>', ']]&gt;'],
    ['\u0000\u0008\u001b\ufffe\uffff', '\ufffd'.repeat(5)],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
    ['이어폰 🎧', '이어폰 🎧'],
  ])('of %j inside an element', (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });

  it.each([
    [`<a b="c" d='e'>&`, '&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;'],
    ['two\nlines\t\r', 'two&#10;lines&#9;&#13;'],
  ])('of %j in an attribute', (text, escaped) => {
    expect(escapeXmlAttribute(text)).toBe(escaped);
  });
});

describe('an element', () => {
  it('escapes its attributes and its text', () => {
    expect(openTag('a', { b: '"<', c: 1 })).toBe('<a b="&quot;&lt;" c="1">');
    expect(textElement('a', {}, '</a>')).toBe('<a>&lt;/a&gt;</a>');
  });
});
