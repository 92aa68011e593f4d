import type { Attributes, Binding, PageElement, TemplateRecord } from './element.js';
import { escapeHtml } from './escape.js';

const NOTHING: TemplateRecord = {};

/** HTML of an element, its bindings filled from a record. */
export function renderElement(element: PageElement, record: TemplateRecord = NOTHING): string {
  const { binding } = element;
  for (const member of [binding.when, binding.slot, binding.list]) {
    if (member !== undefined && isAbsent(record[member])) return '';
  }
  const attributes: Record<string, string | number | true | undefined> = { ...element.attributes };
  for (const [name, member] of Object.entries(binding.attributes ?? {}))
    attributes[name] = textOf(record[member]);
  return wrap(element.tag, attributes, contentOf(element, record));
}

function contentOf(element: PageElement, record: TemplateRecord): string {
  const { slot, list } = element.binding;
  if (slot !== undefined) return escapeHtml(textOf(record[slot]) ?? '');
  const items = list === undefined ? undefined : record[list];
  if (typeof items === 'object') return items.map((item) => renderChildren(element, item)).join('');
  return renderChildren(element, record);
}

function renderChildren(element: PageElement, record: TemplateRecord): string {
  return element.children
    .map((child) => (typeof child === 'string' ? escapeHtml(child) : renderElement(child, record)))
    .join('');
}

/** HTML of an element with its bindings as `data-` attributes, for the script to clone and fill. */
export function renderSkeleton(element: PageElement): string {
  const children = element.children.map((child) =>
    typeof child === 'string' ? escapeHtml(child) : renderSkeleton(child),
  );
  return wrap(
    element.tag,
    { ...element.attributes, ...bindingAttributes(element.binding) },
    children.join(''),
  );
}

function bindingAttributes(binding: Binding): Attributes {
  const pairs = Object.entries(binding.attributes ?? {}).map(([name, member]) => `${name}:${member}`);
  return {
    'data-slot': binding.slot,
    'data-list': binding.list,
    'data-when': binding.when,
    'data-bound': pairs.length === 0 ? undefined : pairs.join(' '),
  };
}

function wrap(tag: string, attributes: Attributes, content: string): string {
  let open = `<${tag}`;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) open += value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
  }
  return VOID_TAGS.has(tag) ? `${open}>` : `${open}>${content}</${tag}>`;
}

const VOID_TAGS: ReadonlySet<string> = new Set(['input', 'br', 'meta']);

function isAbsent(value: TemplateRecord[string]): boolean {
  return value === undefined || (typeof value === 'object' && value.length === 0);
}

function textOf(value: TemplateRecord[string]): string | undefined {
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}
