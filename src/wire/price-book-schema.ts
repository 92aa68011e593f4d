import * as z from 'zod';
import type { PriceBookTrailer } from '../catalog/price-book.js';
import type { CurrencyCode } from '../money/currency.js';
import { currencyCode, expecting, listOf, wholeNumber } from './fields.js';
import { ID_PATTERN } from '../core/id.js';

/** The last instant that a `Date` can name. */
const INSTANT_MAX = 8_640_000_000_000_000;
const CHANNELS_MAX = 1_000;
const APPROVALS_MAX = 50_000;

/** How long a reservation may wait: the limits of stock. */
const PAYMENT_MIN_MS = 1_000;
const PAYMENT_MAX_MS = 604_800_000;

function hex(digits: number, what: string): z.ZodString {
  const options = expecting(`${what}: ${digits} lower-case hex digits`);
  return z.string(options).regex(new RegExp(`^[0-9a-f]{${digits}}$`), options);
}

function instantMs(what: string): z.ZodNumber {
  return wholeNumber(0, INSTANT_MAX, `${what} in milliseconds since 1970,`);
}

function id(what: string): z.ZodString {
  const options = expecting(`${what}: 1 to 64 of A-Z a-z 0-9 _ . : -`);
  return z.string(options).regex(ID_PATTERN, options);
}

const channel = z.strictObject({
  id: id('the id of a channel'),
  paymentMs: wholeNumber(PAYMENT_MIN_MS, PAYMENT_MAX_MS, 'milliseconds'),
});

/** A header as its line has it. */
export interface RawBookHeader {
  readonly schema: 'saleguard/price-book/1';
  readonly saleId: string;
  readonly epoch: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly sealedAt: number;
  readonly policyHash: string;
  readonly batchDigest: string;
  readonly promotionsSha256?: string | undefined;
  readonly currency: CurrencyCode;
  readonly lossBudgetMinor?: number | undefined;
  readonly channels: readonly { readonly id: string; readonly paymentMs: number }[];
  readonly approvalIds: readonly string[];
}

/** The first line of a price book. A member it does not name is an error: a newer book must not be half understood. */
export const bookHeaderSchema: z.ZodType<RawBookHeader> = z
  .strictObject({
    schema: z.literal('saleguard/price-book/1', expecting('"saleguard/price-book/1"')),
    saleId: id('the id of a sale'),
    epoch: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'a number'),
    startsAt: instantMs('the start of the sale'),
    endsAt: instantMs('the end of the sale'),
    sealedAt: instantMs('the time of sealing'),
    policyHash: hex(64, 'the hash of a policy'),
    batchDigest: hex(64, 'the digest of the catalogue files'),
    promotionsSha256: hex(64, 'the SHA-256 of the promotions').optional(),
    currency: currencyCode(),
    lossBudgetMinor: wholeNumber(0, Number.MAX_SAFE_INTEGER, 'minor units').optional(),
    channels: listOf(channel, CHANNELS_MAX).refine(
      (channels) => new Set(channels.map((each) => each.id)).size === channels.length,
      { error: 'the same channel stands there twice' },
    ),
    approvalIds: listOf(hex(16, 'the id of an approval'), APPROVALS_MAX).refine(isAscending, {
      error: 'the ids are not in ascending order, each once',
    }),
  })
  .refine((header) => header.startsAt < header.endsAt, {
    path: ['endsAt'],
    error: 'the sale ends before it starts',
  });

/** The last line of a price book. */
export const bookTrailerSchema: z.ZodType<PriceBookTrailer> = z.strictObject({
  count: wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a number of entries'),
  sha256: hex(64, 'the SHA-256 of what stands before'),
  keyId: hex(16, 'the id of a key'),
  signature: z
    .string(expecting('a signature'))
    .regex(/^[A-Za-z0-9+/]{86}==$/, expecting('a signature: the base64 of 64 bytes')),
});

function isAscending(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text);
}
