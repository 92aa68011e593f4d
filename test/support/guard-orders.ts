/** Orders of every kind over the goods of the guard's world, right and wrong, for properties of any store. */
import fc from 'fast-check';
import type { CheckoutLine, CheckoutOrder } from '../../src/catalog/order.js';
import type { GuardOptions } from '../../src/guard/options.js';
import type { AdmitVerdict } from '../../src/guard/verdict.js';
import { ORDER_RULES } from '../../src/pricing/order/order-rule-table.js';
import { loadPolicyText, type Policy } from '../../src/wire/policy.js';
import { HEADER } from '../unit/book/sample-book.js';
import { ENTRIES } from '../unit/guard/guard-world.js';

/** Handlers that hear nothing. */
export const SILENT: GuardOptions['on'] = {
  trip: () => undefined,
  shortfall: () => undefined,
  latePayment: () => undefined,
  regression: () => undefined,
  error: () => undefined,
};

/** SKU, price list and approved price; the last one is in no book. */
const GOODS = [
  ...ENTRIES.map(({ sku, priceList, priceMinor }) => ({ sku, priceList, priceMinor })),
  { sku: 'NEW-1', priceList: 'default', priceMinor: 1_000 },
];

const lineArbitrary: fc.Arbitrary<Omit<CheckoutLine, 'lineId'>> = fc
  .record({
    goods: fc.nat({ max: 99 }).map((index) => GOODS[Math.min(index % 6, GOODS.length - 1)]),
    quantity: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 70 })),
    errorMinor: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -900, max: 100 })),
    shareBps: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 10_000 })),
    promotionId: fc.constantFrom('coupon-1', 'points-day'),
    category: fc.constantFrom(undefined, 'Audio', 'Audio > Earphones'),
  })
  .map(({ goods, quantity, errorMinor, shareBps, promotionId, category }) => {
    const { sku = '', priceList, priceMinor = 0 } = goods ?? {};
    const unitPriceMinor = priceMinor + errorMinor;
    const amountMinor = Math.floor((unitPriceMinor * quantity * shareBps) / 10_000);
    const reductions = amountMinor === 0 ? [] : [{ promotionId, amountMinor }];
    return { sku, priceList, quantity, unitPriceMinor, reductions, category };
  });

/** These lines as an order of one buyer. */
export function orderOf(
  id: string,
  lines: readonly Omit<CheckoutLine, 'lineId'>[],
  overlay: Partial<CheckoutOrder> = {},
): CheckoutOrder {
  return {
    id,
    saleId: HEADER.saleId,
    customer: ['k1.buyer'],
    channel: 'web',
    currency: 'KRW',
    lines: lines.map((line, index) => ({ ...line, lineId: `line-${index}` })),
    ...overlay,
  };
}

/** Lines at approved prices for the most part. */
export const linesArbitrary: fc.Arbitrary<Omit<CheckoutLine, 'lineId'>[]> = fc.array(lineArbitrary, {
  minLength: 1,
  maxLength: 5,
});

/** The same lines in other pieces and another order. */
export function resplit(
  lines: readonly Omit<CheckoutLine, 'lineId'>[],
): fc.Arbitrary<Omit<CheckoutLine, 'lineId'>[]> {
  const pieces = lines.map((line) =>
    fc.tuple(fc.nat(), fc.nat()).map(([cut, share]) => splitLine(line, cut % line.quantity, share)),
  );
  return fc.tuple(...pieces).chain((split) => {
    const all = split.flat();
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
}

/** A line as one of `first` units and one of the others; its reduction is shared as `share` says, within what each costs. */
function splitLine(
  line: Omit<CheckoutLine, 'lineId'>,
  first: number,
  share: number,
): Omit<CheckoutLine, 'lineId'>[] {
  if (first === 0) return [line];
  const [reduction] = line.reductions ?? [];
  const rest = line.quantity - first;
  const total = reduction?.amountMinor ?? 0;
  const least = Math.max(0, total - rest * line.unitPriceMinor);
  const most = Math.min(total, first * line.unitPriceMinor);
  const amountMinor = least + (share % (most - least + 1));
  const part = (quantity: number, minor: number): Omit<CheckoutLine, 'lineId'> => ({
    ...line,
    quantity,
    reductions: reduction === undefined || minor === 0 ? [] : [{ ...reduction, amountMinor: minor }],
  });
  return [part(first, amountMinor), part(rest, total - amountMinor)];
}

/** A verdict without what names single lines. */
export function judgementOf(verdict: AdmitVerdict): unknown {
  if (verdict.kind === 'shadowed') return verdict;
  const findings = verdict.findings.map(({ lineIds: _, ...finding }) => finding);
  return { ...verdict, findings };
}

/** Orders of two buyers, and which of those sent before are sent again. */
export const programs: fc.Arbitrary<{
  orders: [Omit<CheckoutLine, 'lineId'>[], 'k1.a' | 'k1.b'][];
  again: number[];
}> = fc.record({
  orders: fc.array(fc.tuple(linesArbitrary, fc.constantFrom('k1.a', 'k1.b')), { minLength: 1, maxLength: 8 }),
  again: fc.array(fc.nat({ max: 40 }), { maxLength: 16 }),
});

/** Every price rule that may be switched off is. */
export function withoutRules(): Policy {
  const off = ORDER_RULES.filter(({ unwaivable }) => unwaivable === undefined).map(
    ({ id }) => `    ${id}: { enabled: false }`,
  );
  return loadPolicyText(['version: 1', 'guard:', '  rules:', ...off].join('\n'), { file: 'policy.yaml' });
}
