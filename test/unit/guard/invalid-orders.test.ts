import { describe, expect, it } from 'vitest';
import type { CheckoutOrder } from '../../../src/catalog/order.js';
import type { AdmitVerdict } from '../../../src/guard/verdict.js';
import { lineOf, makeWorld, orderOf } from './guard-world.js';

/** An order as JavaScript may hand it in. */
function hostile(overlay: Readonly<Record<string, unknown>>): CheckoutOrder {
  return { ...orderOf('order-1'), ...overlay };
}

function hostileLine(overlay: Readonly<Record<string, unknown>>): CheckoutOrder {
  return hostile({ lines: [{ ...lineOf('EP-100'), ...overlay }] });
}

function throwing(): never {
  throw new Error('a secret of the caller');
}

/** Every operation of the store counted: nothing may be sent for an order that is not one. */
async function judge(
  order: unknown,
): Promise<{ readonly verdict: AdmitVerdict; readonly calls: readonly string[] }> {
  const calls: string[] = [];
  const { guard } = await makeWorld({
    wrap: (stock) =>
      new Proxy(stock, {
        get: (target, member) => {
          const value: unknown = Reflect.get(target, member);
          if (typeof value !== 'function') return value;
          calls.push(String(member));
          return value;
        },
      }),
  });
  // Making the guard looks at the operations too.
  calls.length = 0;
  return { verdict: await guard.admit(order as CheckoutOrder), calls };
}

const CASES: readonly (readonly [name: string, order: unknown, field: string])[] = [
  ['nothing', undefined, 'request'],
  ['null', null, 'request'],
  ['a text', 'order', 'request'],
  ['a list', [], 'request'],
  ['an empty object', {}, 'id'],
  ['an id with an e-mail address', hostile({ id: 'a@b.example' }), 'id'],
  ['another sale', hostile({ saleId: 'other' }), 'saleId'],
  ['no customer', hostile({ customer: [] }), 'customer'],
  ['a customer that is a text', hostile({ customer: 'k1.a' }), 'customer'],
  ['a customer in clear', hostile({ customer: ['+82 10 1234 5678'] }), 'customer[0]'],
  ['a telephone number for a customer', hostile({ customer: ['01012345678'] }), 'customer[0]'],
  ['a card number for a customer', hostile({ customer: ['k1.a', '4111-1111-1111-1111'] }), 'customer[1]'],
  [
    'nine customers',
    hostile({ customer: Array.from({ length: 9 }, (_, index) => `k1.${index}`) }),
    'customer',
  ],
  ['a channel of another kind', hostile({ channel: 7 }), 'channel'],
  ['a currency in lower case', hostile({ currency: 'krw' }), 'currency'],
  ['a currency of the prototype', hostile({ currency: 'constructor' }), 'currency'],
  ['a date instead of epoch ms', hostile({ placedAt: new Date(0) }), 'placedAt'],
  ['another tax basis', hostile({ taxBasis: 'none' }), 'taxBasis'],
  ['negative shipping', hostile({ shippingMinor: -1 }), 'shippingMinor'],
  ['shipping of -0', hostile({ shippingMinor: -0 }), 'shippingMinor'],
  ['a foreign field', hostile({ isVip: true }), 'isVip'],
  ['an own field __proto__', JSON.parse('{"__proto__":{"id":"x"}}'), '__proto__'],
  ['no lines', hostile({ lines: [] }), 'lines'],
  ['lines that are an object', hostile({ lines: { length: 1 } }), 'lines'],
  ['a thousand million lines', hostile({ lines: new Array(1_000_000_000) }), 'lines'],
  ['201 lines', hostile({ lines: new Array(201).fill(lineOf('EP-100')) }), 'lines'],
  ['a hole in the lines', hostile({ lines: new Array(1) }), 'lines[0]'],
  ['two lines of one id', hostile({ lines: [lineOf('EP-100'), lineOf('EP-100')] }), 'lines[1].lineId'],
  ['a line that is null', hostile({ lines: [null] }), 'lines[0]'],
  ['a foreign field of a line', hostileLine({ price: 1 }), 'lines[0].price'],
  ['a line id with blanks', hostileLine({ lineId: 'a b' }), 'lines[0].lineId'],
  ['a SKU of 129 bytes', hostileLine({ sku: 'x'.repeat(129) }), 'lines[0].sku'],
  ['a SKU with a line end', hostileLine({ sku: 'EP-100\n' }), 'lines[0].sku'],
  ['a SKU with a zero-width blank', hostileLine({ sku: 'EP\u200b-100' }), 'lines[0].sku'],
  ['half of a surrogate pair', hostileLine({ sku: '\ud800' }), 'lines[0].sku'],
  ['an empty price list', hostileLine({ priceList: '' }), 'lines[0].priceList'],
  ['a quantity of NaN', hostileLine({ quantity: Number.NaN }), 'lines[0].quantity'],
  ['a quantity of 0', hostileLine({ quantity: 0 }), 'lines[0].quantity'],
  ['a negative quantity', hostileLine({ quantity: -5 }), 'lines[0].quantity'],
  ['half a unit', hostileLine({ quantity: 0.5 }), 'lines[0].quantity'],
  ['a quantity as a text', hostileLine({ quantity: '1' }), 'lines[0].quantity'],
  ['a price of Infinity', hostileLine({ unitPriceMinor: Infinity }), 'lines[0].unitPriceMinor'],
  ['a price as a bigint', hostileLine({ unitPriceMinor: 12_900n }), 'lines[0].unitPriceMinor'],
  [
    'a line beyond 2^53',
    hostileLine({ quantity: 1_000_000_000, unitPriceMinor: Number.MAX_SAFE_INTEGER }),
    'lines[0]',
  ],
  ['reductions that are an object', hostileLine({ reductions: {} }), 'lines[0].reductions'],
  [
    'a reduction that adds',
    hostileLine({ reductions: [{ promotionId: 'a', amountMinor: -1 }] }),
    'lines[0].reductions[0].amountMinor',
  ],
  [
    'reductions of more than the line',
    hostileLine({ reductions: [{ promotionId: 'a', amountMinor: 12_901 }] }),
    'lines[0].reductions',
  ],
  ['an empty part of a category', hostileLine({ category: 'Audio > > Wired' }), 'lines[0].category'],
  ['a category of 120 bytes', hostileLine({ category: 'x'.repeat(120) }), 'lines[0].category'],
  ['a getter that throws', Object.defineProperty({}, 'id', { enumerable: true, get: throwing }), 'order'],
  ['a proxy that throws', new Proxy({}, { ownKeys: throwing, get: throwing }), 'order'],
  ['lines behind a proxy that throws', hostile({ lines: new Proxy([1], { get: throwing }) }), 'order'],
];

describe('an order that is not one', () => {
  it.each(CASES)('is rejected, with its field and before anything is sent: %s', async (_, order, field) => {
    const { verdict, calls } = await judge(order);
    expect(verdict).toMatchObject({
      kind: 'rejected',
      reason: 'invalid_order',
      transient: false,
      findings: [],
    });
    const problem = verdict.kind === 'rejected' ? (verdict.problem ?? '') : '';
    expect(problem.startsWith(`${field}: `), problem).toBe(true);
    expect(problem).not.toContain('secret');
    expect(problem).not.toContain('1234 5678');
    expect(calls).toEqual([]);
  });

  it('is answered with its own id where that is one, else with an empty one', async () => {
    expect((await judge(hostile({ lines: [] }))).verdict.id).toBe('order-1');
    expect((await judge({ id: '../../etc' })).verdict.id).toBe('');
  });

  it('is judged as it was read once: a getter that changes its answer changes nothing', async () => {
    let reads = 0;
    const line = { ...lineOf('EP-100'), unitPriceMinor: 0 };
    Object.defineProperty(line, 'unitPriceMinor', {
      enumerable: true,
      // The approved price when it is judged, one won when it is written down.
      get: () => (reads++ === 0 ? 12_900 : 1),
    });
    const { verdict } = await judge(hostile({ lines: [line] }));
    expect(verdict).toMatchObject({ kind: 'admitted', payableMinor: 12_900 });
    expect(reads).toBe(1);
  });

  it('has at most 32 scopes: a cart of more categories is to be split', async () => {
    const lines = Array.from({ length: 40 }, (_, index) =>
      lineOf('EP-100', { lineId: `line-${index}`, category: `Category ${index}` }),
    );
    const { verdict } = await judge(orderOf('order-1', { lines }));
    expect(verdict).toMatchObject({ kind: 'rejected', reason: 'invalid_order' });
  });

  it('is refused by the store where bundles come to more units than stock can hold', async () => {
    const lines = [lineOf('SET', { quantity: 1_000 })];
    const { verdict } = await judge(orderOf('order-1', { lines }));
    expect(verdict.kind).toBe('rejected');
  });
});
