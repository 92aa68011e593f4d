/** Line ends and tabs: one blank keeps the words apart. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * C0 and C1 controls (they move the cursor, ring, recolour), marks that turn the reading direction (`2.99` shown as
 * `99.2`), zero-width marks that hide text, tag characters, and halves of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/**
 * Text of a file made fit for a terminal or a page: what is left is visible, in one line, and in the order it reads.
 * Every text that did not come from this package goes through here before a person sees it.
 */
export function plainText(text: string): string {
  return text.replace(BREAKS, ' ').replace(UNSAFE, '');
}
