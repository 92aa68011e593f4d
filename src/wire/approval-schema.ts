import * as z from 'zod';
import type { Approval, ApprovalScope, ApprovedRow, SignedApproval } from '../catalog/approval.js';
import { cleanText, currencyCode, expecting, wholeNumber } from './fields.js';
import { ID_PATTERN } from '../core/id.js';

/** Names in one list: a line of 64 KB cannot hold more. */
const LIST_MAX = 8_192;
const CATEGORY_MAX = 500;
/** 9999-12-31T23:59:59.999Z. */
const INSTANT_MAX = 253_402_300_799_999;

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** The schema of one line of an approvals file. */
export const signedApprovalSchema: z.ZodType<SignedApproval> = z.strictObject(
  {
    approval: approvalSchema(),
    keyId: pattern(/^[0-9a-f]{16}$/, 'a key id: 16 hex digits'),
    signature: pattern(/^[A-Za-z0-9+/]{85}[AQgw]==$/, 'an Ed25519 signature: the base64 of 64 bytes'),
  },
  expecting('a signed approval with approval, keyId and signature'),
);

function approvalSchema(): z.ZodType<Approval> {
  const instant = (): z.ZodNumber => wholeNumber(0, INSTANT_MAX, 'epoch milliseconds');
  return z
    .strictObject(
      {
        schema: z.literal('saleguard/approval/1', expecting('saleguard/approval/1')),
        scope: scopeSchema(),
        rules: uniqueList(pattern(/^[a-z][a-z0-9-]{0,63}$/, 'the id of a rule')),
        startsAt: instant().optional(),
        endsAt: instant().optional(),
        quantityMax: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'a number of units').optional(),
        signedAt: instant(),
        expiresAt: instant(),
        nonce: pattern(/^[0-9a-f]{32}$/, '32 hex digits'),
      },
      expecting('an approval'),
    )
    .refine(({ startsAt, endsAt }) => startsAt === undefined || endsAt === undefined || startsAt < endsAt, {
      path: ['endsAt'],
      error: 'the window ends before it starts',
    })
    .refine(({ signedAt, expiresAt }) => signedAt < expiresAt, {
      path: ['expiresAt'],
      error: 'it expires before it is signed',
    })
    .transform(({ startsAt, endsAt, quantityMax, ...rest }): Approval => {
      return { ...rest, startsAt, endsAt, quantityMax };
    });
}

function scopeSchema(): z.ZodType<ApprovalScope> {
  return z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('rows'), rows: z.array(rowSchema()).min(1).max(LIST_MAX) }),
      markdownSchema(),
      z.strictObject({
        kind: z.literal('findings'),
        findingIds: uniqueList(pattern(/^[0-9a-f]{16}$/, 'the id of a finding: 16 hex digits')),
        batchDigest: sha256(),
      }),
      z.strictObject({ kind: z.literal('promotions'), promotions: promotionsSchema() }),
    ],
    expecting('a scope of kind rows, markdown, findings or promotions'),
  );
}

function rowSchema(): z.ZodType<ApprovedRow> {
  const amount = (): z.ZodNumber => wholeNumber(0, Number.MAX_SAFE_INTEGER, 'minor units');
  return z
    .strictObject({
      sku: identifier('a SKU'),
      priceList: identifier('a price list'),
      currency: currencyCode(),
      priceMinor: amount(),
      floorMinor: amount(),
      rowHash: sha256(),
    })
    .refine(({ floorMinor, priceMinor }) => floorMinor <= priceMinor, {
      path: ['floorMinor'],
      error: 'the floor is above the price',
    });
}

function markdownSchema() {
  return z
    .strictObject({
      kind: z.literal('markdown'),
      category: cleanText(CATEGORY_MAX, 'a category path').optional(),
      skus: uniqueList(identifier('a SKU')).optional(),
      priceList: identifier('a price list'),
      currency: currencyCode(),
      markdownMaxBps: wholeNumber(1, 10_000, 'basis points'),
    })
    .refine(({ category, skus }) => category === undefined || skus === undefined, {
      path: ['skus'],
      error: 'a category and SKUs: which is meant?',
    })
    .transform(({ category, skus, ...rest }) => ({ ...rest, category, skus }));
}

function promotionsSchema() {
  const promotion = z.strictObject({
    promotionId: pattern(ID_PATTERN, 'the id of a promotion'),
    promotionHash: sha256(),
  });
  return z.array(promotion).min(1).max(LIST_MAX);
}

/** A list that names something, and nothing twice. */
function uniqueList(item: z.ZodString): z.ZodArray<z.ZodString> {
  return z
    .array(item, expecting('a list'))
    .min(1, expecting('a list that names something'))
    .max(LIST_MAX, expecting(`a list of at most ${LIST_MAX}`))
    .refine((names) => new Set(names).size === names.length, { error: 'a name stands twice in the list' });
}

/** As readers of catalogues take it: 1 to 128 bytes of UTF-8, nothing in it that cannot be seen. */
function identifier(what: string): z.ZodString {
  const options = expecting(`${what}: 1 to 128 bytes, nothing hidden in it`);
  return z
    .string(options)
    .min(1, options)
    .max(128, options)
    .refine((text) => !HIDDEN.test(text) && utf8Length(text) <= 128, options);
}

/** Bytes a text takes as UTF-8; Infinity for half of a surrogate pair. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return Infinity;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function sha256(): z.ZodString {
  return pattern(/^[0-9a-f]{64}$/, 'a SHA-256: 64 hex digits');
}

function pattern(shape: RegExp, what: string): z.ZodString {
  const options = expecting(what);
  return z.string(options).regex(shape, options);
}
