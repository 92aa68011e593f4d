/**
 * Every status a stock store answers with, and its number on the wire between a script and its client. Append only: a number
 * is never given to another status and a status never gets another number, because two versions of this library may serve
 * one sale during a rolling deploy. The names are the `kind` or the `reason` of a verdict.
 */
export const STATUSES = {
  // Kinds
  reserved: 1,
  replayed: 2,
  conflict: 3,
  extended: 4,
  committed: 5,
  already: 6,
  duplicate_payment: 7,
  expired: 8,
  released: 9,
  price_changed: 10,
  use_restore: 11,
  unknown_id: 12,
  restored: 13,
  opened: 14,
  changed: 15,
  swept: 16,
  found: 17,
  counted: 18,
  resolved: 19,
  // Reasons of a refusal
  mode: 32,
  epoch: 33,
  regressed: 34,
  unknown_sku: 35,
  unknown_sale: 36,
  insufficient: 37,
  customer_limit: 38,
  loss_budget: 39,
  late: 40,
  owner_key: 41,
  version: 42,
  not_committed: 43,
  exceeds_committed: 44,
  extension_limit: 45,
  extension_order: 46,
  not_owner: 47,
  previous: 48,
  approver: 49,
  in_use: 50,
  corrupt: 51,
  memory: 52,
  too_many_restores: 53,
  too_many_scopes: 54,
  allotment_full: 55,
  held: 56,
  review: 57,
  reserved_under: 58,
  too_many_holds: 59,
  payment_refused: 60,
} as const;

/** A status of {@link STATUSES}. */
export type StatusName = keyof typeof STATUSES;
