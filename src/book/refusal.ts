import type { BookRefusal } from '../catalog/price-book.js';

/** Why bytes are not the price book that was sealed. */
export interface RefusedBook {
  readonly kind: 'refused';
  readonly refusal: BookRefusal;
  /** Where it was seen, from 1. */
  readonly line: number;
  /** What was seen there, and what to do. */
  readonly message: string;
}

/** What to do about each refusal. The book itself is never mended: a byte changed by hand is what the seal is there to find. */
const WHAT_TO_DO: Readonly<Record<BookRefusal, string>> = {
  'not-a-book': 'give the file that "saleguard seal" wrote',
  'unknown-schema':
    'it was sealed by a newer release; update saleguard here, or seal it again with this release',
  'bad-header': 'fetch the sealed file again, or seal it again',
  truncated: 'fetch the sealed file again; it arrived only in part',
  'not-canonical':
    'fetch the sealed file again and pass it on byte by byte, without an editor or a converter',
  'bad-entry': 'fetch the sealed file again, or seal it again',
  'out-of-order': 'fetch the sealed file again, or seal it again',
  'duplicate-entry': 'fetch the sealed file again, or seal it again',
  'bad-trailer': 'fetch the sealed file again, or seal it again',
  'after-trailer': 'fetch the sealed file again; nothing may be added to it',
  'count-differs': 'fetch the sealed file again, or seal it again',
  'digest-differs': 'it was changed after it was sealed; fetch the sealed file again, or seal it again',
  'unknown-key': 'have it sealed by a person who may, or add the key of who sealed it to the trusted ones',
  'bad-signature': 'nobody you trust sealed it; fetch the sealed file again, or seal it again',
  'too-large': 'give the file that "saleguard seal" wrote, or split the sale',
};

/** A refusal with what to do about it. */
export function refusedBook(refusal: BookRefusal, line: number, what: string): RefusedBook {
  return { kind: 'refused', refusal, line, message: `${what}; ${WHAT_TO_DO[refusal]}` };
}
