import { describe, expect, it } from 'vitest';
import {
  EVERY_ROW,
  makePromotion,
  type Promotion,
  type PromotionInit,
} from '../../../src/catalog/promotion.js';
import { DAY_MS } from '../../../src/core/clock.js';
import { makeCalendar, promotionsOf } from '../../../bench/detection/promotion-calendar.js';
import { withChange, type Change, type PromotionFault } from '../../../bench/detection/promotion-fault.js';
import { PROMOTION_FAULTS } from '../../../bench/detection/promotion-faults.js';
import { changesNothing, rowsTouched } from '../../../bench/detection/promotion-reach.js';
import { Random } from '../../../bench/detection/random.js';
import { steadyShop } from './promotion-shop-rows.js';

const SHOP = steadyShop();
const WEEK_MS = 7 * DAY_MS;

function fault(id: string): PromotionFault {
  const found = PROMOTION_FAULTS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fault ${id}`);
  return found;
}

function won(init: PromotionInit): Promotion {
  return makePromotion({ currency: 'KRW', ...init });
}

function changes(id: string, ...promotions: readonly Promotion[]): readonly Change[] {
  return fault(id).changes(promotions, new Random('test'));
}

function isNoOp(id: string, ...promotions: readonly Promotion[]): boolean[] {
  return changes(id, ...promotions).map((change) =>
    changesNothing(fault(id), promotionsOf(promotions), change, SHOP),
  );
}

const COUPON = won({
  id: 'coupon',
  kind: 'fixed',
  amountMinor: 5_000,
  per: 'order',
  minSpendMinor: 50_000,
  isCoupon: true,
  perCustomerMax: 1,
  usesMax: 1_000,
  budgetMinor: 5_000_000,
  group: 'cart',
});
const CARD = won({
  id: 'card',
  kind: 'percent',
  rateBps: 500,
  capMinor: 10_000,
  minSpendMinor: 50_000,
  isCoupon: true,
  perCustomerMax: 1,
  group: 'card',
});
const SALE = won({ id: 'sale', kind: 'percent', rateBps: 700, capMinor: 30_000 });
const BUNDLE = won({ id: 'bundle', kind: 'buy-x-get-y', buy: 2, get: 1, offBps: 10_000 });
const TIER = won({
  id: 'tier',
  kind: 'tier-price',
  steps: [{ quantityMin: 3, unitPriceMinor: 19_000 }],
  scope: { ...EVERY_ROW, skus: ['EP-0'] },
});

describe('an injected fault', () => {
  it.each<[string, Promotion, Partial<Promotion>]>([
    ['swapped', COUPON, { amountMinor: 50_000, minSpendMinor: 5_000 }],
    ['no-minimum-amount', COUPON, { minSpendMinor: undefined }],
    ['no-minimum-percent', CARD, { minSpendMinor: undefined }],
    ['minimum-x0.1', COUPON, { minSpendMinor: 5_000 }],
    ['amount-x10', COUPON, { amountMinor: 50_000 }],
    ['percent-x10', CARD, { rateBps: 5_000 }],
    ['percent-as-amount', CARD, { kind: 'fixed', amountMinor: 5, per: 'order' }],
    ['no-cap-coupon', CARD, { capMinor: undefined }],
    ['no-cap-sale', SALE, { capMinor: undefined }],
    ['wrong-scope', TIER, { scope: EVERY_ROW }],
    ['buy-get', BUNDLE, { buy: 1, get: 2 }],
    ['no-count', COUPON, { perCustomerMax: undefined, usesMax: undefined, budgetMinor: undefined }],
    ['over-budget', COUPON, { usesMax: 10_000, budgetMinor: 5_000_000 }],
    ['no-group', COUPON, { group: undefined }],
    ['not-exclusive', { ...CARD, isExclusive: true }, { isExclusive: false }],
  ])('%s', (id, clean, said) => {
    expect(changes(id, clean)).toEqual([
      { changed: [expect.objectContaining(said)], added: [], ids: [clean.id] },
    ]);
  });

  it('takes an amount of dollars as as many percent, and one of won that is no percentage not at all', () => {
    const dollars = won({ ...COUPON, currency: 'USD', kind: 'fixed', per: 'order', amountMinor: 2_000 });
    const [change] = changes('amount-as-percent', dollars);
    expect(change?.changed).toEqual([expect.objectContaining({ kind: 'percent', rateBps: 2_000 })]);
    expect(changes('amount-as-percent', COUPON)).toEqual([]);
  });

  it('loses one digit of one step of a tier price', () => {
    const seen = new Set<number | undefined>();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const [change] = fault('tier-digit').changes([TIER], new Random(name));
      const [after] = change?.changed ?? [];
      seen.add(after?.kind === 'tier-price' ? after.steps[0]?.unitPriceMinor : undefined);
    }
    expect([...seen].filter((one) => one !== 1_900 && one !== 1_000 && one !== 9_000)).toEqual([]);
  });

  it('enters a promotion again under another id, told apart by whether both hold in one order', () => {
    expect(changes('twice', SALE, COUPON).map(({ added }) => added.map(({ id }) => id))).toEqual([
      ['sale-again'],
    ]);
    expect(changes('twice-apart', SALE, COUPON).map(({ ids }) => ids)).toEqual([['coupon', 'coupon-again']]);
  });

  it('ends a campaign a day into the next of the same goods, and only there', () => {
    const week = (
      id: string,
      at: number,
      more: Pick<Partial<Promotion>, 'scope' | 'group'> = {},
    ): Promotion =>
      won({
        id,
        kind: 'percent',
        rateBps: 1_000,
        capMinor: undefined,
        startsAt: at * WEEK_MS,
        endsAt: (at + 1) * WEEK_MS,
        ...more,
      });
    const [change, ...others] = changes('window', week('one', 0), week('two', 1), week('four', 3));
    expect(change?.changed).toEqual([expect.objectContaining({ id: 'one', endsAt: WEEK_MS + DAY_MS })]);
    expect(change?.ids).toEqual(['one', 'two']);
    expect(others).toEqual([]);
    const elsewhere = { ...EVERY_ROW, categories: ['headphone > Beta'] };
    expect(changes('window', week('one', 0), week('two', 1, { scope: elsewhere }))).toEqual([]);
    expect(changes('window', week('one', 0, { group: 'g' }), week('two', 1, { group: 'g' }))).toEqual([]);
  });
});

describe('a no-op is told', () => {
  it.each<[string, readonly Promotion[]]>([
    ['no-minimum-amount', [{ ...COUPON, minSpendMinor: 20_000 }]],
    ['no-cap-coupon', [won({ ...CARD, kind: 'percent', rateBps: 500, capMinor: 900_000 })]],
    ['wrong-scope', [{ ...SALE, scope: { ...EVERY_ROW, categories: ['headphone'] } }]],
    ['no-count', [{ ...CARD, perCustomerMax: undefined }]],
    ['no-group', [COUPON, CARD]],
    ['not-exclusive', [{ ...SALE, isExclusive: true }]],
    ['twice-apart', [{ ...CARD, perCustomerMax: undefined }]],
  ])('%s of %j', (id, promotions) => {
    const told = isNoOp(id, ...promotions);
    expect(told.length).toBeGreaterThan(0);
    expect(told).not.toContain(false);
  });

  it.each<[string, readonly Promotion[]]>([
    ['no-minimum-percent', [CARD]],
    ['no-cap-coupon', [CARD]],
    ['wrong-scope', [{ ...SALE, scope: { ...EVERY_ROW, categories: ['headphone > Beta'] } }]],
    ['no-count', [COUPON]],
    ['no-group', [COUPON, { ...COUPON, id: 'other' }]],
    ['not-exclusive', [{ ...SALE, isExclusive: true }, COUPON]],
    ['twice', [SALE]],
    ['twice-apart', [CARD]],
  ])('and what changes something is not: %s', (id, promotions) => {
    const told = isNoOp(id, ...promotions);
    expect(told.length).toBeGreaterThan(0);
    expect(told).not.toContain(true);
  });
});

describe('every fault', () => {
  const calendar = makeCalendar(SHOP, new Random('test calendar 2'));

  it('can happen in a calendar of either shop', () => {
    const seen = new Set<string>();
    for (const style of ['Korean', 'Western'] as const) {
      for (let at = 0; at < 20; at++) {
        const { promotions } = makeCalendar(steadyShop(style), new Random(`calendar ${at}`));
        for (const one of PROMOTION_FAULTS)
          if (one.changes(promotions, new Random('x')).length > 0) seen.add(one.id);
      }
    }
    expect(seen).toEqual(new Set(PROMOTION_FAULTS.map(({ id }) => id)));
  });

  it('leaves all promotions alone but those it names', () => {
    for (const one of PROMOTION_FAULTS) {
      for (const change of one.changes(calendar.promotions, new Random(one.id))) {
        const { promotions } = withChange(calendar, change);
        const other = calendar.promotions.filter((clean) => !promotions.includes(clean));
        for (const { id } of other) expect(change.ids).toContain(id);
        expect(promotions).toHaveLength(calendar.promotions.length + change.added.length);
        expect(new Set(promotions.map(({ id }) => id)).size).toBe(promotions.length);
      }
    }
  });

  it('is drawn the same from the same name', () => {
    for (const one of PROMOTION_FAULTS) {
      const draw = (): unknown => one.changes(calendar.promotions, new Random(one.id));
      expect(draw()).toEqual(draw());
    }
  });
});

describe('the rows a change can bear on', () => {
  it('are those of the promotion before and after', () => {
    const narrow = { ...SALE, scope: { ...EVERY_ROW, categories: ['headphone > Beta'] } };
    const [lost] = changes('no-cap-sale', narrow);
    const [widened] = changes('wrong-scope', narrow);
    if (lost === undefined || widened === undefined) throw new Error('both can happen');
    const touched = (change: Change): number =>
      rowsTouched(promotionsOf([narrow, CARD]), change, SHOP).length;
    expect([touched(lost), touched(widened)]).toEqual([10, 40]);
  });
});
