import { DEFAULT_PRICE_LIST, type TaxBasis } from '../catalog/offer.js';
import type { EpochMs } from '../core/clock.js';
import { parseCurrency, type CurrencyCode } from '../money/currency.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { StockLine } from '../stock/reservation.js';
import { readWord, writeWord } from './note-word.js';

/** What a guard writes beside each reservation: enough to show the order again, and to compare its prices with another price book. */
export interface OrderNote {
  readonly placedAt: EpochMs;
  readonly currency: CurrencyCode;
  readonly taxBasis: TaxBasis;
  readonly shippingMinor: number;
  /** Which of the reservation's owners is the buyer. */
  readonly buyerIndex: number;
  /** One for each SKU and price list, in order of both; undefined for an order too large to be noted (see {@link writeNote}). */
  readonly lines: readonly NotedLine[] | undefined;
}

/** All units of one SKU and price list of an order. */
export interface NotedLine {
  readonly sku: string;
  readonly priceList: string;
  readonly quantity: number;
  /** Before reductions. */
  readonly unitPriceMinor: number;
  /** All units, after reductions. */
  readonly payableMinor: number;
  /** As the price rules judged it: less its share of free shipping where the policy counts that; `payableMinor` otherwise. */
  readonly judgedMinor: number;
}

/** The only version there is. A note of another one is not read, so that nobody takes one amount for another. */
const VERSION = '1';
/** Stands where lines would not fit. */
const TOO_LARGE = '?';
const RADIX = 36;

/**
 * A note as the store keeps it: printable ASCII, versioned, about 25 characters for one line. A line whose SKU is its stock key, as
 * most are, is told by its place among `stockLines`. The lines of an order that would take more than 2,000 characters are left
 * out, and `readNote` says so; orders of 200 such lines fit.
 *
 * @param stockLines what the order takes from stock, in canonical order.
 */
export function writeNote(
  note: OrderNote & { readonly lines: readonly NotedLine[] },
  stockLines: readonly StockLine[],
): string {
  const { placedAt, currency, taxBasis, shippingMinor, buyerIndex, lines } = note;
  const head = `${VERSION};${digits(placedAt)};${currency}${taxBasis === 'included' ? 'i' : 'e'};${sparse(shippingMinor)};${sparse(buyerIndex)};`;
  let text = head;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    text += index === 0 ? writeLine(line, stockLines[index]) : `,${writeLine(line, stockLines[index])}`;
    if (text.length > STOCK_LIMITS.noteLengthMax) return head + TOO_LARGE;
  }
  return text;
}

function writeLine(line: NotedLine, stock: StockLine | undefined): string {
  const { quantity, unitPriceMinor, payableMinor, judgedMinor } = line;
  const isStockLine = stock?.stockKey === line.sku && line.priceList === DEFAULT_PRICE_LIST;
  let text = isStockLine ? digits(unitPriceMinor) : `${nameOf(line)}:${digits(unitPriceMinor)}`;
  if (!isStockLine || stock.quantity !== quantity) text += `*${digits(quantity)}`;
  if (payableMinor !== unitPriceMinor * quantity) text += `=${digits(payableMinor)}`;
  if (judgedMinor !== payableMinor) text += `~${digits(judgedMinor)}`;
  return text;
}

function nameOf({ sku, priceList }: NotedLine): string {
  return priceList === DEFAULT_PRICE_LIST ? writeWord(sku) : `${writeWord(sku)}@${writeWord(priceList)}`;
}

function digits(value: number): string {
  return value.toString(RADIX);
}

/** Zero is left out. */
function sparse(value: number): string {
  return value === 0 ? '' : digits(value);
}

/**
 * Reads a note back.
 *
 * @param stockLines the lines of the same reservation.
 * @returns undefined for what is no note of this version, or of another reservation: never a guess.
 */
export function readNote(note: string | undefined, stockLines: readonly StockLine[]): OrderNote | undefined {
  if (note === undefined || note.length > STOCK_LIMITS.noteLengthMax) return undefined;
  const fields = note.split(';');
  if (fields.length !== 6 || fields[0] !== VERSION) return undefined;
  const [, placed = '', money = '', shipping = '', buyer = '', lineText = ''] = fields;
  const placedAt = readDigits(placed);
  const currency = parseCurrency(money.slice(0, 3));
  const taxBasis = TAX_BASES.get(money.slice(3));
  const shippingMinor = readSparse(shipping);
  const buyerIndex = readSparse(buyer);
  if (placedAt === undefined || currency === undefined || taxBasis === undefined) return undefined;
  if (shippingMinor === undefined || buyerIndex === undefined) return undefined;
  if (lineText === TOO_LARGE)
    return { placedAt, currency, taxBasis, shippingMinor, buyerIndex, lines: undefined };
  const lines: NotedLine[] = [];
  for (const [index, text] of lineText.split(',').entries()) {
    const line = readLine(text, stockLines[index]);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  return { placedAt, currency, taxBasis, shippingMinor, buyerIndex, lines };
}

const TAX_BASES: ReadonlyMap<string, TaxBasis> = new Map([
  ['i', 'included'],
  ['e', 'excluded'],
]);
/** Name, unit price, quantity, payable, judged. */
const LINE = /^(?:([^:]+):)?([0-9a-z]+)(?:\*([0-9a-z]+))?(?:=([0-9a-z]+))?(?:~(-?[0-9a-z]+))?$/;

function readLine(text: string, stock: StockLine | undefined): NotedLine | undefined {
  const parts = LINE.exec(text);
  if (parts === null) return undefined;
  const [, word, unit = '', count, payable, judged] = parts;
  const name = word === undefined ? stockName(stock) : readName(word);
  const unitPriceMinor = readDigits(unit);
  const quantity = count === undefined ? quantityOf(word, stock) : readDigits(count);
  if (name === undefined || unitPriceMinor === undefined || quantity === undefined) return undefined;
  const payableMinor = payable === undefined ? unitPriceMinor * quantity : readDigits(payable);
  if (payableMinor === undefined || !Number.isSafeInteger(payableMinor)) return undefined;
  const judgedMinor = judged === undefined ? payableMinor : readSigned(judged);
  if (judgedMinor === undefined) return undefined;
  return { ...name, quantity, unitPriceMinor, payableMinor, judgedMinor };
}

function quantityOf(word: string | undefined, stock: StockLine | undefined): number | undefined {
  return word === undefined ? stock?.quantity : undefined;
}

function stockName(stock: StockLine | undefined): Pick<NotedLine, 'sku' | 'priceList'> | undefined {
  return stock === undefined ? undefined : { sku: stock.stockKey, priceList: DEFAULT_PRICE_LIST };
}

function readName(word: string): Pick<NotedLine, 'sku' | 'priceList'> | undefined {
  const at = word.indexOf('@');
  const sku = readWord(at < 0 ? word : word.slice(0, at));
  const priceList = at < 0 ? DEFAULT_PRICE_LIST : readWord(word.slice(at + 1));
  return sku === undefined || priceList === undefined ? undefined : { sku, priceList };
}

function readDigits(text: string): number | undefined {
  if (!/^[0-9a-z]{1,11}$/.test(text)) return undefined;
  const value = Number.parseInt(text, RADIX);
  return Number.isSafeInteger(value) ? value : undefined;
}

function readSigned(text: string): number | undefined {
  if (!text.startsWith('-')) return readDigits(text);
  const value = readDigits(text.slice(1));
  return value === undefined ? undefined : -value;
}

function readSparse(text: string): number | undefined {
  return text === '' ? 0 : readDigits(text);
}
