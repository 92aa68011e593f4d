import { describe, expect, it } from 'vitest';
import type { CheckoutLine, CheckoutOrder } from '../../../../src/catalog/order.js';
import { bookOf, BOOK, judge, judged, lineOf, off, orderOf, rulesOf } from './shop.js';

const CABLE = lineOf({ sku: 'CB-1', unitPriceMinor: 5_000 });

/** A member of a price book that throws, if only a text, as JavaScript may. */
function throwing(thrown: unknown): () => never {
  return () => {
    throw thrown as Error;
  };
}

/** What JavaScript may hand in. */
function orderWith(fields: object): CheckoutOrder {
  return { ...orderOf([lineOf()]), ...fields };
}

function lineWith(fields: object): CheckoutOrder {
  return orderWith({ lines: [{ ...lineOf(), ...fields }] });
}

describe('a clean order', () => {
  it('has no findings, what it costs, and what it takes of the loss budget', () => {
    const order = orderOf([lineOf({ quantity: 2, ...off(10_000) }), CABLE], { shippingMinor: 3_000 });
    expect(judged(order)).toMatchObject({
      findings: [],
      worst: undefined,
      isFlagged: false,
      payableMinor: 173_000,
      markdownMinor: 2 * 129_000 - 168_000,
    });
  });

  it('spends nothing of the budget for what is dearer than its reference, or has none', () => {
    const book = bookOf([
      { sku: 'EP-100', priceMinor: 89_000, referenceMinor: 80_000 },
      { sku: 'CB-1', priceMinor: 5_000 },
    ]);
    expect(judged(orderOf([lineOf(), CABLE]), { book }).markdownMinor).toBe(0);
  });

  it('is told SKU by SKU, in one order, with all its lines added up', () => {
    const order = orderOf([lineOf({ quantity: 2 }), CABLE, lineOf({ ...off(500), quantity: 3 })]);
    expect(judged(order).groups).toMatchObject([
      { sku: 'CB-1', quantity: 1, payableMinor: 5_000, stockKey: 'CB-1' },
      {
        sku: 'EP-100',
        priceList: 'default',
        ordinal: 0,
        quantity: 5,
        unitPriceMinor: 89_000,
        amountMinor: 445_000,
        reductionMinor: 500,
        payableMinor: 444_500,
        floorMinor: 80_000,
        referenceMinor: 129_000,
      },
    ]);
    expect(judged(order).groups.map((group) => group.lineIds())).toEqual([['l-2'], ['l-1', 'l-3']]);
  });

  it('may have many lines', () => {
    const lines = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? lineOf(off(1)) : CABLE));
    const rules = rulesOf('{ rules: { order-quantity: { enabled: false } } }');
    expect(judged(orderOf(lines), { rules })).toMatchObject({
      findings: [],
      payableMinor: 100 * 88_999 + 100 * 5_000,
      groups: [{ quantity: 100 }, { quantity: 100 }],
    });
  });
});

describe('the worst finding', () => {
  it('is that of the order, and one of hold or worse flags it', () => {
    const many = orderOf([lineOf({ quantity: 60 })]);
    expect(judged(many)).toMatchObject({ worst: 'hold', isFlagged: true });
    const wrong = orderOf([lineOf({ quantity: 60 }), lineOf({ sku: 'CB-1', unitPriceMinor: 50 })]);
    expect(judged(wrong)).toMatchObject({ worst: 'block', isFlagged: true });
    const rules = rulesOf('{ rules: { order-quantity: { severityMax: warn } } }');
    expect(judged(many, { rules })).toMatchObject({ worst: 'warn', isFlagged: false });
  });
});

describe('the scopes in which an order is deep', () => {
  const LINES: readonly CheckoutLine[] = [
    lineOf({ category: 'Audio' }),
    lineOf({ category: 'Outlet' }),
    { ...CABLE, category: 'Cables' },
  ];

  it('are those of the goods that are far enough below their reference', () => {
    expect(judged(orderOf(LINES)).deepScopes).toEqual([
      'channel:web',
      'sale',
      'sku:EP-100',
      'category:Audio',
      'category:Outlet',
    ]);
  });

  it('begin exactly at the limit of the policy', () => {
    const book = bookOf([{ sku: 'EP-100', priceMinor: 70, referenceMinor: 100 }]);
    const order = orderOf([lineOf({ unitPriceMinor: 70 })]);
    expect(judged(order, { book, rules: rulesOf('{}', 3_000) }).deepScopes).not.toEqual([]);
    expect(judged(order, { book, rules: rulesOf('{}', 3_001) }).deepScopes).toEqual([]);
  });

  it('name the stock key of the book', () => {
    const book = bookOf([{ sku: 'EP-100', priceMinor: 1, referenceMinor: 2, stockKey: 'EP' }]);
    expect(judged(orderOf([lineOf({ unitPriceMinor: 1 })]), { book }).deepScopes).toContain('sku:EP');
  });
});

describe('free shipping that counts', () => {
  const rules = rulesOf('{ freeShipping: reduces }');

  it('is shared by what the goods cost, each share rounded up', () => {
    const order = orderOf([lineOf(), CABLE], {
      shippingReductions: [
        { promotionId: 'free-shipping', amountMinor: 2_000 },
        { promotionId: 'members', amountMinor: 1_000 },
      ],
    });
    const { groups, payableMinor } = judged(order, { rules });
    // 3,000 x 5 / 94 = 159.57… and 3,000 x 89 / 94 = 2,840.4…
    expect(groups.map(({ judgedMinor }) => judgedMinor)).toEqual([5_000 - 160, 89_000 - 2_841]);
    expect(payableMinor).toBe(94_000);
  });

  it('takes more of the loss budget', () => {
    const order = orderOf([lineOf()], {
      shippingReductions: [{ promotionId: 'free-shipping', amountMinor: 3_000 }],
    });
    expect(judged(order, { rules }).markdownMinor - judged(order).markdownMinor).toBe(3_000);
  });

  it('has nothing to be shared by when every line is a gift', () => {
    const order = orderOf([lineOf({ sku: 'GIFT', unitPriceMinor: 0 })], {
      shippingReductions: [{ promotionId: 'free-shipping', amountMinor: 3_000 }],
    });
    expect(judged(order, { rules }).groups).toMatchObject([{ judgedMinor: 0 }]);
  });
});

describe('an order that is not of the documented form', () => {
  const HUGE = Number.MAX_SAFE_INTEGER;
  it.each<[string, unknown, string]>([
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a text', 'order', ''],
    ['an unknown currency', orderWith({ currency: 'krw' }), 'currency'],
    ['the name of a prototype as currency', orderWith({ currency: 'constructor' }), 'currency'],
    ['no currency', orderWith({ currency: undefined }), 'currency'],
    ['negative shipping', orderWith({ shippingMinor: -1 }), 'shippingMinor'],
    [
      'a shipping reduction that is NaN',
      orderWith({ shippingReductions: [{ promotionId: 'p', amountMinor: NaN }] }),
      'shippingReductions[0].amountMinor',
    ],
    ['no lines', orderWith({ lines: [] }), 'lines'],
    ['lines that are no list', orderWith({ lines: { length: 1, 0: lineOf() } }), 'lines'],
    ['201 lines', orderOf(Array.from({ length: 201 }, () => lineOf())), 'lines'],
    ['a hole among the lines', orderWith({ lines: new Array(2) }), 'lines[0]'],
    ['a line that is null', orderWith({ lines: [null] }), 'lines[0]'],
    ['no line id', lineWith({ lineId: '' }), 'lines[0].lineId'],
    ['one line id for two lines', orderWith({ lines: [lineOf(), lineOf()] }), 'lines[1].lineId'],
    ['no SKU', lineWith({ sku: undefined }), 'lines[0].sku'],
    ['a number for a SKU', lineWith({ sku: 100 }), 'lines[0].sku'],
    ['a SKU without end', lineWith({ sku: 'x'.repeat(129) }), 'lines[0].sku'],
    ['an empty price list', lineWith({ priceList: '' }), 'lines[0].priceList'],
    ['a control character in the category', lineWith({ category: 'Audio\u001f' }), 'lines[0].category'],
    ['a quantity of 0', lineWith({ quantity: 0 }), 'lines[0].quantity'],
    ['a negative quantity', lineWith({ quantity: -1 }), 'lines[0].quantity'],
    ['half a unit', lineWith({ quantity: 0.5 }), 'lines[0].quantity'],
    ['a quantity as text', lineWith({ quantity: '1' }), 'lines[0].quantity'],
    ['more units than anything is counted in', lineWith({ quantity: 1_000_000_001 }), 'lines[0].quantity'],
    ['a price that is NaN', lineWith({ unitPriceMinor: NaN }), 'lines[0].unitPriceMinor'],
    ['a price without end', lineWith({ unitPriceMinor: Infinity }), 'lines[0].unitPriceMinor'],
    ['a negative price', lineWith({ unitPriceMinor: -89_000 }), 'lines[0].unitPriceMinor'],
    ['a price with a fraction', lineWith({ unitPriceMinor: 890.5 }), 'lines[0].unitPriceMinor'],
    ['a bigint', lineWith({ unitPriceMinor: 89_000n }), 'lines[0].unitPriceMinor'],
    ['a product beyond 2^53', lineWith({ unitPriceMinor: HUGE, quantity: 2 }), 'lines[0].unitPriceMinor'],
    [
      'a sum beyond 2^53',
      orderOf([lineOf({ unitPriceMinor: HUGE }), lineOf({ unitPriceMinor: HUGE })]),
      'lines',
    ],
    ['reductions that are no list', lineWith({ reductions: {} }), 'lines[0].reductions'],
    ['a reduction that is null', lineWith({ reductions: [null] }), 'lines[0].reductions[0]'],
    ['a negative reduction', lineWith(off(-1)), 'lines[0].reductions[0].amountMinor'],
    ['a reduction that is NaN', lineWith(off(NaN)), 'lines[0].reductions[0].amountMinor'],
    [
      'a reduction of no promotion',
      lineWith({ reductions: [{ amountMinor: 1 }] }),
      'lines[0].reductions[0].promotionId',
    ],
    ['reductions above the price', lineWith(off(89_001)), 'lines[0].reductions'],
    [
      'reductions without end',
      lineWith({ reductions: Array.from({ length: 101 }, () => ({ promotionId: 'p', amountMinor: 0 })) }),
      'lines[0].reductions',
    ],
    [
      'reductions whose sum leaves the safe integers',
      lineWith({
        reductions: [
          { promotionId: 'p', amountMinor: HUGE },
          { promotionId: 'q', amountMinor: HUGE },
        ],
      }),
      'lines[0].reductions',
    ],
  ])('is refused for %s, with the field', (_, order, field) => {
    const judgement = judge(order as CheckoutOrder);
    expect(judgement).toMatchObject({ kind: 'invalid', field });
    if (judgement.kind === 'invalid') expect(judgement.problem).toMatch(/expected|beyond|more than|its own/);
  });

  it('is refused where what it is worth leaves the safe integers', () => {
    const book = bookOf([{ sku: 'EP-100', priceMinor: 1, referenceMinor: Number.MAX_SAFE_INTEGER }]);
    const order = orderOf([lineOf({ unitPriceMinor: 1, quantity: 2 })]);
    expect(judge(order, { book })).toMatchObject({ kind: 'invalid', field: 'lines' });
  });

  it('tells no text of the order: it may hold anything', () => {
    const order = lineWith({ quantity: 'Kim, 010-1234-5678', sku: 'EP-100' });
    expect(JSON.stringify(judge(order))).not.toContain('Kim');
  });
});

describe('what fails', () => {
  it.each(['ordinalOf', 'priceMinorAt', 'floorMinorAt', 'referenceMinorAt', 'isGiftAt'] as const)(
    'blocks the order when %s of the price book throws',
    (member) => {
      const book = {
        ...BOOK,
        [member]: () => {
          throw new Error('the disk is gone');
        },
      };
      expect(judged(orderOf([lineOf()]), { book })).toMatchObject({
        worst: 'block',
        isFlagged: true,
        groups: [],
        findings: [{ ruleId: 'rule-failed', severity: 'block', evidence: { ruleId: 'price-book' } }],
      });
    },
  );

  it('blocks the order whatever is thrown, and cuts what it says', () => {
    const long = new Error('x'.repeat(10_000));
    for (const ordinalOf of [throwing(undefined), throwing('text'), throwing(long)]) {
      const { findings, worst } = judged(orderOf([lineOf()]), { book: { ...BOOK, ordinalOf } });
      expect(worst).toBe('block');
      expect(JSON.stringify(findings).length).toBeLessThan(700);
    }
  });

  it('does not make the other rules silent', () => {
    const rules = rulesOf();
    const broken = {
      ...rules,
      whole: rules.whole.map((set) => ({
        ...set,
        rule: {
          ...set.rule,
          judge: () => {
            throw new Error('no');
          },
        },
      })),
    };
    const order = orderOf([lineOf({ unitPriceMinor: 8_900 })]);
    expect(judged(order, { rules: broken }).findings.map(({ ruleId }) => ruleId)).toEqual([
      ...rules.whole.map(() => 'rule-failed'),
      'unapproved-price',
      'below-floor',
      'deep-payable',
    ]);
  });
});
