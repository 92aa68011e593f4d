import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { readSale } from '../../../src/wire/sale.js';

const WHOLE = `version: 1
saleId: electronics-1127
epoch: 2
currency: KRW
startsAt: 2026-11-27T00:00:00+09:00
endsAt: 2026-11-30T00:00:00+09:00
lossBudget: '50000000'
perCustomer: 2
channels:
  - { id: web, paymentMinutes: 15 }
  - { id: phone, paymentMinutes: 60 }
entries:
  - { sku: EP-100, allotment: 50, perCustomer: 1 }
  - { sku: SET-1, priceList: overseas, stockKey: SET, components: [{ stockKey: EP-100, quantity: 2 }] }
`;

describe('a sale file', () => {
  it('becomes a sale with every field present', () => {
    expect(readSale(WHOLE, { file: 'sale.yaml' })).toEqual({
      saleId: 'electronics-1127',
      epoch: 2,
      startsAt: Date.UTC(2026, 10, 26, 15),
      endsAt: Date.UTC(2026, 10, 29, 15),
      currency: 'KRW',
      lossBudgetMinor: 50_000_000,
      channels: [
        { id: 'web', paymentMs: 900_000 },
        { id: 'phone', paymentMs: 3_600_000 },
      ],
      perCustomerMax: 2,
      entries: [
        {
          sku: 'EP-100',
          priceList: 'default',
          stockKey: undefined,
          allotment: 50,
          perCustomerMax: 1,
          components: undefined,
        },
        {
          sku: 'SET-1',
          priceList: 'overseas',
          stockKey: 'SET',
          allotment: undefined,
          perCustomerMax: undefined,
          components: [{ stockKey: 'EP-100', quantity: 2 }],
        },
      ],
    });
  });

  it('says the same as JSON', () => {
    const json = JSON.stringify({
      version: 1,
      saleId: 's',
      epoch: 1,
      currency: 'USD',
      startsAt: '2026-11-27T00:00:00Z',
      endsAt: '2026-11-28T00:00:00Z',
      lossBudget: '12.50',
      channels: [{ id: 'web', paymentMinutes: 1 }],
    });
    expect(readSale(json, { file: 'sale.json' }).lossBudgetMinor).toBe(1250);
  });
});

/** WHOLE with one line in place of another. */
function withLine(old: string, line: string): string {
  expect(WHOLE).toContain(old);
  return WHOLE.replace(old, line);
}

describe('a sale file that cannot be used says where and why', () => {
  it.each([
    [
      'an unknown key',
      withLine('perCustomer: 2', 'perCustomers: 2'),
      '8:1 perCustomers: unknown key; did you mean perCustomer?',
    ],
    ['an epoch in quotes', withLine('epoch: 2', "epoch: '2'"), '3:1 epoch: got "2"'],
    ['epoch 0', withLine('epoch: 2', 'epoch: 0'), '3:1 epoch: got 0'],
    [
      'a time without an offset',
      withLine('T00:00:00+09:00\nendsAt', 'T00:00:00\nendsAt'),
      '5:1 startsAt: got "2026-11-27T00:00:00"',
    ],
    [
      'an end before the start',
      withLine('2026-11-30', '2026-11-26'),
      '6:1 endsAt: got 2026-11-26T00:00:00+09:00, expected an instant after startsAt',
    ],
    [
      'a fraction of a won',
      withLine("'50000000'", "'50000000.5'"),
      '7:1 lossBudget: got 50000000.5, expected at most 0 decimals: KRW has no more',
    ],
    ['an amount with separators', withLine("'50000000'", "'50,000,000'"), '7:1 lossBudget: got "50,000,000"'],
    ['a negative budget', withLine("'50000000'", '-1'), '7:1 lossBudget: got -1'],
    [
      'an amount beyond 2^53',
      withLine("'50000000'", "'9999999999999999'"),
      '7:1 lossBudget: got 9999999999999999',
    ],
    [
      'two channels of one name',
      withLine('id: phone', 'id: web'),
      '11:5 channels[1]: is for the same channel as channels[0]',
    ],
    [
      'no channel',
      withLine('  - { id: web, paymentMinutes: 15 }\n  - { id: phone, paymentMinutes: 60 }\n', '  []\n'),
      '9:1 channels: ',
    ],
    [
      'two entries for one SKU',
      withLine('sku: SET-1, priceList: overseas', 'sku: EP-100'),
      'is for the same SKU and price list as entries[0]',
    ],
    [
      'an entry that changes nothing',
      withLine('sku: EP-100, allotment: 50, perCustomer: 1', 'sku: EP-100'),
      'entries[0]: changes nothing',
    ],
    [
      'an id with a blank',
      withLine('electronics-1127', 'electronics 1127'),
      '2:1 saleId: got "electronics 1127"',
    ],
    ['an unsafe key', withLine('perCustomer: 2', '__proto__: 2'), '__proto__ cannot be used as a name'],
    ['half a unit', withLine('allotment: 50', 'allotment: 0.5'), 'entries[0].allotment: got 0.5'],
    ['nothing at all', '', 'the file says nothing'],
    ['no YAML', '{', ' '],
  ])('%s', (_, text, said) => {
    const caught = caughtFrom(() => readSale(text, { file: 'sale.yaml' }));
    expect(isGuardError(caught, 'input')).toBe(true);
    expect((caught as Error).message).toContain(said);
    expect((caught as Error).message).toContain('sale.yaml');
  });
});

function caughtFrom(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
