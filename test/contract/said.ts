import type { StockOperation, StockOperations, StockVerdict } from '../../src/testing/stock/command.js';

/** What a verdict says in a word: the reason of a refusal, else the kind; a failed rescue names its refusal. */
type WordOf<V> = V extends { readonly kind: 'refused'; readonly reason: infer R extends string }
  ? `refused: ${R}`
  : V extends { readonly kind: infer K extends string }
    ? K
    : never;

/** Every word each operation may say. The compiler derives it from the unions of `src/stock/verdict.ts`. */
export type SaidBy = { readonly [K in StockOperation]: WordOf<StockOperations[K]['verdict']> };

/** Why a word cannot be heard by the kit alone, or `heard`. */
export type Hearing = 'heard' | `not heard: ${string}`;

const BY_FAULT = 'not heard: needs a lost or late message; test/fault makes them';
const BY_LOSS = 'not heard: needs a store that lost acknowledged writes; test/fault makes one';
const BY_VERSION = 'not heard: needs a sale of another layout version; test/redis makes one';

const COMMON = {
  'refused: invalid_request': 'heard',
  'refused: unknown_sale': 'heard',
  'refused: late': BY_FAULT,
  'refused: unavailable': BY_FAULT,
  'refused: version': BY_VERSION,
  unknown: BY_FAULT,
} as const;

const RESERVING = {
  ...COMMON,
  reserved: 'heard',
  replayed: 'heard',
  conflict: 'heard',
  'refused: mode': 'heard',
  'refused: epoch': 'heard',
  'refused: regressed': BY_LOSS,
  'refused: unknown_sku': 'heard',
  'refused: insufficient': 'heard',
  'refused: customer_limit': 'heard',
  'refused: loss_budget': 'heard',
  'refused: owner_key': 'heard',
} as const;

const EXTENDING = {
  ...COMMON,
  extended: 'heard',
  expired: 'heard',
  released: 'heard',
  'refused: mode': 'heard',
  'refused: regressed': BY_LOSS,
  'refused: unknown_id': 'heard',
  'refused: committed': 'heard',
  'refused: restored': 'heard',
  'refused: review': 'heard',
} as const;

const ADJUSTING = {
  ...COMMON,
  changed: 'heard',
  already: 'heard',
  conflict: 'heard',
  'refused: unknown_sku': 'heard',
} as const;

const READING = { ...COMMON, found: 'heard', 'refused: unknown_sku': 'heard' } as const;

/** Every word of every operation, and whether the contract and the model suite hear it. A new word does not compile until it is here. */
export const HEARING: { readonly [K in StockOperation]: Readonly<Record<SaidBy[K], Hearing>> } = {
  open: {
    opened: 'heard',
    already: 'heard',
    conflict: 'heard',
    'refused: invalid_request': 'heard',
    'refused: late': BY_FAULT,
    'refused: unavailable': BY_FAULT,
    'refused: version': BY_VERSION,
    unknown: BY_FAULT,
  },
  restock: { ...ADJUSTING, 'refused: insufficient': 'not heard: only a withdrawal can be short' },
  withdraw: { ...ADJUSTING, 'refused: insufficient': 'heard' },
  reserve: RESERVING,
  supersede: { ...RESERVING, 'refused: not_owner': 'heard', 'refused: previous': 'heard' },
  beginPayment: {
    ...EXTENDING,
    'refused: extension_limit': 'not heard: beginning to pay is no extension',
    'refused: extension_order': 'not heard: beginning to pay is no extension',
  },
  extend: { ...EXTENDING, 'refused: extension_limit': 'heard', 'refused: extension_order': 'heard' },
  commit: {
    ...COMMON,
    committed: 'heard',
    already: 'heard',
    duplicate_payment: 'heard',
    expired: 'heard',
    released: 'heard',
    price_changed: 'heard',
    'refused: mode': 'heard',
    'refused: regressed': BY_LOSS,
    'refused: unknown_id': 'heard',
    'refused: restored': 'heard',
    'refused: review': 'heard',
    'refused: epoch': 'heard',
    'refused: reserved_under': 'heard',
  },
  release: {
    ...COMMON,
    released: 'heard',
    already: 'heard',
    use_restore: 'heard',
    unknown_id: 'heard',
  },
  restore: {
    ...COMMON,
    restored: 'heard',
    already: 'heard',
    conflict: 'heard',
    'refused: unknown_id': 'heard',
    'refused: not_committed': 'heard',
    'refused: exceeds_committed': 'heard',
  },
  expire: { ...COMMON, swept: 'heard' },
  setMode: {
    ...COMMON,
    changed: 'heard',
    already: 'heard',
    'refused: approver': 'heard',
    'refused: regressed': BY_LOSS,
    'refused: held': 'heard',
  },
  setEpoch: {
    ...COMMON,
    changed: 'heard',
    already: 'heard',
    conflict: 'heard',
    'refused: regressed': BY_LOSS,
  },
  signal: { ...COMMON, counted: 'heard' },
  resolveReview: {
    ...COMMON,
    resolved: 'heard',
    already: 'heard',
    expired: 'heard',
    'refused: mode': 'heard',
    'refused: regressed': BY_LOSS,
    'refused: unknown_id': 'heard',
  },
  status: { ...COMMON, found: 'heard', unknown_id: 'heard' },
  snapshot: READING,
  availability: READING,
  activity: {
    ...COMMON,
    'refused: invalid_request': 'not heard: there is no request that could be bad',
    found: 'heard',
  },
  journal: { ...COMMON, found: 'heard' },
  reservations: { ...COMMON, found: 'heard' },
};

/** The word of a verdict. */
export function wordOf(verdict: StockVerdict): string {
  return verdict.kind === 'refused' ? `refused: ${verdict.reason}` : verdict.kind;
}

/** Every `operation: word` that has to be heard. */
export function wordsToHear(): readonly string[] {
  return Object.entries(HEARING).flatMap(([operation, words]) =>
    Object.entries(words)
      .filter(([, hearing]) => hearing === 'heard')
      .map(([word]) => `${operation}: ${word}`),
  );
}
