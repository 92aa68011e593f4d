import type { PriceBookEntry } from '../catalog/price-book.js';
import type { RefusedBook } from '../book/refusal.js';
import { currencyExponent } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import { changeCount, changesSale, type ShownDiff } from './book-diff-text.js';
import type { ShownBook } from './book-show-text.js';

/** A verified book for programs. */
export function verifiedJson({ file, header, trailer, window, person }: ShownBook): object {
  return { kind: 'verified', file, window, sealedBy: person ?? null, header, trailer };
}

/** A refused book for programs. */
export function refusedJson(file: string, refused: RefusedBook): object {
  return { ...refused, file };
}

/** An entry for programs: as the library has it, and its price as a decimal in quotes. */
export function entryJson(entry: PriceBookEntry): object {
  return { ...entry, price: printAmount(entry.priceMinor, currencyExponent(entry.currency)) };
}

/** What differs between two books for programs. */
export function diffJson(shown: ShownDiff): object {
  const { before, after, diff, ranked } = shown;
  return {
    kind: changesSale(shown) ? 'different' : 'same',
    before: { file: before.file, epoch: before.book.header.epoch, entries: before.book.count },
    after: { file: after.file, epoch: after.book.header.epoch, entries: after.book.count },
    epoch: diff.epoch,
    header: diff.header.map((member) => ({
      member,
      before: before.book.header[member] ?? null,
      after: after.book.header[member] ?? null,
    })),
    counts: ranked.counts,
    changes: ranked.top.map(({ change }) => ({
      kind: change.kind,
      ...(change.kind === 'changed' ? { members: change.members } : {}),
      ...(change.kind === 'added' ? {} : { before: entryJson(change.before) }),
      ...(change.kind === 'removed' ? {} : { after: entryJson(change.after) }),
    })),
    changesLeftOut: changeCount(shown) - ranked.top.length,
  };
}

/** Text of a result; what is undefined is left out. */
export function jsonText(value: object): string {
  return `${JSON.stringify(withoutUndefined(value), null, 2)}\n`;
}
