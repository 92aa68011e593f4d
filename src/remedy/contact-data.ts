import type { Order } from '../catalog/order.js';
import { contactNumberOf, type ContactNumber } from '../core/contact-number.js';
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
const NUMBER_FIX: Readonly<Record<ContactNumber, string>> = {
  telephone:
    'looks like a telephone number; hand in an opaque reference (or say --numeric-ids, if it is one)',
  card: 'looks like a card number; hand in the reference of your payment service (or say --numeric-ids, if it is one)',
};

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
  const number = numericIds === 'trusted' ? undefined : contactNumberOf(text);
  return number === undefined ? undefined : NUMBER_FIX[number];
}
