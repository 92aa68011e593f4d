/** What XML 1.0 cannot hold, not even escaped: most controls, halves of surrogate pairs, U+FFFE and U+FFFF. */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** The escape of a text inside an element; `�` stands for what XML cannot hold. */
export function escapeXml(text: string): string {
  return text.replace(ILLEGAL, '\ufffd').replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? '');
}

/** As {@link escapeXml}, for a quoted attribute: a reader would make blanks of its tabs and line ends. */
export function escapeXmlAttribute(text: string): string {
  return escapeXml(text).replace(/["'\t\n]/g, (character) => ESCAPES[character] ?? '');
}

/** The start of an element, attributes in the order given. */
export function openTag(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXmlAttribute(String(value))}"`,
  );
  return `<${name}${written.join('')}>`;
}

/** An element that holds text. */
export function textElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text: string,
): string {
  return `${openTag(name, attributes)}${escapeXml(text)}</${name}>`;
}
