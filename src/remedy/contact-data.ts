import type { Order } from '../catalog/order.js';
import { ID_PATTERN } from '../core/id.js';

/** Where an order holds what may be a person's, in a field that a plan would carry. */
export interface ContactPlace {
  /** `payments[0].ref`. */
  readonly field: string;
  /** What to do; nothing of the value. */
  readonly message: string;
}

/** How strictly ids are looked at. */
export interface ContactCheck {
  /** Methods of payment that the policy names: words of the shop, in whatever script. */
  readonly methods: ReadonlySet<string>;
  /** Ids of only digits are looked at as telephone and card numbers, unless the shop says that its ids may look so. */
  readonly numericIds: 'looked-at' | 'trusted';
}

/** Korean mobile numbers, with or without the country. */
const TELEPHONE = /^(?:82[-.]?|0)1[016789][-.]?\d{3,4}[-.]?\d{4}$/;
/** Numbers of the large card networks: 15 or 16 digits, maybe in groups. */
const CARD =
  /^(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|3[47]\d\d|35\d\d|62\d\d|6011|65\d\d|9\d{3})[-.:]?(?:\d{4}[-.:]?\d{4}[-.:]?\d{4}|\d{6}[-.:]?\d{5})$/;

/**
 * The first field of an order that may hold a name, a telephone or a card number and would get into a plan. Whoever exports orders has
 * such columns at hand: one in the wrong place must not end in a file that is passed around. Undefined where there is none.
 */
export function contactPlaceOf(order: Order, check: ContactCheck): ContactPlace | undefined {
  for (const [field, text] of idsOf(order)) {
    const message = ID_PATTERN.test(text) ? numberFault(text, check) : OPAQUE_FIX;
    if (message !== undefined) return { field, message };
  }
  for (const [index, { method }] of order.payments.entries()) {
    const field = `payments[${index}].method`;
    if (check.methods.has(method)) continue;
    if (!ID_PATTERN.test(method)) return { field, message: METHOD_FIX };
    const message = numberFault(method, { ...check, numericIds: 'looked-at' });
    if (message !== undefined) return { field, message };
  }
  return undefined;
}

const OPAQUE_FIX = 'a plan carries it, so it has to be opaque: 1 to 64 of A-Z a-z 0-9 _ . : -';
const METHOD_FIX =
  'a plan carries it, so it has to be a word: 1 to 64 of A-Z a-z 0-9 _ . : -, or one that remedy.refund of the policy names';

/** What a plan carries of an order, whatever it decides. */
function* idsOf(order: Order): Generator<readonly [field: string, text: string]> {
  yield ['id', order.id];
  yield ['channel', order.channel];
  for (const [index, customer] of order.customer.entries()) yield [`customer[${index}]`, customer];
  if (order.receiver !== undefined) yield ['receiver', order.receiver];
  if (order.milesPartner !== undefined) yield ['milesPartner', order.milesPartner];
  for (const [index, { lineId }] of order.lines.entries()) yield [`lines[${index}].lineId`, lineId];
  for (const [index, { ref }] of order.payments.entries()) yield [`payments[${index}].ref`, ref];
  for (const [index, { ref }] of (order.coupons ?? []).entries()) yield [`coupons[${index}].ref`, ref];
}

function numberFault(text: string, { numericIds }: ContactCheck): string | undefined {
  // Almost every id has a letter in it.
  if (numericIds === 'trusted' || !/^[\d.:-]+$/.test(text)) return undefined;
  if (TELEPHONE.test(text))
    return 'looks like a telephone number; hand in an opaque reference (or say --numeric-ids, if it is one)';
  if (CARD.test(text) && isLuhn(text.replaceAll(/\D/g, '')))
    return 'looks like a card number; hand in the reference of your payment service (or say --numeric-ids, if it is one)';
  return undefined;
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
