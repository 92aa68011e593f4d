import type { PriceBookEntry, PriceBookHeader, PriceBookTrailer } from '../catalog/price-book.js';
import { defaultStockKey } from '../catalog/price-book.js';
import type { RefusedBook } from '../book/refusal.js';
import type { SaleWindowAnswer } from '../book/price-book.js';
import { markdownBps } from '../money/basis-points.js';
import { plainText } from '../text/plain-text.js';
import { sayIn, type Say } from '../text/say.js';
import type { Lang } from '../text/lang.js';
import { BOOK_WORDS, type BookWords } from './book-words.js';
import { columnsText } from './columns-text.js';

/** A verified book as the commands show it. */
export interface ShownBook {
  readonly file: string;
  readonly header: PriceBookHeader;
  readonly trailer: PriceBookTrailer;
  readonly window: SaleWindowAnswer;
  /** Opaque id of the person whose key sealed it; undefined when no policy names one. */
  readonly person: string | undefined;
}

const SECOND_MS = 1000;

/** What a verified book says before its entries. */
export function headerText(shown: ShownBook, lang: Lang): string {
  const { header, trailer } = shown;
  const say = sayIn(lang);
  const words = BOOK_WORDS[lang];
  const key = words.key(trailer.keyId);
  const who = shown.person === undefined ? key : `${shown.person} (${key})`;
  const channels = header.channels.map(
    ({ id, paymentMs }) => [id, `${say.count(paymentMs / SECOND_MS)} s`] as const,
  );
  const budget =
    header.lossBudgetMinor === undefined ? undefined : say.money(header.lossBudgetMinor, header.currency);
  return linesOf([
    words.verified(shown.file),
    `  ${words.sale(header.saleId, header.epoch)}; ${words.sealed(say.instant(header.sealedAt), who)}`,
    `  ${words.window(say.instant(header.startsAt), say.instant(header.endsAt))}: ${words.windows[shown.window]}`,
    `  ${words.lossBudget(budget)}; ${words.channels(channels)}`,
    `  ${words.entries(say.count(trailer.count))}; ${words.approvals(say.count(header.approvalIds.length))}`,
  ]);
}

/** Why a book was refused: in words, and exactly. */
export function refusalText(file: string, { refusal, line, message }: RefusedBook, lang: Lang): string {
  const words = BOOK_WORDS[lang];
  return linesOf([`${words.refused(file, line)} (${refusal}): ${words.refusals[refusal]}`, `  ${message}`]);
}

/** Entries as a table. */
export function entriesText(entries: readonly PriceBookEntry[], lang: Lang): string {
  const words = BOOK_WORDS[lang];
  const say = sayIn(lang);
  const { columns } = words;
  const head = [
    columns.sku,
    columns.priceList,
    columns.price,
    columns.floor,
    columns.reference,
    columns.markdown,
    columns.units,
    columns.perCustomer,
    columns.notes,
  ];
  return columnsText(
    head,
    entries.map((entry) => rowOf(entry, say, words)),
    { left: [0, 1, 8] },
  );
}

function rowOf(entry: PriceBookEntry, say: Say, words: BookWords): string[] {
  const { currency, referenceMinor, allotment, perCustomerMax } = entry;
  const markdown = entryMarkdownBps(entry);
  return [
    plainText(entry.sku),
    plainText(entry.priceList),
    say.money(entry.priceMinor, currency),
    say.money(entry.floorMinor, currency),
    referenceMinor === undefined ? '-' : say.money(referenceMinor, currency),
    markdown === undefined ? '-' : say.percent(markdown),
    allotment === undefined ? '-' : say.count(allotment),
    perCustomerMax === undefined ? '-' : say.count(perCustomerMax),
    notesOf(entry, say, words).join('; '),
  ];
}

function notesOf(entry: PriceBookEntry, say: Say, words: BookWords): string[] {
  const notes: string[] = [];
  if (entry.isGift) notes.push(words.gift);
  if (entry.stockKey !== defaultStockKey(entry.sku, entry.priceList))
    notes.push(words.stockKey(plainText(entry.stockKey)));
  if (entry.components !== undefined) notes.push(words.bundle(bundleText(entry.components, say)));
  return notes;
}

/** What a bundle is made of: `2 × EP-100, 1 × CASE`. */
export function bundleText(components: NonNullable<PriceBookEntry['components']>, say: Say): string {
  return components
    .map(({ stockKey, quantity }) => `${say.count(quantity)} × ${plainText(stockKey)}`)
    .join(', ');
}

/** Markdown of an entry below its reference; undefined without one. */
export function entryMarkdownBps({ priceMinor, referenceMinor }: PriceBookEntry): number | undefined {
  return referenceMinor === undefined ? undefined : markdownBps(priceMinor, referenceMinor);
}

/** Lines, each fit for a terminal and ended. */
export function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${plainText(line)}\n`).join('');
}
