import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDifference } from '../../src/stock/canonical.js';
import type { CanonicalReserve, Checked } from '../../src/stock/canonical.js';
import { checkAdjust } from '../../src/stock/check-adjust.js';
import { checkOpen } from '../../src/stock/check-open.js';
import { checkBeginPayment, checkCommit, checkExtend, checkRelease } from '../../src/stock/check-payment.js';
import { checkAvailability, checkExpire, checkId, checkStockKeys } from '../../src/stock/check-reads.js';
import { checkReserve, checkSupersede } from '../../src/stock/check-reserve.js';
import { checkRestore } from '../../src/stock/check-restore.js';
import { checkJournal, checkReservations } from '../../src/stock/check-pages.js';
import { checkResolveReview } from '../../src/stock/check-resolve-review.js';
import { checkSetEpoch } from '../../src/stock/check-set-epoch.js';
import { checkSignal } from '../../src/stock/check-signal.js';
import { checkSetMode } from '../../src/stock/check-set-mode.js';
import { STOCK_LIMITS } from '../../src/stock/limits.js';
import type { ReserveRequest } from '../../src/stock/request.js';

const RUNS = { numRuns: 1_000 };
const CHECKS = [
  checkReserve,
  checkSupersede,
  checkAdjust,
  checkOpen,
  checkBeginPayment,
  checkExtend,
  checkCommit,
  checkRelease,
  checkRestore,
  checkSetMode,
  checkSetEpoch,
  checkSignal,
  checkResolveReview,
  checkJournal,
  checkReservations,
  checkExpire,
  checkStockKeys,
  checkAvailability,
  checkId,
  // Seen from JavaScript: anything goes in.
] as unknown as readonly ((request: unknown) => Checked<unknown>)[];

const id = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,64}$/);
/** Few different keys, so that they meet; some sort otherwise by code units than by code points or locale. */
const stockKey = fc.constantFrom('A', 'a', 'B', 'ä', '이어폰', '\u{1F600}', '\uFB01', '__proto__', 'a=1,b');
const lines = fc.array(fc.record({ stockKey, quantity: fc.integer({ min: 1, max: 1_000 }) }), {
  minLength: 1,
  maxLength: 40,
});

const request: fc.Arbitrary<ReserveRequest> = fc.record(
  {
    id,
    owners: fc.array(id, { minLength: 1, maxLength: 8 }),
    lines,
    ttlMs: fc.integer({ min: 1_000, max: 604_800_000 }),
    epoch: fc.maxSafeNat(),
    markdownMinor: fc.maxSafeNat(),
    fingerprint: id,
    scopes: fc.array(stockKey, { maxLength: 32 }),
  },
  { requiredKeys: ['id', 'owners', 'lines'] },
);

function canonical(good: ReserveRequest): CanonicalReserve {
  const checked = checkReserve(good);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  return checked.value;
}

describe('the canonical form of an order', () => {
  it('does not change when lines are split, merged or reordered', () => {
    const property = fc.property(request, fc.infiniteStream(fc.nat()), (good, numbers) => {
      const next = (max: number): number => Number(numbers.next().value) % max;
      const split = good.lines.flatMap((line) => {
        if (line.quantity === 1) return [line];
        const part = 1 + next(line.quantity - 1);
        return [
          { ...line, quantity: part },
          { ...line, quantity: line.quantity - part },
        ];
      });
      const shuffled = split
        .map((line) => ({ line, place: next(1_000) }))
        .sort((left, right) => left.place - right.place)
        .map(({ line }) => line);
      expect(canonical({ ...good, lines: shuffled })).toEqual(canonical(good));
    });
    fc.assert(property, RUNS);
  });

  it('does not change when owners or scopes are reordered or doubled', () => {
    const property = fc.property(request, (good) => {
      const owners = good.owners.length > 4 ? good.owners : [...good.owners, ...good.owners];
      const scopes = good.scopes === undefined ? [] : good.scopes.slice().reverse();
      const other = canonical({ ...good, owners: [...owners].reverse(), scopes });
      expect(contentDifference(canonical(good), other)).toEqual([]);
    });
    fc.assert(property, RUNS);
  });

  it('is its own canonical form', () => {
    const property = fc.property(request, (good) => {
      const once = canonical(good);
      const { previousId, ...again } = once;
      expect(previousId).toBeUndefined();
      expect(canonical(again)).toEqual(once);
    });
    fc.assert(property, RUNS);
  });

  it('keeps every unit, each stock key once, in order', () => {
    const property = fc.property(request, (good) => {
      const form = canonical(good);
      const sum = (all: ReserveRequest['lines'], key: string): number =>
        all.filter((line) => line.stockKey === key).reduce((units, line) => units + line.quantity, 0);
      for (const { stockKey: key, quantity } of form.lines) expect(quantity).toBe(sum(good.lines, key));
      const keys = form.lines.map((line) => line.stockKey);
      expect(keys).toEqual([...new Set(good.lines.map((line) => line.stockKey))].sort());
    });
    fc.assert(property, RUNS);
  });

  it('differs when a unit is added, and says so', () => {
    const property = fc.property(request, stockKey, (good, key) => {
      const more = canonical({ ...good, lines: [...good.lines, { stockKey: key, quantity: 1 }] });
      expect(contentDifference(canonical(good), more)).toEqual(['lines']);
    });
    fc.assert(property, RUNS);
  });
});

describe('every check', () => {
  const anything = fc.anything({
    withBigInt: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
  });

  it('answers anything with a canonical form or a refusal, and never throws', () => {
    const property = fc.property(fc.oneof(anything, fc.jsonValue()), (value) => {
      for (const check of CHECKS) expectAnswer(check(value));
    });
    fc.assert(property, RUNS);
  });

  it('answers a good order with anything in one field', () => {
    const fields = [
      'id',
      'owners',
      'lines',
      'ttlMs',
      'epoch',
      'markdownMinor',
      'fingerprint',
      'scopes',
      'review',
      'counted',
      'note',
      'other',
    ];
    const property = fc.property(request, fc.constantFrom(...fields), anything, (good, field, value) => {
      // Seen from JavaScript: anything goes in.
      expectAnswer(checkReserve({ ...good, [field]: value }));
    });
    fc.assert(property, RUNS);
  });

  it('answers a good order with anything in a line, an owner or a scope', () => {
    const property = fc.property(
      request,
      fc.constantFrom('owners', 'lines', 'scopes'),
      anything,
      (good, field, value) => {
        const given = { ...good, [field]: [value] };
        expectAnswer(checkReserve(given));
      },
    );
    fc.assert(property, RUNS);
  });

  it('takes a text as stock key exactly when a reader can see all of it in 128 bytes', () => {
    // Written anew with patterns, to judge the loop that runs for every line.
    const unseen = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0, max: 0xff }),
      fc.constantFrom(0x61c, 0x200a, 0x200b, 0x200e, 0x2027, 0x2028, 0x202e, 0x202f, 0x2060, 0x206a, 0xfeff),
      fc.integer({ min: 0xd7f0, max: 0xe010 }),
    );
    const text = fc.array(unit, { maxLength: 70 }).map((units) => String.fromCharCode(...units));
    const key = fc.oneof(text, fc.string({ unit: 'binary', maxLength: 130 }), fc.string({ maxLength: 130 }));
    const property = fc.property(key, (given) => {
      const bytes = Buffer.byteLength(given);
      const isGood = bytes >= 1 && bytes <= STOCK_LIMITS.keyBytesMax && !unseen.test(given);
      const lines = [{ stockKey: given, quantity: 1 }];
      expect(checkReserve({ id: 'a', owners: ['b'], lines }).ok).toBe(isGood);
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});

/** A message fit for a log: one short line in which everything can be seen. */
function expectAnswer(checked: Checked<unknown>): void {
  if (checked.ok) return;
  const { kind, reason, field, message } = checked.refusal;
  expect([kind, reason]).toEqual(['refused', 'invalid_request']);
  expect(field.length + message.length).toBeLessThan(500);
  expect(`${field} ${message}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Surrogate}/u);
}
