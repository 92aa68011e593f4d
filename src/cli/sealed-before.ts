import { verifyPriceBook } from '../book/verify-price-book.js';
import { GuardError } from '../core/errors.js';
import type { Policy } from '../wire/policy.js';
import { sealersOf } from './book-keys.js';
import { readBookFile } from './book-source.js';
import { statOf } from './file-stat.js';

/** The books that a new one comes after. */
export interface BooksBefore {
  /** `--after`. */
  readonly after?: string | undefined;
  /** Where the new book goes: a book that is there already is one before it. */
  readonly out: string;
}

/**
 * The highest epoch of a sale so far, by the books named; undefined when none is of this sale.
 *
 * @throws GuardError `input` for a file that is no book which a person of the policy sealed.
 */
export async function epochBefore(
  { after, out }: BooksBefore,
  sale: { readonly policy: Policy; readonly saleId: string },
): Promise<number | undefined> {
  const epochs: number[] = [];
  if (after !== undefined) epochs.push(...(await epochOf('--after', after, sale)));
  if (statOf(out)?.isFile() === true) epochs.push(...(await epochOf('--out', out, sale)));
  return epochs.length === 0 ? undefined : Math.max(...epochs);
}

async function epochOf(
  flag: string,
  path: string,
  { policy, saleId }: { readonly policy: Policy; readonly saleId: string },
): Promise<number[]> {
  const publicKeys = sealersOf(policy.approvals);
  // Without any, sealing is refused anyway, and tells why.
  if (publicKeys.length === 0) return [];
  if (statOf(path) === undefined)
    throw new GuardError({
      code: 'file',
      message: `cannot read ${path}: there is no such file`,
      data: { path },
    });
  const book = await readBookFile(path, (source) => verifyPriceBook(source, { publicKeys }));
  if (book.kind === 'verified') return book.header.saleId === saleId ? [book.header.epoch] : [];
  const hint = flag === '--out' ? '; it would be overwritten: name another file' : '';
  throw new GuardError({
    code: 'input',
    message: `${flag} ${path}:${String(book.line)} is no price book that this policy's people sealed: ${book.message}${hint}`,
    data: { path, refusal: book.refusal },
  });
}
