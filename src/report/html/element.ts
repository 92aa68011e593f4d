/** An element of the page. Text children are text, never markup: what is written out escapes every one of them. */
export interface PageElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly PageChild[];
  readonly binding: Binding;
}

export type PageChild = PageElement | string;

/** Undefined leaves an attribute out; `true` writes it without a value. */
export type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** How an element of a template is filled from a record, on the server and, by the same rules, in the browser. */
export interface Binding {
  /** Member whose text the element shows. */
  readonly slot?: string;
  /** Member that holds a list of records: the element's one child stands once for each. */
  readonly list?: string;
  /** Member without which the element is left out; a slot or list is left out by itself. */
  readonly when?: string;
  /** Attribute -> member that holds its value. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What a template is filled with. A member that is undefined, or an empty list, leaves its element out. */
export interface TemplateRecord {
  readonly [member: string]: string | number | undefined | readonly TemplateRecord[];
}

const UNBOUND: Binding = {};

/** Makes an element. */
export function h(tag: string, attributes: Attributes, ...children: readonly PageChild[]): PageElement {
  return { tag, attributes, children, binding: UNBOUND };
}

/** The same element, filled from a record. */
export function bound(element: PageElement, binding: Binding): PageElement {
  return { ...element, binding };
}
