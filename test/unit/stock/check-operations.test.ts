import { describe, expect, it } from 'vitest';
import type { Checked } from '../../../src/stock/canonical.js';
import { checkAdjust } from '../../../src/stock/check-adjust.js';
import { checkOpen } from '../../../src/stock/check-open.js';
import {
  checkBeginPayment,
  checkCommit,
  checkExtend,
  checkRelease,
} from '../../../src/stock/check-payment.js';
import { checkAvailability, checkExpire, checkId, checkStockKeys } from '../../../src/stock/check-reads.js';
import { checkJournal, checkReservations } from '../../../src/stock/check-pages.js';
import { checkResolveReview } from '../../../src/stock/check-resolve-review.js';
import { checkRestore } from '../../../src/stock/check-restore.js';
import { checkSetEpoch } from '../../../src/stock/check-set-epoch.js';
import { checkSetMode } from '../../../src/stock/check-set-mode.js';

/** What every check is, seen from JavaScript: anything goes in. */
type Check = (request: unknown) => Checked<unknown>;

const CHECKS = {
  adjust: checkAdjust,
  open: checkOpen,
  beginPayment: checkBeginPayment,
  extend: checkExtend,
  commit: checkCommit,
  release: checkRelease,
  restore: checkRestore,
  setMode: checkSetMode,
  resolveReview: checkResolveReview,
  setEpoch: checkSetEpoch,
  journal: checkJournal,
  reservations: checkReservations,
  expire: checkExpire,
  stockKeys: checkStockKeys,
  availability: checkAvailability,
} as unknown as Readonly<Record<string, Check>>;

/** A good request of each operation and its canonical form. */
const GOOD: Readonly<Record<string, readonly [request: object, canonical: object]>> = {
  adjust: [
    {
      id: 'a',
      lines: [
        { stockKey: 'B', quantity: 1 },
        { stockKey: 'A', quantity: 1 },
        { stockKey: 'B', quantity: 1 },
      ],
    },
    {
      id: 'a',
      lines: [
        { stockKey: 'A', quantity: 1 },
        { stockKey: 'B', quantity: 2 },
      ],
    },
  ],
  open: [
    {
      allotments: [
        { stockKey: 'B', quantity: 0 },
        { stockKey: 'A', quantity: 1, perCustomer: 1, markdownMinor: 1 },
      ],
    },
    {
      allotments: [
        { stockKey: 'A', quantity: 1, perCustomer: 1, markdownMinor: 1 },
        { stockKey: 'B', quantity: 0, perCustomer: undefined, markdownMinor: undefined },
      ],
      epoch: undefined,
      ttlMs: 600_000,
      keyId: undefined,
      lossBudgetMinor: undefined,
      extensionCountMax: 3,
      extensionTotalMaxMs: 3_600_000,
      tripRules: [],
    },
  ],
  beginPayment: [
    { id: 'a', ttlMs: 1_000 },
    { id: 'a', ttlMs: 1_000 },
  ],
  extend: [
    { id: 'a', attempt: 1, ttlMs: 1_000 },
    { id: 'a', attempt: 1, ttlMs: 1_000 },
  ],
  commit: [
    { id: 'a', paymentRef: 'p' },
    {
      id: 'a',
      paymentRef: 'p',
      fingerprint: undefined,
      late: 'refund',
      epoch: undefined,
      reservedUnder: undefined,
    },
  ],
  release: [{ id: 'a' }, { id: 'a' }],
  restore: [
    { id: 'a', restoreId: 'r', to: 'stock' },
    { id: 'a', restoreId: 'r', to: 'stock', lines: undefined },
  ],
  setMode: [
    { mode: 'drain', actor: 'ops', reason: 'the price is wrong' },
    {
      mode: 'drain',
      holder: undefined,
      holdSeq: undefined,
      sample: undefined,
      scope: 'sale',
      actor: 'ops',
      reason: 'the price is wrong',
      approver: undefined,
      regression: undefined,
    },
  ],
  resolveReview: [
    { id: 'a', decision: 'accept', actor: 'ops', reason: 'looked at it' },
    { id: 'a', decision: 'accept', actor: 'ops', reason: 'looked at it', ttlMs: undefined },
  ],
  setEpoch: [
    { epoch: 2, overlapMs: 0, actor: 'ops', reason: 'a new book' },
    { epoch: 2, overlapMs: 0, actor: 'ops', reason: 'a new book', added: [] },
  ],
  journal: [{}, { after: undefined, limit: 200 }],
  reservations: [{}, { cursor: undefined, limit: 200 }],
  expire: [{}, { limit: 200 }],
  stockKeys: [{ stockKeys: ['B', 'A', 'B'] }, { stockKeys: ['A', 'B'] }],
  availability: [{}, { stockKeys: undefined, fewMax: 10, lastMax: 1 }],
};

const NAMES = Object.keys(GOOD);
/** Reads that may be asked with nothing told. */
const WITHOUT_REQUEST = ['expire', 'stockKeys', 'availability', 'journal', 'reservations'];

function check(name: string, request: unknown): Checked<unknown> {
  const found = CHECKS[name];
  if (found === undefined) throw new Error(`no check of ${name}`);
  return found(request);
}

describe('every check', () => {
  it.each(NAMES)('of %s brings a good request into canonical form, which it leaves as it is', (name) => {
    const [request, canonical] = GOOD[name] ?? [];
    expect(check(name, request)).toEqual({ ok: true, value: canonical });
    expect(check(name, canonical)).toEqual({ ok: true, value: canonical });
  });

  it.each(NAMES)('of %s refuses a foreign field', (name) => {
    const request = { ...GOOD[name]?.[0], foreign: 1 };
    expect(check(name, request)).toMatchObject({ ok: false, refusal: { field: 'foreign' } });
  });

  it.each(NAMES)('of %s refuses what is no object', (name) => {
    for (const request of [null, 5, 'text', [], true]) {
      expect(check(name, request)).toMatchObject({
        ok: false,
        refusal: { kind: 'refused', reason: 'invalid_request', field: 'request' },
      });
    }
  });

  it.each(WITHOUT_REQUEST)('of %s takes no request for one with nothing told', (name) => {
    expect(check(name, undefined)).toEqual(check(name, {}));
  });

  it.each(NAMES.filter((name) => !WITHOUT_REQUEST.includes(name)))('of %s needs a request', (name) => {
    expect(check(name, undefined)).toMatchObject({ ok: false, refusal: { field: 'request' } });
  });
});

const A = { stockKey: 'A', quantity: 1 };
const many = (count: number, make: (index: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('the check of', () => {
  it.each<[string, object, string]>([
    ['adjust', { id: '' }, 'id'],
    ['adjust', { lines: [] }, 'lines'],
    ['open', { allotments: [] }, 'allotments'],
    ['open', { allotments: many(50_001, () => A) }, 'allotments'],
    ['open', { allotments: [A, A] }, 'allotments[1].stockKey'],
    ['open', { allotments: [5] }, 'allotments[0]'],
    ['open', { allotments: [{ ...A, price: 1 }] }, 'allotments[0].price'],
    ['open', { allotments: [{ ...A, stockKey: '' }] }, 'allotments[0].stockKey'],
    ['open', { allotments: [{ ...A, quantity: -1 }] }, 'allotments[0].quantity'],
    ['open', { allotments: [{ ...A, quantity: 1_000_000_001 }] }, 'allotments[0].quantity'],
    ['open', { allotments: [{ ...A, perCustomer: 0 }] }, 'allotments[0].perCustomer'],
    ['open', { allotments: [{ ...A, perCustomer: null }] }, 'allotments[0].perCustomer'],
    ['open', { allotments: [{ ...A, markdownMinor: -1 }] }, 'allotments[0].markdownMinor'],
    ['open', { epoch: -1 }, 'epoch'],
    ['open', { ttlMs: 999 }, 'ttlMs'],
    ['open', { keyId: 'k.1' }, 'keyId'],
    ['open', { keyId: 'x'.repeat(17) }, 'keyId'],
    ['open', { lossBudgetMinor: 0.5 }, 'lossBudgetMinor'],
    ['open', { extensionCountMax: 21 }, 'extensionCountMax'],
    ['open', { extensionTotalMaxMs: 604_800_001 }, 'extensionTotalMaxMs'],
    ['beginPayment', { id: 'a b' }, 'id'],
    ['beginPayment', { ttlMs: undefined }, 'ttlMs'],
    ['beginPayment', { ttlMs: '1000' }, 'ttlMs'],
    ['extend', { id: '' }, 'id'],
    ['extend', { attempt: 0 }, 'attempt'],
    ['extend', { attempt: 1.5 }, 'attempt'],
    ['extend', { ttlMs: 604_800_001 }, 'ttlMs'],
    ['commit', { id: undefined }, 'id'],
    ['commit', { paymentRef: undefined }, 'paymentRef'],
    ['commit', { fingerprint: 'a b' }, 'fingerprint'],
    ['commit', { late: 'retry' }, 'late'],
    ['commit', { late: null }, 'late'],
    ['release', { id: {} }, 'id'],
    ['restore', { id: '' }, 'id'],
    ['restore', { restoreId: undefined }, 'restoreId'],
    ['restore', { to: undefined }, 'to'],
    ['restore', { to: 'shelf' }, 'to'],
    ['restore', { lines: [] }, 'lines'],
    ['setMode', { mode: 'paused' }, 'mode'],
    ['setMode', { scope: '' }, 'scope'],
    ['setMode', { actor: 'kim lee' }, 'actor'],
    ['setMode', { reason: '' }, 'reason'],
    ['setMode', { reason: 'x'.repeat(201) }, 'reason'],
    ['setMode', { reason: 'two\nlines' }, 'reason'],
    ['setMode', { approver: '' }, 'approver'],
    ['setMode', { regression: true }, 'regression'],
    ['expire', { limit: 0 }, 'limit'],
    ['expire', { limit: 2_001 }, 'limit'],
    ['stockKeys', { stockKeys: 'A' }, 'stockKeys'],
    ['stockKeys', { stockKeys: [''] }, 'stockKeys[0]'],
    ['stockKeys', { stockKeys: many(2_001, (index) => `A-${index}`) }, 'stockKeys'],
    ['availability', { stockKeys: [5] }, 'stockKeys[0]'],
    ['availability', { fewMax: -1 }, 'fewMax'],
    ['availability', { lastMax: 1.5 }, 'lastMax'],
    ['availability', { lastMax: 11 }, 'lastMax'],
    ['availability', { fewMax: 0 }, 'lastMax'],
  ])('%s refuses %o', (name, change, field) => {
    const request = { ...GOOD[name]?.[0], ...change };
    expect(check(name, request)).toMatchObject({ ok: false, refusal: { reason: 'invalid_request', field } });
  });

  it('an id says what is no id', () => {
    expect(checkId('a')).toEqual({ ok: true, value: 'a' });
    expect(checkId('a b')).toMatchObject({ ok: false, refusal: { field: 'id' } });
  });

  it('open takes 50,000 allotments', () => {
    const allotments = many(50_000, (index) => ({ stockKey: `A-${index}`, quantity: 1 }));
    expect(check('open', { allotments })).toMatchObject({ ok: true });
  });
});
