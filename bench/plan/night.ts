import type { IncidentStart } from '../../src/incident/open-incident.js';
import type { Incident } from '../../src/incident/incident.js';

/** The night of a shop in Taiwan whose pages showed a tenth of the price for eight hours: 140,000 units before somebody woke up. */
export const NIGHT_ORDERS = 140_000;
export const SALE_ID = 'monitors-0625';
const HOUR_MS = 3_600_000;
/** 23:00 in Taipei. */
export const FROM: number = Date.UTC(2009, 5, 25, 15);
export const UNTIL: number = FROM + 8 * HOUR_MS;
/** When the plans that are timed are made. */
export const MADE_AT: number = UNTIL + 4 * HOUR_MS;
/** Whose plan it is, and who signs it. */
export const MAKER = 'p-31';
export const SIGNERS = ['kim', 'lee'] as const;

/** Goods of the shop, prices in hundredths of a dollar. */
export interface Goods {
  readonly sku: string;
  readonly priceMinor: number;
  readonly category: string;
}

/** Shown at a tenth. */
export const WRONG: readonly Goods[] = Array.from({ length: 8 }, (_, index) => ({
  sku: `MON-${19 + index}`,
  priceMinor: 499_000 + 60_000 * index,
  category: 'Displays > Monitors',
}));
/** Sold more often than they were there. */
export const SHORT: Goods = { sku: 'DOCK-7', priceMinor: 259_000, category: 'Accessories' };
export const SHORT_UNITS = 2_000;
/** Sold as meant. */
export const OTHERS: readonly Goods[] = Array.from({ length: 200 }, (_, index) => ({
  sku: `ACC-${String(index).padStart(4, '0')}`,
  priceMinor: 9_900 + 1_700 * index,
  category: 'Accessories',
}));
/** A coupon that anybody could use, and that took off too much; and one that was meant. */
export const WRONG_PROMOTION = 'STAFF-30';
export const PROMOTION = 'WELCOME';

/** What the incident of that night is about. */
const SUBJECT: Incident['subject'] = {
  prices: WRONG.map(({ sku, priceMinor }) => ({
    sku,
    priceList: 'default',
    shownMinor: [priceMinor / 10],
    intendedMinor: priceMinor,
  })),
  promotions: [{ promotionId: WRONG_PROMOTION }],
  shortfalls: [{ sku: SHORT.sku, priceList: 'default', allotmentUnits: SHORT_UNITS }],
  from: FROM,
  until: UNTIL,
};

/** The incident of the night, but for its id. */
export const NIGHT_INCIDENT: Omit<IncidentStart, 'id'> = {
  saleId: SALE_ID,
  origin: 'operator',
  class: 'price',
  currency: 'TWD',
  knownAt: UNTIL,
  by: MAKER,
  subject: SUBJECT,
};

/** A key of a person who signs, by the text a policy holds. */
export interface SignerKey {
  readonly id: string;
  readonly publicKey: string;
}

/** The policy of the shop. */
export function policyText(signers: readonly SignerKey[]): string {
  const people = signers.map(
    ({ id, publicKey }) => `    - { id: ${id}, role: care-lead, publicKey: '${publicKey}' }`,
  );
  return `version: 1
approvals:
  roles:
    care-lead: { batch: true }
  people:
${people.join('\n')}
remedy:
  currency: TWD
  honour: { statuses: [delivered, collected], budget: '100000' }
  review: { statuses: [packed, shipped], unitsPerCustomerMax: 40 }
  shortfall: { allocation: reservation-order, partial: allow }
  apology:
    rateBps: 1000
    cap: '1000'
    base: intended-price
    validDays: 90
    redemptionBps: 4000
  refund:
    split: proportional
    pointsMethods: [points]
    giftMethods: [gift-card]
    accountMethods: [virtual-account]
    accountDays: 30
  points: { negativeBalance: allow }
  approvals: { twoFromOrders: 100, twoFrom: '100000', validHours: 24 }
  legal: { id: TW, refundBusinessDays: 15, countedFrom: payment, weekend: [6, 7], timeZone: Asia/Taipei }
  notice: { shopName: The shop, contact: 0800-000-000, appealDays: 14 }
`;
}
