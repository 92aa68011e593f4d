import { DEFAULT_PRICE_LIST, OFFER_COLUMNS, type Offer, type OfferColumn } from '../catalog/offer.js';
import { categoryPath } from '../catalog/category-path.js';
import type { CatalogFormat } from '../catalog/format.js';
import { NO_COLUMNS, NO_PROBLEMS, type ReadRow } from '../catalog/row.js';
import { CURRENCY_EXPONENTS, type CurrencyCode } from '../money/currency.js';
import { FieldIssues } from './field-issues.js';
import { NumberReader } from './number-reader.js';
import { CONDITION_WORDS, GIFT_WORDS, TAX_BASIS_WORDS } from './offer-words.js';
import type { RowFields } from './row-fields.js';
import { WordReader } from './word-reader.js';

const slotOf = (column: OfferColumn): number => OFFER_COLUMNS.indexOf(column);

const SKU = slotOf('sku');
const PRICE = slotOf('price');
const CURRENCY = slotOf('currency');
const NAME = slotOf('name');
const CATEGORY = slotOf('category');
const PRICE_LIST = slotOf('price_list');
const LIST_PRICE = slotOf('list_price');
const COST = slotOf('cost');
const DISCOUNT = slotOf('discount');
const CLAIMED_MARKDOWN = slotOf('claimed_markdown');
const PREVIOUS_PRICE = slotOf('previous_price');
const PACK = slotOf('pack');
const CONTENT = slotOf('content');
const CONTENT_UNIT = slotOf('content_unit');
const TAX_BASIS = slotOf('tax_basis');
const CHANNEL = slotOf('channel');
const TIER = slotOf('tier');
const QUANTITY_MIN = slotOf('quantity_min');
const CONDITION = slotOf('condition');
const SALE_STARTS_AT = slotOf('sale_starts_at');
const SALE_ENDS_AT = slotOf('sale_ends_at');
const PROMOTIONS = slotOf('promotions');
const STOCK_TO_SELL = slotOf('stock_to_sell');
const GIFT = slotOf('gift');
const AUTHOR = slotOf('author');
const LAST_EDITOR = slotOf('last_editor');

const PROMOTION_SEPARATOR = '|';
/** Distinct categories remembered; a catalogue with more has names in this column. */
const PATHS_MAX = 4096;
/** Stands for a text that is no path. */
const NO_PATH = '';

/**
 * Makes offers from the fields of rows. A row gives an offer when its SKU, price list, currency and price can be read; any
 * other field that cannot be read is undefined in it, and every such field is a problem of the row.
 */
export class OfferRowReader {
  readonly #fields: RowFields;
  readonly #issues: FieldIssues<OfferColumn>;
  readonly #words: WordReader<OfferColumn>;
  readonly #numbers: NumberReader<OfferColumn>;
  readonly #currency: CurrencyCode | undefined;
  readonly #categorySeparator: string;
  /** Category as written -> its path, or `NO_PATH`. */
  readonly #paths = new Map<string, string>();

  constructor(fields: RowFields, format: CatalogFormat) {
    this.#fields = fields;
    this.#issues = new FieldIssues(fields, OFFER_COLUMNS);
    this.#words = new WordReader(fields, this.#issues, format.timeZone);
    this.#numbers = new NumberReader(fields, this.#issues, format.numbers);
    this.#currency = format.currency;
    this.#categorySeparator = format.categorySeparator;
  }

  /** The row the fields are at. @param line its line in the file. */
  read(line: number): ReadRow {
    const issues = this.#issues;
    const sku = this.#words.identifier(SKU);
    if (sku === undefined) this.#require(SKU);
    const currency = this.#readCurrency();
    const priceMinor = this.#readPrice(currency);
    const statedList = this.#has(PRICE_LIST) ? this.#words.sharedIdentifier(PRICE_LIST) : undefined;
    // A price list that cannot be read is not the default one: judged by it, the price would meet the wrong references.
    const priceList =
      statedList === undefined && issues.has(PRICE_LIST) ? undefined : (statedList ?? DEFAULT_PRICE_LIST);

    let offer: Offer | undefined;
    if (sku !== undefined && priceList !== undefined && currency !== undefined && priceMinor !== undefined) {
      offer = this.#readOffer(sku, priceList, currency, priceMinor);
    }
    issues.addDamage();
    const isClean = issues.isEmpty;
    const problems = isClean ? NO_PROBLEMS : issues.take();
    const zeroFractions = isClean ? NO_COLUMNS : issues.takeZeroFractions();
    return { line, offer, problems, sku, priceList, zeroFractions };
  }

  #readOffer(sku: string, priceList: string, currency: CurrencyCode, priceMinor: number): Offer {
    const words = this.#words;
    const numbers = this.#numbers;
    const exponent = CURRENCY_EXPONENTS[currency];
    const content = this.#has(CONTENT) ? numbers.content(CONTENT) : undefined;
    return {
      sku,
      priceList,
      currency,
      priceMinor,
      name: this.#has(NAME) ? words.name(NAME) : undefined,
      category: this.#has(CATEGORY) ? this.#readCategory() : undefined,
      listPriceMinor: this.#has(LIST_PRICE) ? numbers.amount(LIST_PRICE, exponent) : undefined,
      costMinor: this.#has(COST) ? numbers.amount(COST, exponent) : undefined,
      discountMinor: this.#has(DISCOUNT) ? numbers.amount(DISCOUNT, exponent) : undefined,
      claimedMarkdownBps: this.#has(CLAIMED_MARKDOWN) ? numbers.percent(CLAIMED_MARKDOWN) : undefined,
      previousPriceMinor: this.#has(PREVIOUS_PRICE) ? numbers.amount(PREVIOUS_PRICE, exponent) : undefined,
      pack: this.#has(PACK) ? numbers.whole(PACK, 1) : undefined,
      content: content?.value,
      contentUnit: this.#readContentUnit(content?.unit),
      taxBasis: this.#has(TAX_BASIS) ? words.word(TAX_BASIS, TAX_BASIS_WORDS) : undefined,
      channel: this.#has(CHANNEL) ? words.sharedIdentifier(CHANNEL) : undefined,
      tier: this.#has(TIER) ? words.sharedIdentifier(TIER) : undefined,
      quantityMin: this.#has(QUANTITY_MIN) ? numbers.whole(QUANTITY_MIN, 1) : undefined,
      condition: this.#has(CONDITION) ? words.word(CONDITION, CONDITION_WORDS) : undefined,
      saleStartsAt: this.#has(SALE_STARTS_AT) ? words.instant(SALE_STARTS_AT) : undefined,
      saleEndsAt: this.#has(SALE_ENDS_AT) ? words.instant(SALE_ENDS_AT) : undefined,
      promotionRefs: this.#has(PROMOTIONS) ? words.identifiers(PROMOTIONS, PROMOTION_SEPARATOR) : undefined,
      stockToSell: this.#has(STOCK_TO_SELL) ? numbers.whole(STOCK_TO_SELL, 0) : undefined,
      gift: this.#has(GIFT) ? words.word(GIFT, GIFT_WORDS) : undefined,
      author: this.#has(AUTHOR) ? words.sharedIdentifier(AUTHOR) : undefined,
      lastEditor: this.#has(LAST_EDITOR) ? words.sharedIdentifier(LAST_EDITOR) : undefined,
    };
  }

  /** Columns a file does not have cost one look in a table. */
  #has(slot: number): boolean {
    return this.#fields.isSupplied(slot);
  }

  /** A required field gave no value: it is missing, unless it was said to be something worse. */
  #require(slot: number): void {
    if (!this.#issues.has(slot)) this.#issues.add(slot, 'missing', '');
  }

  #readCurrency(): CurrencyCode | undefined {
    const stated = this.#words.currency(CURRENCY);
    if (stated !== undefined || this.#issues.has(CURRENCY)) return stated;
    if (this.#currency === undefined) this.#require(CURRENCY);
    return this.#currency;
  }

  #readPrice(currency: CurrencyCode | undefined): number | undefined {
    if (currency !== undefined) {
      const priceMinor = this.#numbers.amount(PRICE, CURRENCY_EXPONENTS[currency]);
      if (priceMinor === undefined) this.#require(PRICE);
      return priceMinor;
    }
    // Without a currency no amount can be read, but an empty price is empty in every currency.
    if (this.#fields.text(PRICE) === '') this.#require(PRICE);
    return undefined;
  }

  #readCategory(): string | undefined {
    const text = this.#words.sharedName(CATEGORY);
    if (text === undefined) return undefined;
    let path = this.#paths.get(text);
    if (path === undefined) {
      if (this.#paths.size >= PATHS_MAX) this.#paths.clear();
      path = categoryPath(text, this.#categorySeparator) ?? NO_PATH;
      this.#paths.set(text, path);
    }
    if (path !== NO_PATH) return path;
    this.#issues.add(CATEGORY, 'unknown-value', text, 'name every part of the path');
    return undefined;
  }

  #readContentUnit(unitBehind: string | undefined): string | undefined {
    const stated = this.#has(CONTENT_UNIT) ? this.#words.sharedName(CONTENT_UNIT) : undefined;
    if (stated === undefined || unitBehind === undefined || stated === unitBehind)
      return stated ?? unitBehind;
    const hint = `the content is written in ${unitBehind}; which of the two units is right?`;
    this.#issues.add(CONTENT_UNIT, 'unknown-value', stated, hint);
    return undefined;
  }
}
