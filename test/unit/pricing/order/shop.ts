import type { OrderFinding } from '../../../../src/catalog/order-finding.js';
import type { CheckoutLine, CheckoutOrder } from '../../../../src/catalog/order.js';
import { defaultStockKey, type PriceBookEntry } from '../../../../src/catalog/price-book.js';
import { judgeOrder, type OrderJudgement } from '../../../../src/pricing/order/judge-order.js';
import { prepareOrderRules, type OrderRules } from '../../../../src/pricing/order/order-rules.js';
import type { PriceSource } from '../../../../src/pricing/order/price-source.js';
import { loadPolicyText } from '../../../../src/wire/policy.js';

export const STARTS_AT = Date.UTC(2026, 7, 1);
export const ENDS_AT = Date.UTC(2026, 7, 2);
/** While the sale is open. */
export const NOON = Date.UTC(2026, 7, 1, 12);

/** What a test says of an entry of the price book. */
export type EntryInit = Pick<PriceBookEntry, 'sku' | 'priceMinor'> & Partial<PriceBookEntry>;

type FilledEntry = EntryInit &
  Pick<PriceBookEntry, 'priceList' | 'currency' | 'floorMinor' | 'referenceMinor' | 'isGift'>;

/** A price book of these entries. Its floor is the price, its reference unknown unless told. */
export function bookOf(entries: readonly EntryInit[], lossBudgetMinor?: number): PriceSource {
  const all = entries.map((entry): FilledEntry => ({
    priceList: 'default',
    currency: 'KRW',
    floorMinor: entry.priceMinor,
    referenceMinor: undefined,
    isGift: false,
    ...entry,
  }));
  const at = (ordinal: number): FilledEntry => {
    const entry = all[ordinal];
    if (entry === undefined) throw new Error(`there is no entry ${ordinal}`);
    return entry;
  };
  return {
    header: { startsAt: STARTS_AT, endsAt: ENDS_AT, currency: 'KRW', lossBudgetMinor },
    ordinalOf: (sku, priceList, currency) =>
      all.findIndex(
        (entry) => entry.sku === sku && entry.priceList === priceList && entry.currency === currency,
      ),
    ordinalsOfSku: (sku) => all.flatMap((entry, ordinal) => (entry.sku === sku ? [ordinal] : [])),
    entryAt: at,
    priceMinorAt: (ordinal) => at(ordinal).priceMinor,
    floorMinorAt: (ordinal) => at(ordinal).floorMinor,
    referenceMinorAt: (ordinal) => at(ordinal).referenceMinor,
    isGiftAt: (ordinal) => at(ordinal).isGift,
    hasOwnStockKeyAt: (ordinal) => at(ordinal).stockKey !== undefined,
    stockKeyAt: (ordinal) => at(ordinal).stockKey ?? defaultStockKey(at(ordinal).sku, at(ordinal).priceList),
  };
}

/** Earphones of 129,000 won, sold at 89,000, down to 80,000 with promotions; and a cable of 5,000 won. */
export const BOOK: PriceSource = bookOf([
  { sku: 'EP-100', priceMinor: 89_000, floorMinor: 80_000, referenceMinor: 129_000 },
  { sku: 'CB-1', priceMinor: 5_000, referenceMinor: 5_000 },
  { sku: 'GIFT', priceMinor: 0, floorMinor: 0, referenceMinor: 3_000, isGift: true },
]);

/** A line of one unit of the earphones at the approved price, unless told. */
export function lineOf(init: Partial<CheckoutLine> = {}): CheckoutLine {
  return { lineId: 'l-1', sku: 'EP-100', quantity: 1, unitPriceMinor: 89_000, ...init };
}

/** What was taken off a line by one promotion. */
export function off(amountMinor: number): Pick<CheckoutLine, 'reductions'> {
  return { reductions: [{ promotionId: 'spring', amountMinor }] };
}

/** An order of these lines, which get ids of their own. */
export function orderOf(lines: readonly CheckoutLine[], init: Partial<CheckoutOrder> = {}): CheckoutOrder {
  const numbered = lines.map((line, index) => ({ ...line, lineId: `l-${index + 1}` }));
  return {
    id: 'o-1',
    saleId: 'summer-2026',
    customer: ['c-1'],
    channel: 'web',
    currency: 'KRW',
    lines: numbered,
    ...init,
  };
}

/** The rules of a policy whose section `guard` says this, in YAML's flow style. */
export function rulesOf(guard = '{}', deepFromBps = 3_000): OrderRules {
  const policy = loadPolicyText(`{ version: 1, guard: ${guard} }`, { file: 'policy.yaml' });
  return prepareOrderRules({ guard: policy.guard, deepFromBps });
}

const DEFAULTS = rulesOf();

/** How a test wants an order judged. */
export interface JudgeInit {
  readonly book?: PriceSource;
  readonly rules?: OrderRules;
  readonly now?: number;
}

/** What the rules say of an order: by default those of the built-in policy, at noon, with {@link BOOK}. */
export function judge(order: CheckoutOrder, init: JudgeInit = {}): OrderJudgement {
  return judgeOrder({ book: BOOK, rules: DEFAULTS, now: NOON, ...init, order });
}

/** The same for an order that is of the documented form. */
export function judged(
  order: CheckoutOrder,
  init: JudgeInit = {},
): Extract<OrderJudgement, { readonly kind: 'judged' }> {
  const judgement = judge(order, init);
  if (judgement.kind !== 'judged') throw new Error(`${judgement.field}: ${judgement.problem}`);
  return judgement;
}

/** The one finding of a rule about an order; undefined when the rule is silent. */
export function findingOf(
  ruleId: string,
  order: CheckoutOrder,
  init: JudgeInit = {},
): OrderFinding | undefined {
  const found = judged(order, init).findings.filter((finding) => finding.ruleId === ruleId);
  if (found.length > 1) throw new Error(`${ruleId} fired ${found.length} times`);
  return found[0];
}
