import { GuardError } from '../../core/errors.js';
import { sha256Hex } from '../../seal/digest.js';
import { LEDGER_LINE_MAX, ledgerLineText, parseLedgerLine, type LedgerLine } from './ledger-line.js';

/** Blank, and 64 hex digits. */
const LINK_LENGTH = 65;
const LINK = /^ [0-9a-f]{64}$/;
/** What the first line follows. */
const BEGINNING = '';

/**
 * The lines of a ledger, each with the SHA-256 of the one before and of itself behind a blank: whoever changes, removes, inserts or
 * moves a line without making all links behind it anew is found out, and who makes them anew changes {@link LedgerChain.link}, which
 * every run prints.
 */
export class LedgerChain {
  #link = BEGINNING;
  #count = 0;

  /** Link of the last line, 64 hex digits; empty before the first. */
  get link(): string {
    return this.#link;
  }

  /** Lines so far. */
  get count(): number {
    return this.#count;
  }

  /** The whole text of the next line, without a line end. */
  next(line: LedgerLine): string {
    const text = ledgerLineText(line);
    this.#add(linkOf(this.#link, text));
    return `${text} ${this.#link}`;
  }

  /**
   * Takes a line that was kept.
   *
   * @throws GuardError `corrupt-state` with the number of the line and what is wrong with it; `input` for a ledger of another version.
   */
  follow(kept: string): LedgerLine {
    const number = this.#count + 1;
    if (kept.length > LEDGER_LINE_MAX) throw damaged(number, 'it is too long');
    const text = kept.slice(0, -LINK_LENGTH);
    const link = kept.slice(-LINK_LENGTH);
    if (!LINK.test(link)) throw damaged(number, 'it does not end with its digest');
    if (linkOf(this.#link, text) !== link.slice(1))
      throw damaged(
        number,
        'its digest is another: it, or a line before it, was changed, removed or inserted',
      );
    const line = parseLedgerLine(text);
    if (line === undefined) throw damaged(number, 'it is no line of a ledger');
    if ((line.type === 'head') !== (number === 1))
      throw damaged(number, number === 1 ? 'a ledger begins otherwise' : 'a ledger begins only once');
    this.#add(link.slice(1));
    return line;
  }

  #add(link: string): void {
    this.#link = link;
    this.#count += 1;
  }
}

function linkOf(before: string, text: string): string {
  return sha256Hex(`${before}\n${text}`);
}

function damaged(number: number, what: string): GuardError {
  return new GuardError({
    code: 'corrupt-state',
    message: `line ${number} of the ledger is damaged: ${what}. Nothing was done. Bring back an unharmed copy of the ledger; without one, ask the services what they have done`,
    data: { line: number },
  });
}
