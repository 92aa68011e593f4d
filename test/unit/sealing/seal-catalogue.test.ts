import { describe, expect, it } from 'vitest';
import { EVERY_ROW, makePromotion } from '../../../src/catalog/promotion.js';
import type { Sealed } from '../../../src/sealing/seal-catalogue.js';
import { SEAL_REFUSALS } from '../../../src/sealing/seal-refusal.js';
import { TEST_NOW } from '../../../src/testing/facts.js';
import { approvalOf, DEEP, lead, merchandiser, offer, seal, type SealStage } from './shop.js';

function reasons(sealed: Sealed): readonly string[] {
  return sealed.kind === 'sealed' ? ['sealed'] : [...new Set(sealed.refusals.map(({ reason }) => reason))];
}

function entriesOf(book: string): readonly Record<string, unknown>[] {
  const lines = book.trimEnd().split('\n');
  return lines.slice(1, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a clean catalogue', () => {
  it('is sealed: one entry a row, with price, reference and allotment', async () => {
    const { sealed, book } = await seal({});
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book)).toEqual([
      expect.objectContaining({ sku: 'EP-100', priceMinor: 129_000, referenceMinor: 159_000, allotment: 10 }),
      expect.objectContaining({ sku: 'EP-200' }),
    ]);
  });

  it('carries what the sale says of single entries', async () => {
    const entries = [
      {
        sku: 'EP-100',
        priceList: 'default',
        stockKey: 'EP',
        allotment: 5,
        perCustomerMax: 1,
        components: undefined,
      },
      {
        sku: 'EP-200',
        priceList: 'default',
        stockKey: 'EP',
        allotment: 5,
        perCustomerMax: undefined,
        components: undefined,
      },
    ];
    const { sealed, book } = await seal({ sale: { entries, perCustomerMax: 3 } });
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book)).toEqual([
      expect.objectContaining({ sku: 'EP-100', stockKey: 'EP', allotment: 5, perCustomerMax: 1 }),
      expect.objectContaining({ sku: 'EP-200', stockKey: 'EP', allotment: 5, perCustomerMax: 3 }),
    ]);
  });

  it('has the lowest price after promotions as floor', async () => {
    const promotions = [
      makePromotion({ id: 'autumn', kind: 'percent', rateBps: 1_000, capMinor: 100_000, currency: 'KRW' }),
    ];
    const { sealed, book } = await seal({ promotions });
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book)[0]).toMatchObject({ priceMinor: 129_000, floorMinor: 116_100 });
  });

  it('stands once in the book when two channels show the same price', async () => {
    const offers = [offer('EP-100', { channel: 'web' }), offer('EP-100', { channel: 'app' })];
    const channels = ['web', 'app'].map((id) => ({ id, paymentMs: 900_000 }));
    const { sealed, book } = await seal({ offers, sale: { channels } });
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book)).toHaveLength(1);
  });
});

describe('an approved clearance', () => {
  it('is in the book, and the book names its approval', async () => {
    const { sealed, book } = await seal({ offers: [offer('EP-100'), DEEP], approvals: [approvalOf(DEEP)] });
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book).map(({ sku }) => sku)).toEqual(['EP-100', 'XD-1801']);
    expect(sealed.kind === 'sealed' ? sealed.header.approvalIds : []).toHaveLength(1);
  });

  it('is refused when the approval has expired since the audit', async () => {
    const { sealed } = await seal({
      offers: [DEEP],
      approvals: [approvalOf(DEEP, { expiresAt: TEST_NOW - 1001 })],
    });
    expect(reasons(sealed)).toEqual(['open-finding']);
    expect(sealed.kind === 'refused' ? sealed.refusals[0]?.message : '').toContain('expired');
  });

  it('is left out where the seal leaves out what is open, and the rest is sold', async () => {
    const { sealed, book } = await seal({
      offers: [offer('EP-100'), DEEP],
      change: { onOpenRow: 'leave-out' },
    });
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book).map(({ sku }) => sku)).toEqual(['EP-100']);
    expect(sealed.kind === 'sealed' ? sealed.leftOut.length : 0).toBeGreaterThan(0);
  });
});

const REFUSED: readonly (readonly [what: string, reason: string, stage: SealStage])[] = [
  [
    'a catalogue that changed by one won',
    'other-catalogue',
    { offersNow: [offer('EP-100', { priceMinor: 128_999 }), offer('EP-200')] },
  ],
  [
    'a catalogue in which a row was added',
    'other-catalogue',
    { offersNow: [offer('EP-100'), offer('EP-200'), offer('EP-300')] },
  ],
  [
    'a report of another policy',
    'other-policy',
    { tamper: (report) => ({ ...report, policyHash: '0'.repeat(64) }) },
  ],
  [
    'a report whose findings were taken out',
    'other-findings',
    { offers: [DEEP], tamper: (report) => ({ ...report, findings: [] }) },
  ],
  [
    'a report whose promotions are not these',
    'other-input',
    {
      tamper: (report) => ({
        ...report,
        summary: {
          ...report.summary,
          batch: {
            ...report.summary.batch,
            inputs: [{ role: 'promotions', file: 'p.yaml', sha256: 'b'.repeat(64) }],
          },
        },
      }),
    },
  ],
  ['an open finding', 'open-finding', { offers: [offer('EP-100'), DEEP] }],
  [
    'an offer without anything to compare with',
    'no-reference',
    { offers: [offer('EP-100', { listPriceMinor: undefined })] },
  ],
  [
    'a coupon that may cost anything',
    'open-finding',
    {
      promotions: [
        makePromotion({
          id: 'c',
          kind: 'fixed',
          amountMinor: 5_000,
          per: 'order',
          currency: 'KRW',
          isCoupon: true,
        }),
      ],
    },
  ],
  ['a key that may not seal', 'signer-may-not', { change: { key: merchandiser } }],
  ['a policy without people', 'signer-may-not', { change: { policy: {} } }],
  ['a sale that is over', 'sale-over', { sale: { endsAt: TEST_NOW - 1000 } }],
  ['an epoch that is not above the last', 'epoch', { change: { epochBefore: 1 } }],
  [
    'a row whose price ends before the sale',
    'row-window',
    { offers: [offer('EP-100', { saleStartsAt: TEST_NOW - 5000, saleEndsAt: TEST_NOW + 5000 })] },
  ],
  [
    'two prices for one SKU',
    'two-rows',
    {
      offers: [
        offer('EP-100', { condition: 'new' }),
        offer('EP-100', { condition: 'used', priceMinor: 99_000 }),
      ],
    },
  ],
  [
    'an entry the catalogue does not have',
    'unknown-entry',
    {
      sale: {
        entries: [
          {
            sku: 'EP-999',
            priceList: 'default',
            stockKey: undefined,
            allotment: 1,
            perCustomerMax: undefined,
            components: undefined,
          },
        ],
      },
    },
  ],
  [
    'a bundle of nothing in the book',
    'unknown-entry',
    {
      sale: {
        entries: [
          {
            sku: 'EP-100',
            priceList: 'default',
            stockKey: undefined,
            allotment: undefined,
            perCustomerMax: undefined,
            components: [{ stockKey: 'EP-999', quantity: 1 }],
          },
        ],
      },
    },
  ],
  [
    'more units than were audited',
    'too-many-units',
    {
      sale: {
        entries: [
          {
            sku: 'EP-100',
            priceList: 'default',
            stockKey: undefined,
            allotment: 11,
            perCustomerMax: undefined,
            components: undefined,
          },
        ],
      },
    },
  ],
  [
    'one stock with two allotments',
    'stock-key',
    {
      sale: {
        entries: ['EP-100', 'EP-200'].map((sku, index) => ({
          sku,
          priceList: 'default',
          stockKey: 'EP',
          allotment: index + 1,
          perCustomerMax: undefined,
          components: undefined,
        })),
      },
    },
  ],
  [
    'stock that nobody said is shared',
    'stock-key',
    { offers: [offer('EP@b'), offer('EP', { priceList: 'b' })] },
  ],
  [
    'two currencies under one loss budget',
    'other-currency',
    {
      sale: { lossBudgetMinor: 1 },
      offers: [offer('EP-100', { currency: 'USD', priceMinor: 12_900, listPriceMinor: 15_900 })],
    },
  ],
  ['nothing left to sell', 'nothing-to-sell', { offers: [DEEP], change: { onOpenRow: 'leave-out' } }],
];

/** What a fresh pair of eyes got past an earlier version. */
const SNEAKED: readonly (readonly [what: string, reason: string, stage: SealStage])[] = [
  [
    'a report judged for a day on which the promotions have ended',
    'report-time',
    { tamper: (report) => ({ ...report, now: new Date(TEST_NOW + 86_400_000).toISOString() }) },
  ],
  [
    'a report of last year',
    'report-time',
    { tamper: (report) => ({ ...report, now: '2025-08-01T00:00:00.000Z' }) },
  ],
  [
    'a wholesale price as the price of everybody',
    'needs-price-list',
    { offers: [offer('EP-100', { quantityMin: 500, tier: 'wholesale' })] },
  ],
  [
    'a price for one channel in a sale of another',
    'needs-price-list',
    { offers: [offer('EP-100', { channel: 'b2b' })] },
  ],
  [
    'units of a row that states no stock',
    'too-many-units',
    {
      offers: [offer('EP-100', { stockToSell: undefined })],
      sale: {
        entries: [
          {
            sku: 'EP-100',
            priceList: 'default',
            stockKey: undefined,
            allotment: 5_000,
            perCustomerMax: undefined,
            components: undefined,
          },
        ],
      },
    },
  ],
  [
    'a bundle of twenty for the price of one',
    'cheap-bundle',
    {
      sale: {
        entries: [
          {
            sku: 'EP-200',
            priceList: 'default',
            stockKey: undefined,
            allotment: undefined,
            perCustomerMax: undefined,
            components: [{ stockKey: 'EP-100', quantity: 20 }],
          },
        ],
      },
    },
  ],
];

describe('an approved row with promotions on top', () => {
  const half = (id: string) =>
    makePromotion({
      id,
      kind: 'percent',
      rateBps: 5_000,
      capMinor: undefined,
      currency: 'KRW',
      scope: { ...EVERY_ROW, skus: ['XD-1801'] },
    });

  it('is refused when they go below the approved floor, whatever the finding', async () => {
    const { sealed, book } = await seal({
      offers: [offer('EP-100'), DEEP],
      promotions: [half('one'), half('two')],
      approvals: [approvalOf(DEEP)],
    });
    expect(reasons(sealed)).toContain('open-finding');
    const messages = sealed.kind === 'refused' ? sealed.refusals.map(({ message }) => message) : [];
    expect(messages.find((message) => message.includes('deep-markdown'))).toContain('below-floor');
    expect(book).toBe('');
  });

  it('is sealed when the floor was approved', async () => {
    const { sealed, book } = await seal({
      offers: [offer('EP-100'), DEEP],
      promotions: [half('one')],
      approvals: [approvalOf(DEEP, {}, 6_350)],
    });
    expect(reasons(sealed)).toEqual(['sealed']);
    expect(entriesOf(book)[1]).toMatchObject({ sku: 'XD-1801', floorMinor: 6_350 });
  });
});

describe('nothing is sealed, and nothing written, for', () => {
  it.each(SNEAKED)('%s (%s)', async (_, reason, stage) => {
    const { sealed, book } = await seal(stage);
    expect(reasons(sealed)).toContain(reason);
    expect(book).toBe('');
  });

  it.each(REFUSED)('%s (%s)', async (_, reason, stage) => {
    const { sealed, book } = await seal(stage);
    expect(reasons(sealed)).toContain(reason);
    expect(book).toBe('');
  });

  it('any other reason than these: every one but bad-entry is shown above', () => {
    const shown = new Set([...REFUSED, ...SNEAKED].map(([, reason]) => reason));
    expect(SEAL_REFUSALS.filter((reason) => !shown.has(reason))).toEqual(['bad-entry']);
  });
});

it('seals the same rows to the same entries, whatever their order', async () => {
  const offers = ['C', 'A', '가', 'B'].map((sku) => offer(sku));
  const one = await seal({ offers });
  const other = await seal({ offers: [...offers].reverse() });
  expect(entriesOf(one.book)).toEqual(entriesOf(other.book));
  expect(one.sealed.kind === 'sealed' ? one.sealed.trailer.keyId : '').toBe(lead.keyId);
});
