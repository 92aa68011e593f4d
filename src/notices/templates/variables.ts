import type { NoticeState } from '../words/notice-words.js';

/** A name that a template may write in braces. */
export type Variable =
  | 'shop'
  | 'contact'
  | 'appealDays'
  | 'order'
  | 'window'
  | 'firstDueDay'
  | 'lastDueDay'
  | 'couponAmount'
  | 'couponLastDay'
  | 'mistake'
  | 'apology'
  | 'goods'
  | 'refunds'
  | 'notes'
  | 'coupon'
  | 'appeal';

/** How a variable is used, and what it stands for. */
export interface VariableForm {
  readonly kind: 'value' | 'block';
  readonly meaning: string;
}

/**
 * What a template may name. A `block` is whole sentences or a list, and empty where there is nothing to say: a line that holds it alone
 * is then left out. A `value` is a word inside a sentence: an order that has none of it makes no text but an error.
 */
export const VARIABLES: Readonly<Record<Variable, VariableForm>> = {
  shop: { kind: 'value', meaning: 'name of the shop' },
  contact: { kind: 'value', meaning: 'where to ask and to object' },
  appealDays: { kind: 'value', meaning: 'days to object' },
  order: { kind: 'value', meaning: 'ids of the orders, with commas between them' },
  window: { kind: 'value', meaning: 'when it happened, by the clock of the shop' },
  firstDueDay: {
    kind: 'value',
    meaning:
      'day by which the first of the money is back; an error where nothing is due, or it is late already',
  },
  lastDueDay: {
    kind: 'value',
    meaning: 'day by which all of the money is back; an error where nothing is due, or it is late already',
  },
  couponAmount: {
    kind: 'value',
    meaning: 'worth of the apology coupon; an error where the customer gets none',
  },
  couponLastDay: {
    kind: 'value',
    meaning: 'last day of the apology coupon; an error where the customer gets none',
  },
  mistake: { kind: 'block', meaning: 'what went wrong, and that it was the mistake of the shop' },
  apology: { kind: 'block', meaning: 'the apology' },
  goods: { kind: 'block', meaning: 'each order with its lines, and what becomes of them' },
  refunds: { kind: 'block', meaning: 'what comes back which way, and until when' },
  notes: {
    kind: 'block',
    meaning: 'what else is worth knowing: points taken back, parcels under way, gifts, what is looked at',
  },
  coupon: { kind: 'block', meaning: 'the apology coupon with its terms' },
  appeal: { kind: 'block', meaning: 'where to ask and how to object' },
};

/** True for a name of {@link VARIABLES}. */
export function isVariable(name: string): name is Variable {
  return Object.hasOwn(VARIABLES, name);
}

/** Names of all variables, as they are listed. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(VARIABLES);

const ALWAYS: readonly (readonly Variable[])[] = [
  ['order', 'goods'],
  ['contact', 'appeal'],
  ['appealDays', 'appeal'],
];
const WHERE_MONEY_GOES_BACK: readonly (readonly Variable[])[] = [
  ['goods'],
  ['refunds'],
  ['notes'],
  ['coupon'],
];

/**
 * What a customer must be told: of each group a template names at least one, in its text. A shop may say it in its own words, but not
 * leave out what becomes of the goods, what comes back, and where to object.
 */
export function requiredVariables(when: NoticeState): readonly (readonly Variable[])[] {
  switch (when) {
    case 'cancel':
    case 'partial':
    case 'several':
      return [...ALWAYS, ...WHERE_MONEY_GOES_BACK];
    case 'review':
      return [...ALWAYS, ['notes']];
    case 'honour':
    case 'closed':
      return ALWAYS;
  }
}
