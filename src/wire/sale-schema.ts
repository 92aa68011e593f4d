import * as z from 'zod';
import type { CurrencyCode } from '../money/currency.js';
import { amountField, type DecimalAsWritten } from './amount-field.js';
import { cleanText, currencyCode, expecting, idField, instant, listOf, wholeNumber } from './fields.js';

/** A sale as its file states it, checked field by field. */
export interface RawSale {
  readonly $schema?: string | undefined;
  readonly version: 1;
  readonly saleId: string;
  readonly epoch: number;
  readonly currency: CurrencyCode;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly lossBudget?: DecimalAsWritten | undefined;
  readonly perCustomer?: number | undefined;
  readonly channels: readonly { readonly id: string; readonly paymentMinutes: number }[];
  readonly entries?: readonly RawSaleEntry[] | undefined;
}

export interface RawSaleEntry {
  readonly sku: string;
  readonly priceList?: string | undefined;
  readonly stockKey?: string | undefined;
  readonly allotment?: number | undefined;
  readonly perCustomer?: number | undefined;
  readonly components?: readonly { readonly stockKey: string; readonly quantity: number }[] | undefined;
}

/** Bounds of a sale file. An allotment and its units have the bounds of a stock store. */
const CHANNELS_MAX = 32;
const ENTRIES_MAX = 20_000;
const COMPONENTS_MAX = 100;
const QUANTITY_MAX = 1_000_000_000;
const KEY_CHARS_MAX = 128;
/** A week, as the longest reservation of a stock store. */
const PAYMENT_MINUTES_MAX = 10_080;

function stockKey(): z.ZodString {
  return cleanText(KEY_CHARS_MAX, 'a stock key');
}

function units(what: string): z.ZodNumber {
  return wholeNumber(1, QUANTITY_MAX, what);
}

/** Schema of a sale file. */
export function saleSchema(): z.ZodType<RawSale> {
  return z
    .strictObject(
      {
        $schema: z.string().optional().meta({ description: 'Where editors find this schema.' }),
        version: z
          .literal(1, expecting('1, the version of this format'))
          .meta({ description: 'Version: 1.' }),
        saleId: idField('an id of the sale').meta({
          description: 'Opaque id; it stands in Redis and in logs.',
        }),
        epoch: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'a whole number').meta({
          description: 'Number of the price book within the sale; each later book has a higher one.',
        }),
        currency: currencyCode().meta({ description: 'Currency of the loss budget and of most prices.' }),
        startsAt: instant().meta({ description: 'When the sale opens, with an offset.' }),
        endsAt: instant().meta({ description: 'The sale ends before this instant.' }),
        lossBudget: amountField().optional().meta({
          description:
            'Most the sale may give away below the reference prices, major units. None: no ceiling.',
        }),
        perCustomer: units('a number of units').optional().meta({
          description: 'Units one customer may buy of each SKU, unless its entry says otherwise.',
        }),
        channels: listOf(channelSchema(), CHANNELS_MAX).min(1, expecting('at least one channel')).meta({
          description: 'How customers reach the sale, and how long each way waits for a payment.',
        }),
        entries: listOf(entrySchema(), ENTRIES_MAX)
          .optional()
          .meta({ description: 'What differs from the catalogue for single SKUs.' }),
      },
      expecting('a sale: a section of keys with version: 1'),
    )
    .meta({ title: 'saleguard sale', description: 'One sale: what a price book is sealed for.' });
}

function channelSchema(): z.ZodType<RawSale['channels'][number]> {
  return z.strictObject(
    {
      id: idField('an id of the channel'),
      paymentMinutes: wholeNumber(1, PAYMENT_MINUTES_MAX, 'a whole number of minutes').meta({
        description: 'How long a reservation waits for its payment.',
      }),
    },
    expecting('a channel: { id: web, paymentMinutes: 15 }'),
  );
}

function entrySchema(): z.ZodType<RawSaleEntry> {
  return z.strictObject(
    {
      sku: cleanText(KEY_CHARS_MAX, 'a SKU'),
      priceList: cleanText(KEY_CHARS_MAX, 'a price list').optional(),
      stockKey: stockKey()
        .optional()
        .meta({ description: 'Entries with the same stock key share one stock.' }),
      allotment: wholeNumber(0, QUANTITY_MAX, 'a number of units').optional().meta({
        description: 'Units released, instead of the stock_to_sell of the row.',
      }),
      perCustomer: units('a number of units').optional(),
      components: listOf(
        z.strictObject(
          { stockKey: stockKey(), quantity: units('a number of units') },
          expecting('a component: { stockKey: EP-100, quantity: 2 }'),
        ),
        COMPONENTS_MAX,
      )
        .min(1, expecting('at least one component'))
        .optional()
        .meta({ description: 'What one unit of a bundle is made of.' }),
    },
    expecting('an entry: { sku: EP-100, allotment: 50 }'),
  );
}
