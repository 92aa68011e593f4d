import type { BookDiff, EntryChange, EntryMember, HeaderMember } from '../book/diff-price-books.js';
import type { PriceBook } from '../book/price-book.js';
import type { PriceBookEntry, PriceBookHeader } from '../catalog/price-book.js';
import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import { markdownBps } from '../money/basis-points.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { sayIn, type Say } from '../text/say.js';
import { kindOf, type RankedChanges } from './book-diff-order.js';
import { bundleText, entryMarkdownBps, linesOf } from './book-show-text.js';
import { BOOK_WORDS, type BookWords } from './book-words.js';

/** Two books and what differs. */
export interface ShownDiff {
  readonly before: { readonly file: string; readonly book: PriceBook };
  readonly after: { readonly file: string; readonly book: PriceBook };
  readonly diff: BookDiff;
  readonly ranked: RankedChanges;
}

/** Digits of a hash that tell two apart. */
const HASH_SHOWN = 12;

/** What changes on sale, in words: header, summary, the costliest changes first. */
export function diffText(shown: ShownDiff, lang: Lang): string {
  const words = BOOK_WORDS[lang];
  const say = sayIn(lang);
  const { diff, ranked } = shown;
  const before = shown.before.book.header;
  const after = shown.after.book.header;
  const header = diff.header.map(
    (member) =>
      `  ${words.header[member]}: ${headerValue(before, member, say, words)} → ${headerValue(after, member, say, words)}`,
  );
  const changes = ranked.top.map(({ change }) => `  ${changeLine(change, say, words)}`);
  const left = changeCount(shown) - ranked.top.length;
  return linesOf([
    `${shown.before.file} → ${shown.after.file}: ${words.sale(after.saleId, after.epoch)}`,
    ...(before.saleId === after.saleId ? [] : [words.otherSale(before.saleId, after.saleId)]),
    ...(diff.epoch === 'raised' ? [] : [words.epochNotRaised(before.epoch, after.epoch)]),
    ...header,
    summaryLine(shown, say, words),
    ...changes,
    ...(left > 0 ? [words.more(say.count(left))] : []),
  ]);
}

/** Entries that differ. */
export function changeCount({ ranked: { counts } }: ShownDiff): number {
  return counts.added + counts.removed + counts.cheaper + counts.dearer + counts.otherwise;
}

/** Members of the header that say where a book comes from; a change in them changes nothing on sale. */
const ORIGIN: ReadonlySet<HeaderMember> = new Set<HeaderMember>([
  'epoch',
  'sealedAt',
  'policyHash',
  'batchDigest',
  'promotionsSha256',
  'approvalIds',
]);

/** Whether a customer could notice the difference. */
export function changesSale(shown: ShownDiff): boolean {
  return changeCount(shown) > 0 || shown.diff.header.some((member) => !ORIGIN.has(member));
}

function summaryLine(shown: ShownDiff, say: Say, words: BookWords): string {
  if (!changesSale(shown)) return words.nothingChanges;
  const { counts } = shown.ranked;
  const same = shown.before.book.count - counts.removed - counts.cheaper - counts.dearer - counts.otherwise;
  return words.changes({
    changed: say.count(changeCount(shown)),
    cheaper: say.count(counts.cheaper),
    dearer: say.count(counts.dearer),
    otherwise: say.count(counts.otherwise),
    added: say.count(counts.added),
    removed: say.count(counts.removed),
    same: say.count(same),
  });
}

function changeLine(change: EntryChange, say: Say, words: BookWords): string {
  switch (change.kind) {
    case 'added':
      return `${nameOf(change.after)}: ${words.added} ${offerText(change.after, say, words)}`;
    case 'removed':
      return `${nameOf(change.before)}: ${words.removed}, ${offerText(change.before, say, words)}`;
    case 'changed':
      return `${nameOf(change.after)}: ${changedText(change, say, words)}`;
  }
}

function nameOf({ sku, priceList, currency }: PriceBookEntry): string {
  const list = priceList === DEFAULT_PRICE_LIST ? '' : `, ${priceList}`;
  return `${plainText(sku)} (${currency}${plainText(list)})`;
}

function offerText(entry: PriceBookEntry, say: Say, words: BookWords): string {
  const markdown = entryMarkdownBps(entry);
  return [
    words.at(say.money(entry.priceMinor, entry.currency)),
    ...(markdown === undefined ? [] : [words.markdown(say.percent(markdown))]),
    ...(entry.allotment === undefined ? [] : [words.units(say.count(entry.allotment))]),
    ...(entry.isGift ? [words.gift] : []),
  ].join(', ');
}

function changedText(change: Extract<EntryChange, { kind: 'changed' }>, say: Say, words: BookWords): string {
  const { before, after, members } = change;
  const parts = members.map((member) => memberText(member, change, say, words));
  const [left, right] = [entryMarkdownBps(before), entryMarkdownBps(after)];
  if (left !== right) {
    const text = (bps: number | undefined): string => (bps === undefined ? words.nothing : say.percent(bps));
    parts.push(`${words.columns.markdown} ${text(left)} → ${text(right)}`);
  }
  return parts.join('; ');
}

function memberText(
  member: EntryMember,
  change: Extract<EntryChange, { kind: 'changed' }>,
  say: Say,
  words: BookWords,
): string {
  const { before, after } = change;
  const step = `${memberValue(before, member, say, words)} → ${memberValue(after, member, say, words)}`;
  if (member !== 'priceMinor') return `${words.members[member]} ${step}`;
  return `${priceStep(change, say, words)}, ${step}`;
}

/** How much cheaper or dearer, as a share of the price before; a price before of nothing has no share. */
function priceStep(change: Extract<EntryChange, { kind: 'changed' }>, say: Say, words: BookWords): string {
  const { before, after } = change;
  if (before.priceMinor === 0) return words.members.priceMinor;
  const bps = markdownBps(after.priceMinor, before.priceMinor);
  return kindOf(change) === 'cheaper' ? words.cheaper(say.percent(bps)) : words.dearer(say.percent(-bps));
}

function memberValue(entry: PriceBookEntry, member: EntryMember, say: Say, words: BookWords): string {
  switch (member) {
    case 'priceMinor':
    case 'floorMinor':
      return say.money(entry[member], entry.currency);
    case 'referenceMinor': {
      const { referenceMinor } = entry;
      return referenceMinor === undefined ? words.nothing : say.money(referenceMinor, entry.currency);
    }
    case 'allotment':
    case 'perCustomerMax': {
      const units = entry[member];
      return units === undefined ? words.nothing : say.count(units);
    }
    case 'referenceSource':
      return entry.referenceSource ?? words.nothing;
    case 'stockKey':
      return plainText(entry.stockKey);
    case 'components':
      return entry.components === undefined ? words.nothing : bundleText(entry.components, say);
    case 'isGift':
      return entry.isGift ? words.yes : words.no;
  }
}

function headerValue(header: PriceBookHeader, member: HeaderMember, say: Say, words: BookWords): string {
  switch (member) {
    case 'startsAt':
    case 'endsAt':
    case 'sealedAt':
      return say.instant(header[member]);
    case 'lossBudgetMinor': {
      const budget = header.lossBudgetMinor;
      return budget === undefined ? words.nothing : say.money(budget, header.currency);
    }
    case 'channels': {
      const channels = header.channels.map(({ id, paymentMs }) => `${id} ${say.count(paymentMs / 1000)} s`);
      return channels.join(', ') || words.nothing;
    }
    case 'approvalIds':
      return say.count(header.approvalIds.length);
    case 'policyHash':
    case 'batchDigest':
    case 'promotionsSha256':
      return header[member]?.slice(0, HASH_SHOWN) ?? words.nothing;
    case 'schema':
    case 'saleId':
    case 'epoch':
    case 'currency':
      return String(header[member]);
  }
}
