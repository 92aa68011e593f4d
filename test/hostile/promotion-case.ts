/** One hostile promotions file and what reading it must lead to. */
export interface PromotionCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expect: PromotionOutcome;
}

export type PromotionOutcome =
  /** The file is read as what it says, with so many promotions. */
  | { readonly kind: 'read'; readonly count: number }
  /** The file is refused. Each of these is said in one line of the message; ` .. ` stands for anything between. */
  | { readonly kind: 'refused'; readonly words: readonly string[] };

const encoder = new TextEncoder();

/** The file is read, and every promotion of it. */
export function read(name: string, content: string | Uint8Array, count = 1): PromotionCase {
  return { name, bytes: bytesOf(content), expect: { kind: 'read', count } };
}

/** The file is refused with these words: a place, what was got, what was expected. */
export function refused(
  name: string,
  content: string | Uint8Array,
  ...words: readonly string[]
): PromotionCase {
  return { name, bytes: bytesOf(content), expect: { kind: 'refused', words } };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : content;
}

/** A file in won whose one promotion, on line 4, is written like this. */
export function file(promotion: string): string {
  return `version: 1\ncurrency: KRW\npromotions:\n  - { ${promotion} }\n`;
}

/** What must be said of a value of the promotion on line 4 of {@link file}. */
export function told(field: string, message: string): string {
  return `promotions[0].${field}: .. ${message}`;
}
