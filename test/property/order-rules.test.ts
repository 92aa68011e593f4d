import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckoutLine, CheckoutOrder } from '../../src/catalog/order.js';
import type { OrderJudgement } from '../../src/pricing/order/judge-order.js';
import { bookOf, judge, rulesOf } from '../unit/pricing/order/shop.js';

const RULES = {
  ignore: rulesOf('{ rules: { order-quantity: { holdAbove: 20, blockAbove: 60 } } }'),
  reduces: rulesOf('{ freeShipping: reduces, rules: { order-quantity: { holdAbove: 20, blockAbove: 60 } } }'),
};

const BOOK = bookOf([
  { sku: 'A', priceMinor: 1_000, floorMinor: 700, referenceMinor: 2_000 },
  { sku: 'A', priceList: 'members', priceMinor: 900, floorMinor: 1 },
  { sku: 'B', priceMinor: 7, floorMinor: 3, referenceMinor: 7, stockKey: 'shared' },
  { sku: 'G', priceMinor: 0, floorMinor: 0, isGift: true },
  { sku: 'U', priceMinor: 500, currency: 'USD' },
]);

const line = fc
  .record({
    entry: fc.constantFrom(
      { sku: 'A', priceMinor: 1_000 },
      { sku: 'A', priceMinor: 1_000 },
      { sku: 'A', priceList: 'members', priceMinor: 900 },
      { sku: 'B', priceMinor: 7 },
      { sku: 'G', priceMinor: 0 },
      { sku: 'U', priceMinor: 500 },
      { sku: 'unknown', priceMinor: 5 },
    ),
    quantity: fc.integer({ min: 1, max: 30 }),
    isWrong: fc.nat(9),
    takenBps: fc.oneof(fc.constant(0), fc.nat(10_000)),
    category: fc.constantFrom(undefined, 'Audio', 'Outlet'),
  })
  .map(({ entry, quantity, isWrong, takenBps, category }): CheckoutLine => {
    const { priceMinor, ...key } = entry;
    const unitPriceMinor = isWrong === 0 ? Math.floor(priceMinor / 10) : priceMinor;
    const amountMinor = Math.floor((unitPriceMinor * quantity * takenBps) / 10_000);
    return {
      ...key,
      lineId: '',
      quantity,
      unitPriceMinor,
      category,
      reductions: amountMinor === 0 ? [] : [{ promotionId: 'p', amountMinor }],
    };
  });

const orders = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 20 }),
  shippingMinor: fc.oneof(fc.constant(0), fc.nat(50_000)),
  policy: fc.constantFrom('ignore' as const, 'reduces' as const),
});

function orderOf(lines: readonly CheckoutLine[], shippingMinor: number): CheckoutOrder {
  return {
    id: 'o',
    saleId: 's',
    customer: ['c'],
    channel: 'web',
    currency: 'KRW',
    lines: lines.map((each, index) => ({ ...each, lineId: `l-${index}` })),
    shippingReductions: [{ promotionId: 'free-shipping', amountMinor: shippingMinor }],
  };
}

/** All that an order is judged to be, but for the ids of its lines. */
function said(judgement: OrderJudgement): unknown {
  if (judgement.kind === 'invalid') return judgement;
  const { findings, groups, deepScopes, ...rest } = judgement;
  return {
    ...rest,
    deepScopes: [...deepScopes].sort(),
    findings: findings.map(({ lineIds, ...finding }) => ({ ...finding, hasLines: lineIds.length > 0 })),
    groups: groups.map(({ sku, priceList, quantity, payableMinor, judgedMinor }) => ({
      sku,
      priceList,
      quantity,
      payableMinor,
      judgedMinor,
    })),
  };
}

/** A line as two: some of its units, and some of what was taken off, on each. */
function split(whole: CheckoutLine, at: number, taken: number): readonly CheckoutLine[] {
  const { quantity, unitPriceMinor } = whole;
  if (quantity === 1) return [whole];
  const units = 1 + (at % (quantity - 1));
  const amountMinor = whole.reductions?.[0]?.amountMinor ?? 0;
  // What either part can bear.
  const least = Math.max(0, amountMinor - unitPriceMinor * (quantity - units));
  const most = Math.min(amountMinor, unitPriceMinor * units);
  const first = least + (taken % (most - least + 1));
  return [
    { ...whole, quantity: units, reductions: [{ promotionId: 'p', amountMinor: first }] },
    {
      ...whole,
      quantity: quantity - units,
      reductions: [{ promotionId: 'p', amountMinor: amountMinor - first }],
    },
  ];
}

describe('the judgement of an order', () => {
  it('does not depend on the order of its lines', () => {
    fc.assert(
      fc.property(orders, fc.infiniteStream(fc.nat()), ({ lines, shippingMinor, policy }, random) => {
        const shuffled = [...lines];
        for (let at = shuffled.length - 1; at > 0; at--) {
          const other = Number(random.next().value) % (at + 1);
          const [a, b] = [shuffled[at], shuffled[other]];
          if (a === undefined || b === undefined) continue;
          shuffled[at] = b;
          shuffled[other] = a;
        }
        const init = { book: BOOK, rules: RULES[policy] };
        expect(said(judge(orderOf(shuffled, shippingMinor), init))).toEqual(
          said(judge(orderOf(lines, shippingMinor), init)),
        );
      }),
    );
  });

  it('does not depend on how units and reductions of a SKU are split over lines', () => {
    const cuts = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(orders, cuts, ({ lines, shippingMinor, policy }, at) => {
        const parts = lines.flatMap((each, index) => split(each, at[index]?.[0] ?? 0, at[index]?.[1] ?? 0));
        const init = { book: BOOK, rules: RULES[policy] };
        expect(said(judge(orderOf(parts, shippingMinor), init))).toEqual(
          said(judge(orderOf(lines, shippingMinor), init)),
        );
      }),
    );
  });

  it('finds a SKU below its floor exactly when the exact sums are', () => {
    fc.assert(
      fc.property(orders, ({ lines, shippingMinor, policy }) => {
        const order = orderOf(lines, shippingMinor);
        const judgement = judge(order, { book: BOOK, rules: RULES[policy] });
        if (judgement.kind === 'invalid') throw new Error(judgement.problem);
        const found = judgement.findings.filter(({ ruleId }) => ruleId === 'below-floor');
        expect(found.map(({ sku, priceList }) => `${sku ?? ''}@${priceList ?? ''}`)).toEqual(
          belowFloor(order, policy === 'reduces' ? BigInt(shippingMinor) : 0n),
        );
      }),
    );
  });

  it('is never clean where a rule throws, whichever it is', () => {
    const ids = [...RULES.ignore.whole, ...RULES.ignore.group].map(({ rule }) => rule.id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), line, (id, each) => {
        const fail = <R extends { readonly id: string }>(rule: R): R =>
          rule.id !== id
            ? rule
            : {
                ...rule,
                judge: () => {
                  throw new Error('broken');
                },
              };
        const rules = {
          ...RULES.ignore,
          whole: RULES.ignore.whole.map((set) => ({ ...set, rule: fail(set.rule) })),
          group: RULES.ignore.group.map((set) => ({ ...set, rule: fail(set.rule) })),
        };
        const judgement = judge(orderOf([each], 0), { book: BOOK, rules });
        expect(judgement).toMatchObject({ kind: 'judged', worst: 'block', isFlagged: true });
      }),
    );
  });

  it('is never clean for whatever JavaScript hands in instead of a number', () => {
    const fields = fc.constantFrom('quantity', 'unitPriceMinor');
    const values = fc.oneof(
      fc.constantFrom(NaN, Infinity, -Infinity, -0.5, 2 ** 53, undefined, null, '1000', [], true),
      fc.integer({ max: -1 }),
      fc.double({ noInteger: true }),
      fc.anything(),
    );
    fc.assert(
      fc.property(fields, values, (field, value) => {
        fc.pre(!Object.is(value, field === 'quantity' ? 1 : 1_000));
        fc.pre(
          !(field === 'quantity' && Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 60),
        );
        const strange = {
          ...orderOf([], 0),
          lines: [{ lineId: 'l', sku: 'A', quantity: 1, unitPriceMinor: 1_000, [field]: value }],
        };
        const judgement = judge(strange, { book: BOOK, rules: RULES.ignore });
        if (judgement.kind === 'judged') expect(judgement.worst).toBe('block');
        else expect(judgement.field).toBe(`lines[0].${field}`);
      }),
    );
  });
});

/** SKUs whose exact payable price is below the floor, in the order of the judgement; in fractions of big integers. */
function belowFloor({ lines }: CheckoutOrder, freeShipping: bigint): readonly string[] {
  const sums = new Map<string, { paid: bigint; units: bigint }>();
  let all = 0n;
  for (const { sku, priceList = 'default', quantity, unitPriceMinor, reductions = [] } of lines) {
    const key = `${sku}@${priceList}`;
    const sum = sums.get(key) ?? { paid: 0n, units: 0n };
    const taken = reductions.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);
    const paid = BigInt(unitPriceMinor) * BigInt(quantity) - taken;
    sums.set(key, { paid: sum.paid + paid, units: sum.units + BigInt(quantity) });
    all += paid;
  }
  const below = [...sums].filter(([key, { paid, units }]) => {
    const [sku = '', priceList = ''] = key.split('@');
    const ordinal = BOOK.ordinalOf(sku, priceList, 'KRW');
    if (ordinal < 0) return false;
    const floor = BigInt(BOOK.floorMinorAt(ordinal)) * units;
    // paid - freeShipping x paid / all < floor, both sides times all; without anything paid there is nothing to share by.
    return all === 0n ? paid < floor : paid * all - freeShipping * paid < floor * all;
  });
  return below.map(([key]) => key).sort();
}
